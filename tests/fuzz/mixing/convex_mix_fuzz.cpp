// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>
#include <vector>

#include "core/mixing/convex_mix.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

void check(const ConvexMix& mix, const std::vector<Color>& palette, const Color& color) {
  require(mix.count >= 1 && mix.count <= 4);
  double sum = 0.0;
  std::array<double, 3> mean{};
  for (std::size_t i = 0; i < mix.count; ++i) {
    const auto& [number, weight] = mix.parts[i];
    require(number < palette.size() && weight > 0.0);
    sum += weight;
    for (std::size_t c = 0; c < 3; ++c) mean[c] += weight * palette[number][c];
  }
  require(std::abs(sum - 1.0) < 1e-9);
  std::array<double, 3> away{};
  for (std::size_t c = 0; c < 3; ++c) {
    if (!(std::abs(color[c]) <= 1.5F)) return;  // is moved nearer to the palette
    away[c] = mean[c] - color[c];
  }
  // The nearest point of the hull: nothing of it is on this side of the plane through that point.
  for (const Color& other : palette) {
    double beyond = 0.0;
    for (std::size_t c = 0; c < 3; ++c) beyond += away[c] * (other[c] - mean[c]);
    require(beyond > -1e-5);
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const std::vector<Color> palette = palette_colors(input);
  const ConvexMixer mixer(palette);
  std::vector<Color> colors(1 + size / 3);
  std::vector<ConvexMix> mixes;
  for (Color& color : colors) {
    color = any_color(input);
    mixes.push_back(mixer.find(color));
    check(mixes.back(), palette, color);
  }
  // It does not matter what was asked before.
  const ConvexMixer again(palette);
  for (std::size_t i = colors.size(); i-- > 0;) require(again.find(colors[i]) == mixes[i]);
  return 0;
}
