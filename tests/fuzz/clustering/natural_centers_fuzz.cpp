// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/clustering/natural_centers.h"
#include "core/color/cielab.h"
#include "tests/fuzz/fuzz_options.h"

namespace {

using namespace color_clusters;

/// Places with any numbers in them or with those of a picture, each as often as it may take to
/// make an ink.
std::vector<Surroundings> any_places(FuzzInput& input) {
  std::vector<Surroundings> places;
  const unsigned kind = input.byte();
  const std::size_t kinds_of_places = input.byte() % 8U;
  for (std::size_t i = 0; i < kinds_of_places; ++i) {
    Surroundings place{.mean = any_color(input)};
    place.deviation =
        kind % 4U == 0 ? any_float(input) : static_cast<float>(input.byte()) / 1024.0F;
    place.least_deviation = kind % 4U == 0 ? any_float(input) : 0.9F * place.deviation;
    const unsigned width = 1U + input.byte() % 8U;
    const unsigned count = 1U + input.byte() % 64U;
    for (unsigned j = 0; j < count; ++j) {
      place.row = static_cast<std::int32_t>(j / width);
      place.column = static_cast<std::int32_t>(j % width);
      places.push_back(place);
    }
  }
  return places;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  const ToSrgb as_it_is = [](std::span<Color>) {};
  const ToSrgb from_lab = [](std::span<Color> colors) {
    std::ranges::transform(colors, colors.begin(), srgb_from_lab);
  };
  const ToSrgb& to_srgb = input.byte() % 2U == 0 ? as_it_is : from_lab;
  const std::vector<Surroundings> places = any_places(input);
  auto [options, all] = clustering_input(input);
  if (!is_in_range(all)) return 0;
  const ColorTree tree(all.colors, all.weights, 1);
  if (tree.size() == 0 || !is_valid(options)) {
    require(is_refused([&] { find_natural_centers(tree, options, to_srgb, places); }));
    return 0;
  }
  const std::vector<Color> centers = find_natural_centers(tree, options, to_srgb, places);
  require(!centers.empty() && centers.size() <= static_cast<std::size_t>(options.color_count));
  require(centers.size() <= all.colors.size() + options.fixed.size());
  require(same_bits(std::span(centers).first(options.fixed.size()), options.fixed));
  for (const Color& center : centers) {
    for (const float value : center) require(std::isfinite(value));
  }
  options.threads = 3;
  require(same_bits(find_natural_centers(tree, options, to_srgb, places), centers));
  return 0;
}
