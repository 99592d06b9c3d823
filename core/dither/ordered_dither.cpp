// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/ordered_dither.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/areas/cluster_map.h"
#include "core/base/parallel.h"

namespace color_clusters {
namespace {

/// Pixels that are looked up together: enough for colors to be converted many at a time.
constexpr std::size_t part_size = 1024;
/// Pixels that a thread does in one go.
constexpr std::size_t task_size = 16 * part_size;

}  // namespace

OrderedDither::OrderedDither(DitherPalette palette, const ThresholdMask& mask, int width,
                             double strength, int threads)
    : mixer_(std::move(palette), strength),
      mask_(mask),
      width_(static_cast<std::size_t>(width)),
      threads_(threads) {}

void OrderedDither::dither_rows(std::span<const Color> linear, std::span<std::uint16_t> clusters) {
  const std::size_t size = linear.size();
  if (size == 0) return;
  parallel_ranges(size, task_size, threads_, [&](std::size_t begin, std::size_t end) {
    for (std::size_t first = begin; first < end; first += part_size) {
      const std::size_t count = std::min(part_size, end - first);
      dither_part(linear.subspan(first, count), clusters.subspan(first, count), first);
    }
  });
  y_ += size / width_;
}

/// Dithers the pixels of the given rows from index `first` on.
void OrderedDither::dither_part(std::span<const Color> linear, std::span<std::uint16_t> clusters,
                                std::size_t first) {
  std::array<RankedMix, part_size> mixes;
  mixes_.look_up(
      linear, [&](std::size_t i) { return clusters[i] != no_cluster; },
      [this](std::span<const Color> colors, std::span<RankedMix> found) {
        std::vector<ConvexMix> convex(colors.size());
        mixer_.find(colors, convex);
        std::ranges::transform(convex, found.begin(), DitherMixer::divide_ranks);
      },
      std::span(mixes).first(linear.size()));
  std::size_t x = first % width_;
  std::size_t y = y_ + first / width_;
  for (std::size_t i = 0; i < linear.size(); ++i) {
    if (clusters[i] != no_cluster) {
      clusters[i] = mixes[i].colors[mixes[i].at(mask_.rank(x, y))];
    }
    if (++x == width_) {
      x = 0;
      ++y;
    }
  }
}

}  // namespace color_clusters
