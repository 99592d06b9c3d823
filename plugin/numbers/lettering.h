// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <pango/pangocairo.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// A text as coverage: 0 … 255 for each pixel, row by row.
struct TextPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> coverage{};  // NOLINT(readability-redundant-member-init)
};

/// Writes with the system's sans-serif font, without GIMP: a text layer takes a few milliseconds, a
/// number here a few dozen microseconds. To be used by one thread at a time.
class Lettering {
 public:
  Lettering();

  /// What a text covers, for a font of one pixel.
  struct Extent {
    double width;
    double height;
  };
  [[nodiscard]] Extent ink(const std::string& text) const;
  /// How wide a text is with what belongs before and behind it, for a font of one pixel.
  [[nodiscard]] double advance(const std::string& text) const;

  /// The text in a picture around its middle.
  [[nodiscard]] TextPicture centered(const std::string& text, double font) const;
  /// The text in a picture as wide as it is and as high as a line: digits have the same place in
  /// all of them.
  [[nodiscard]] TextPicture line(const std::string& text, double font) const;

 private:
  void set(const std::string& text, double font) const;
  [[nodiscard]] TextPicture picture(int width, int height, double left, double top) const;

  Owned<PangoLayout> layout_;
};

/// Copies a text's coverage into rows of a picture, with its upper left corner at (x, y). Coverage
/// never becomes less.
void write_text(const TextPicture& text, int x, int y, int width, int first_row,
                std::vector<std::uint8_t>& rows);

}  // namespace color_clusters
