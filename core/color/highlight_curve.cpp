// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/highlight_curve.h"

#include <algorithm>
#include <cmath>

namespace color_clusters {
namespace {

/// The slope is 1/2 at white + s. So small that highlights of any brightness need no more than two
/// of eight clusters, whatever else is in the picture.
constexpr double s = 0.01;

}  // namespace

float compress_highlight(float value) {
  if (!(value > 1.0F)) return value;
  const auto above = static_cast<double>(std::min(value, largest_highlight)) - 1.0;
  return static_cast<float>(1.0 + s * std::log1p(above / s));
}

float expand_highlight(float value) {
  if (!(value > 1.0F)) return value;
  const double above = s * std::expm1((static_cast<double>(value) - 1.0) / s);
  return static_cast<float>(std::min(1.0 + above, static_cast<double>(largest_highlight)));
}

}  // namespace color_clusters
