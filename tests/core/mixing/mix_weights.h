// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>

#include "core/mixing/mix_program.h"

namespace color_clusters {

/// The weights of a mix by the numbers of its colors.
inline std::map<int, double> weights_of(const ConvexMix& mix) {
  std::map<int, double> weights;
  for (std::size_t i = 0; i < mix.count; ++i) weights[mix.parts[i].color] += mix.parts[i].weight;
  return weights;
}

}  // namespace color_clusters
