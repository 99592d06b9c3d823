// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "core/inks/density_modes.h"
#include "core/inks/ink_search.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

void check(const std::vector<DensityMode>& modes, std::span<const Color> srgb,
           std::span<const double> weights) {
  const double total = std::reduce(weights.begin(), weights.end());
  std::vector<bool> is_member(srgb.size());
  double basins = 0.0;
  for (std::size_t i = 0; i < modes.size(); ++i) {
    const DensityMode& mode = modes[i];
    require(mode.core >= 0.0005 && mode.prominence >= 1.2);
    require(i == 0 || mode.core <= modes[i - 1].core);
    require(!mode.members.empty());
    double core = 0.0;
    Color low = srgb[mode.members.front()];
    Color high = low;
    for (const std::size_t member : mode.members) {
      require(!is_member[member]);
      is_member[member] = true;
      core += weights[member];
      for (std::size_t c = 0; c < 3; ++c) {
        low[c] = std::min(low[c], srgb[member][c]);
        high[c] = std::max(high[c], srgb[member][c]);
      }
    }
    require(std::abs(core / total - mode.core) < 1e-9 && mode.core < mode.basin + 1e-9);
    basins += mode.basin;
    for (std::size_t c = 0; c < 3; ++c) {
      const float rounding = 1e-6F * std::max(std::abs(low[c]), std::abs(high[c]));
      require(mode.position[c] >= low[c] - rounding && mode.position[c] <= high[c] + rounding);
    }
  }
  require(basins < 1.0 + 1e-9);
}

/// Inks are some of the modes, in their order.
void check_inks(const std::vector<DensityMode>& inks, const std::vector<DensityMode>& modes) {
  auto mode = modes.begin();
  for (const DensityMode& ink : inks) {
    mode = std::find_if(mode, modes.end(),
                        [&](const DensityMode& other) { return other.members == ink.members; });
    require(mode != modes.end());
    require(ink.position == mode->position && ink.core == mode->core);
    ++mode;
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const unsigned strange = input.byte();
  WeightedFuzzColors all;
  if (strange % 4U == 0) {
    while (input.size() > 0 && all.colors.size() < 250) {
      all.colors.push_back(any_color(input));
      all.weights.push_back(1.0 + input.byte());
    }
  } else {
    all = weighted_colors(input, true);
    if (!is_in_range(all)) return 0;
  }
  const std::vector<DensityMode> modes = find_density_modes(all.colors, all.weights);
  check(modes, all.colors, all.weights);
  check_inks(find_inks(all.colors, all.weights), modes);
  return 0;
}
