// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

#include "core/kmeans/palette_subset.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

using Numbers = std::vector<std::size_t>;

double cost_of(const ColorTree& tree, std::span<const Color> palette, const Numbers& entries) {
  double sum = 0.0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t entry : entries) {
      least = std::min(least, squared_distance(tree.color(i), palette[entry]));
    }
    sum += tree.weight(i) * least;
  }
  return sum;
}

/// What rounding of coordinates to floats may change in a cost.
double rounding(const ColorTree& tree, std::span<const Color> palette) {
  double largest = 0.0;
  const auto add = [&](const Color& color) {
    for (const float value : color) largest = std::max(largest, std::abs(double{value}));
  };
  for (std::size_t i = 0; i < tree.size(); ++i) add(tree.color(i));
  std::ranges::for_each(palette, add);
  return 1e-6 * largest * largest * tree.total().weight;
}

/// No swap of one entry for another is better.
void check_swaps(const ColorTree& tree, std::span<const Color> palette, const Numbers& found,
                 const Numbers& kept) {
  const double limit = cost_of(tree, palette, found) - rounding(tree, palette);
  for (std::size_t slot = 0; slot < found.size(); ++slot) {
    if (std::ranges::find(kept, found[slot]) != kept.end()) continue;
    Numbers changed = found;
    for (std::size_t entry = 0; entry < palette.size(); ++entry) {
      changed[slot] = entry;
      require(limit <= cost_of(tree, palette, changed) * (1.0 + 1e-6));
    }
  }
}

bool is_valid(std::span<const Color> palette, std::size_t count, Numbers kept) {
  const auto is_small = [](float value) {
    return std::abs(value) <= ColorTree::largest_coordinate;
  };
  std::ranges::sort(kept);
  return count > 0 && kept.size() <= count && std::ranges::adjacent_find(kept) == kept.end() &&
         (kept.empty() || kept.back() < palette.size()) &&
         std::ranges::all_of(
             palette, [&](const Color& color) { return std::ranges::all_of(color, is_small); });
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const std::size_t count = input.byte() % 12U;
  const unsigned any = input.byte();
  std::vector<Color> palette = palette_colors(input);
  for (std::size_t i = 0; i < palette.size() && any % 8U == 0; i += 3)
    palette[i] = any_color(input);
  Numbers kept(input.byte() % 4U);
  for (std::size_t& entry : kept)
    entry = input.byte() % (palette.size() + (any % 16U == 1 ? 1 : 0));
  const WeightedFuzzColors all = weighted_colors(input, any % 32U == 2);
  if (!is_in_range(all)) return 0;
  const ColorTree tree(all.colors, all.weights, 1);
  if (all.colors.empty() || !is_valid(palette, count, kept)) {
    require(is_refused([&] { choose_entries(tree, palette, count, kept, 1); }));
    return 0;
  }
  const Numbers found = choose_entries(tree, palette, count, kept, 1);
  require(found.size() == std::min(count, palette.size()) && found.back() < palette.size());
  require(std::ranges::adjacent_find(found, std::greater_equal{}) == found.end());
  for (const std::size_t entry : kept) require(std::ranges::binary_search(found, entry));
  require(choose_entries(tree, palette, count, kept, 3) == found);
  if (tree.size() <= 250) check_swaps(tree, palette, found, kept);
  return 0;
}
