// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/films/inks.h"

#include <algorithm>
#include <span>

#include "core/color/color_order.h"
#include "core/color/srgb.h"

namespace color_clusters {

std::size_t ink_count(const LayerClusters& clusters) {
  const std::size_t count = clusters.shares.size();
  return count > 0 && clusters.is_paper(count - 1) ? count - 1 : count;
}

std::vector<int> darkness_ranks(const LayerClusters& clusters) {
  const std::vector<std::size_t> dark_to_light = order_by_lightness(
      oklab_from_srgb(std::span(clusters.colors.srgb).first(ink_count(clusters))));
  std::vector<int> ranks(dark_to_light.size());
  int lighter = static_cast<int>(ranks.size());
  for (const std::size_t ink : dark_to_light) ranks[ink] = --lighter;
  return ranks;
}

Color light_of(const Color& srgb) {
  Color light = linear_from_srgb(srgb);
  for (float& channel : light) channel = std::clamp(channel, 0.0F, 1.0F);
  return light;
}

std::vector<Color> ink_light(const LayerClusters& clusters) {
  std::vector<Color> light(ink_count(clusters));
  std::transform(clusters.colors.srgb.begin(),
                 clusters.colors.srgb.begin() + static_cast<std::ptrdiff_t>(light.size()),
                 light.begin(), light_of);
  return light;
}

}  // namespace color_clusters
