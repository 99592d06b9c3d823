// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace color_clusters {

/// How large text in a picture is, where nobody says it: font sizes in pixels.
class TextSizes {
 public:
  /// For a picture with that shorter side.
  explicit TextSizes(double shorter_side)
      : least_(std::max(least_pixels, least_of_side * shorter_side)),
        most_(std::max(least_, most_of_side * shorter_side)) {}

  /// The smallest font that can be read, and the largest one.
  [[nodiscard]] double least() const { return least_; }
  [[nodiscard]] double most() const { return most_; }

 private:
  /// The smallest font that can be read on a screen and, as part of the picture's shorter side, 5
  /// point when it is printed on a sheet of A4, 210 mm wide.
  static constexpr double least_pixels = 8.0;
  static constexpr double least_of_side = 5.0 * 25.4 / 72.0 / 210.0;
  static constexpr double most_of_side = 1.0 / 36.0;

  double least_;
  double most_;
};

}  // namespace color_clusters
