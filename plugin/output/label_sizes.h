// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace color_clusters {

/// How large the numbers in the areas of a picture are: font sizes and radii in pixels of the
/// layer.
class LabelSizes {
 public:
  /// Digits have about this part of the font size above the baseline, and are about so wide.
  static constexpr double digit_height = 0.72;
  static constexpr double digit_width = 0.62;

  /// For a layer with that shorter side.
  explicit LabelSizes(double shorter_side)
      : least_(std::max(least_pixels, least_of_side * shorter_side)),
        most_(std::max(least_, most_of_side * shorter_side)) {}

  /// The smallest font that can be read, and the largest one.
  [[nodiscard]] double least() const { return least_; }
  [[nodiscard]] double most() const { return most_; }

  /// The font for a number that is `width` wide at font size 1, in a circle.
  [[nodiscard]] double font_in(double radius, double width) const {
    return std::min(most_, used_radius * radius / half_diagonal(width));
  }

  /// The side of a key's cells, where the widest number is so wide.
  [[nodiscard]] int key_cell_side(double widest) const {
    return static_cast<int>(std::ceil(std::max(2.0, widest + 0.8) * most_));
  }

  /// The smallest circle for such a number.
  [[nodiscard]] double least_radius(double width) const {
    return least_ * half_diagonal(width) / used_radius;
  }

 private:
  /// The smallest font that can be read on a screen and, as part of the layer's shorter side, 5
  /// point when the picture is printed on a sheet of A4, 210 mm wide.
  static constexpr double least_pixels = 8.0;
  static constexpr double least_of_side = 5.0 * 25.4 / 72.0 / 210.0;
  static constexpr double most_of_side = 1.0 / 36.0;
  /// So much of a circle's radius is for the number, so that it does not touch the edge.
  static constexpr double used_radius = 0.85;

  static double half_diagonal(double width) { return std::hypot(width, digit_height) / 2.0; }

  double least_;
  double most_;
};

/// Whether black is easier to see than white on a color of that lightness in Oklab.
inline bool takes_black_text(float oklab_lightness) { return oklab_lightness > 0.57F; }

}  // namespace color_clusters
