// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/color/color.h"
#include "core/print/halftone.h"

namespace color_clusters {

/// How tones become dots.
struct ScreenArguments {
  DotShape shape = DotShape::round;
  double lines_per_inch = 45.0;
  double pixels_per_inch = 300.0;
  /// In degrees, one for each ink in the order of printing.
  std::vector<double> angles{};  // NOLINT(readability-redundant-member-init)
  double first_angle = 22.5;

  /// With this between them, four screens make the least moiré.
  static constexpr double step = 22.5;

  /// That of an ink: where none is given, it follows the one before.
  [[nodiscard]] double angle_of(std::size_t ink) const {
    if (ink < angles.size()) return angles[ink];
    if (angles.empty()) return first_angle + step * static_cast<double>(ink);
    return angles.back() + step * static_cast<double>(ink + 1 - angles.size());
  }
};

/// What films are made of a picture. Lengths are pixels; see FilmOptions and UnderbaseOptions.
struct FilmArguments {
  /// Gamma-encoded sRGB.
  Color paper{1, 1, 1};
  int trap = 0;
  int choke = 0;
  bool has_underbase = false;
  int underbase_choke = 0;
  /// Without it films show areas.
  std::optional<ScreenArguments> screen{};  // NOLINT(readability-redundant-member-init)
};

}  // namespace color_clusters
