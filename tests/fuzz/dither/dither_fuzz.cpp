// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/color/srgb.h"
#include "core/dither/dither.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

void to_srgb(std::span<const Color> linear, std::span<Color> srgb) {
  std::ranges::transform(linear, srgb.begin(), srgb_from_linear);
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  DitherOptions options{.method = static_cast<DitherMethod>(1U + input.byte() % 3U),
                        .strength = std::min((1U + input.byte()) / 200.0, 1.0)};
  DitherPalette palette{.linear = palette_colors(input), .metric = {}, .to_metric = to_srgb};
  palette.metric.resize(palette.linear.size());
  to_srgb(palette.linear, palette.metric);
  std::vector<Color> few(1U + input.byte() % 16U);
  for (Color& color : few) color = any_color(input);

  const ClusterMap places = input.map();
  std::vector<Color> colors(places.clusters.size());
  for (std::size_t i = 0; i < colors.size(); ++i) {
    colors[i] = few[(i * 7 + places.clusters[i]) % few.size()];
  }
  ClusterMap result = places;
  Ditherer(palette, places.width, options).dither_rows(colors, result.clusters);
  require(same_places(places, result));
  for (const std::uint16_t cluster : result.clusters) {
    require(cluster == no_cluster || cluster < palette.linear.size());
  }

  options.threads = 3;
  ClusterMap by_rows = places;
  Ditherer ditherer(palette, places.width, options);
  const auto width = static_cast<std::size_t>(places.width);
  for (std::size_t first = 0; first < colors.size(); first += width) {
    ditherer.dither_rows(std::span(colors).subspan(first, width),
                         std::span(by_rows.clusters).subspan(first, width));
  }
  require(by_rows.clusters == result.clusters);

  std::vector<std::uint32_t> numbers(colors.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = static_cast<std::uint32_t>((i * 7 + places.clusters[i]) % few.size());
  }
  const NumberedColors numbered{
      .count = few.size(),
      .to_linear = [&few](std::span<const std::uint32_t> from, std::span<Color> linear) {
        std::ranges::transform(from, linear.begin(), [&few](std::uint32_t i) { return few[i]; });
      }};
  ClusterMap by_numbers = places;
  Ditherer(palette, numbered, places.width, options).dither_rows(numbers, by_numbers.clusters);
  require(by_numbers.clusters == result.clusters);
  return 0;
}
