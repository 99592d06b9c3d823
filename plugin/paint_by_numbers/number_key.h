// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/pixel_area.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/numbers/lettering.h"
#include "plugin/output/layers.h"

namespace color_clusters {

/// The key of a picture to paint by numbers: for each color that is painted its number, a swatch,
/// its name, its share, and how many areas have it.
class NumberKey {
 public:
  /// `areas` has a number of areas for each cluster. Lettering is to live longer.
  NumberKey(const LayerClusters& clusters, const std::vector<int>& areas, double font,
            const Lettering& lettering);

  /// Arranges the entries in as few lines as that length allows: rows, or columns if it is
  /// vertical.
  void arrange(int length, bool is_vertical);
  /// Arranges the entries in columns on a page, with a margin.
  void arrange_page();

  /// Into how many columns.
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int width() const { return columns_ * cell_width_ + 2 * margin_; }
  [[nodiscard]] int height() const { return rows_ * cell_height_ + 2 * margin_; }

  /// Paints the key on a layer of its size.
  void paint(GimpLayer* layer) const;

 private:
  struct Entry {
    std::string number;
    std::string name;
    std::string share;
    std::string areas;
    Color color;
  };

  [[nodiscard]] PixelArea cell(std::size_t entry) const;
  [[nodiscard]] PixelArea swatch_in(const PixelArea& cell) const;
  void write(const Entry& entry, const PixelArea& cell, std::vector<std::uint8_t>& coverage) const;
  [[nodiscard]] int widest(std::string Entry::* text) const;

  std::vector<Entry> entries_;
  double font_;
  const Lettering* lettering_;
  int space_;
  int number_width_;
  int name_width_;
  int share_width_;
  int areas_width_;
  int cell_width_;
  int cell_height_;
  int columns_ = 1;
  int rows_ = 1;
  int margin_ = 0;
  bool is_vertical_ = true;
};

}  // namespace color_clusters
