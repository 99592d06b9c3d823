// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "core/color/highlight_curve.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

double largest(const Color& color) {
  return std::max({std::abs(color[0]), std::abs(color[1]), std::abs(color[2]), 1.0F});
}

/// To another space and back: not further off than what rounding to floats makes of the largest
/// coordinate.
void check_same(const Color& a, const Color& b, double tolerance) {
  const double most = tolerance * largest(a);
  for (std::size_t c = 0; c < 3; ++c) require(std::abs(double{a[c]} - b[c]) <= most);
}

/// Compressed highlights are in order, and come back.
void check_highlights(const Color& color) {
  for (const float value : color) {
    const float compressed = compress_highlight(value);
    require(value <= 1.0F ? compressed == value : compressed <= value);
    require(std::abs(double{expand_highlight(compressed)} - value) <= 1e-5 * std::abs(value));
    require(std::isfinite(expand_highlight(value)));
  }
  const auto [low, high] = std::minmax({color[0], color[1]});
  require(compress_highlight(low) <= compress_highlight(high));
}

/// Far more than what is left of highlights.
void check_round_trips(const Color& srgb) {
  const Color linear = linear_from_srgb(srgb);
  for (std::size_t c = 0; c < 3; ++c) {
    require(std::isfinite(linear[c]) && linear[c] * srgb[c] >= 0.0F);
  }
  check_same(srgb, srgb_from_linear(linear), 2e-6);
  check_same(linear, linear_srgb_from_oklab(oklab_from_linear_srgb(linear)), 1e-5);
  const Color lab = lab_from_srgb(srgb);
  check_same(linear, linear_from_srgb(srgb_from_lab(lab)), 1e-5);
  if (srgb[0] == srgb[1] && srgb[1] == srgb[2]) {
    require(std::hypot(lab[1], lab[2]) <= 1e-3 * largest(lab));
  }
}

/// A semimetric: finite, symmetric, and 0 only from a color to itself.
void check_difference(const Color& a, const Color& b) {
  const double difference = ciede2000(a, b);
  require(std::isfinite(difference) && difference >= 0.0);
  require(difference == ciede2000(b, a));
  require(ciede2000(a, a) == 0.0);
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const auto bounded = [](Color color, float most) {
    for (float& value : color) {
      value = std::isnan(value) ? 0.0F : std::clamp(value, -most, most);
    }
    return color;
  };
  Color before{};
  while (input.size() > 0) {
    const bool any = input.byte() % 2U == 0;
    Color color =
        any ? Color{any_float(input), any_float(input), any_float(input)} : any_color(input);
    if (input.byte() % 8U == 0) color[1] = color[2] = color[0];
    // Whatever it is, nothing overflows where that is not defined.
    (void)lab_from_srgb(color);
    (void)srgb_from_lab(color);
    (void)oklab_from_linear_srgb(color);
    (void)linear_srgb_from_oklab(color);
    (void)ciede2000(color, before);
    check_highlights(bounded(color, largest_highlight));
    check_round_trips(bounded(color, 128.0F));
    check_difference(bounded(color, 1e6F), bounded(before, 1e6F));
    const Color lab = lab_from_srgb(bounded(color, 1.0F));
    check_difference(lab, lab_from_srgb(bounded(before, 1.0F)));
    before = color;
  }
  return 0;
}
