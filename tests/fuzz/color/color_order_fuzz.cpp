// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/color/color_order.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

bool is_permutation(std::span<const std::size_t> order) {
  std::vector<bool> is_there(order.size());
  for (const std::size_t i : order) {
    if (i >= order.size() || is_there[i]) return false;
    is_there[i] = true;
  }
  return true;
}

bool is_gray(const Color& color) {
  return std::hypot(double{color[1]}, double{color[2]}) *
             std::clamp(double{color[0]} / 0.25, 0.0, 1.0) <
         0.02;
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const bool any = input.byte() % 2U == 0;
  std::vector<Color> colors;
  bool has_nan = false;
  while (input.size() > 0) {
    Color color = any_color(input);
    if (any) color = {any_float(input), color[1] - 0.5F, color[2] - 0.5F};
    colors.push_back(color);
    for (const float value : color) has_nan = has_nan || std::isnan(value);
  }

  const std::vector<std::size_t> by_lightness = order_by_lightness(colors);
  const std::vector<std::size_t> by_hue = order_by_hue(colors);
  require(by_lightness.size() == colors.size() && is_permutation(by_lightness));
  require(by_hue.size() == colors.size() && is_permutation(by_hue));
  // NaN has no order.
  for (std::size_t i = 1; i < colors.size() && !has_nan; ++i) {
    const Color& before = colors[by_lightness[i - 1]];
    const Color& after = colors[by_lightness[i]];
    require(before[0] < after[0] ||
            (before[0] == after[0] && by_lightness[i - 1] < by_lightness[i]));
    require(is_gray(colors[by_hue[i - 1]]) || !is_gray(colors[by_hue[i]]));
    if (is_gray(colors[by_hue[i]])) require(colors[by_hue[i - 1]][0] <= colors[by_hue[i]][0]);
  }
  return 0;
}
