// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/visible_part.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace color_clusters {
namespace {

/// The part of an area that lies in a map.
PixelArea inside(const PixelArea& area, const ClusterMap& map) {
  const int x = std::clamp(area.x, 0, map.width);
  const int y = std::clamp(area.y, 0, map.height);
  return {x, y, std::clamp(area.x + area.width, x, map.width) - x,
          std::clamp(area.y + area.height, y, map.height) - y};
}

void clear(const PixelArea& area, ClusterMap& map) {
  const PixelArea cleared = inside(area, map);
  for (int y = cleared.y; y < cleared.y + cleared.height; ++y) {
    std::ranges::fill(
        std::span(map.clusters)
            .subspan(map.index(cleared.x, y), static_cast<std::size_t>(cleared.width)),
        no_cluster);
  }
}

int rounded_down(double value) { return static_cast<int>(std::floor(value)); }
int rounded_up(double value) { return static_cast<int>(std::ceil(value)); }

}  // namespace

void keep_visible(const VisiblePart& part, ClusterMap& map) {
  const PixelArea seen = inside(part.seen, map);
  const int right = seen.x + seen.width;
  const int bottom = seen.y + seen.height;
  clear({0, 0, map.width, seen.y}, map);
  clear({0, bottom, map.width, map.height - bottom}, map);
  clear({0, seen.y, seen.x, seen.height}, map);
  clear({right, seen.y, map.width - right, seen.height}, map);
  for (const PixelArea& area : part.covered) clear(area, map);
}

VisiblePart in_samples(const VisiblePart& part, int x, int y, double scale) {
  VisiblePart samples{};
  const PixelArea& seen = part.seen;
  samples.seen.x = rounded_up((seen.x - x) * scale);
  samples.seen.y = rounded_up((seen.y - y) * scale);
  samples.seen.width = rounded_down((seen.x + seen.width - x) * scale) - samples.seen.x;
  samples.seen.height = rounded_down((seen.y + seen.height - y) * scale) - samples.seen.y;
  for (const PixelArea& area : part.covered) {
    const int left = rounded_down((area.x - x) * scale);
    const int top = rounded_down((area.y - y) * scale);
    samples.covered.push_back({left, top, rounded_up((area.x + area.width - x) * scale) - left,
                               rounded_up((area.y + area.height - y) * scale) - top});
  }
  return samples;
}

}  // namespace color_clusters
