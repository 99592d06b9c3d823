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

template <typename Colors>
OrderedDither<Colors>::OrderedDither(DitherPalette palette, Colors colors,
                                     const ThresholdMask& mask, int width, double strength,
                                     int threads)
    : mixer_(std::move(palette), strength),
      mask_(mask),
      width_(static_cast<std::size_t>(width)),
      threads_(threads),
      mixes_(std::move(colors)) {}

template <typename Colors>
void OrderedDither<Colors>::dither_rows(std::span<const Pixel> pixels,
                                        std::span<std::uint16_t> clusters) {
  const std::size_t size = pixels.size();
  if (size == 0) return;
  parallel_ranges(size, task_size, threads_, [&](std::size_t begin, std::size_t end) {
    for (std::size_t first = begin; first < end; first += part_size) {
      const std::size_t count = std::min(part_size, end - first);
      dither_part(pixels.subspan(first, count), clusters.subspan(first, count), first);
    }
  });
  y_ += size / width_;
}

/// Dithers the pixels of the given rows from index `first` on.
template <typename Colors>
void OrderedDither<Colors>::dither_part(std::span<const Pixel> pixels,
                                        std::span<std::uint16_t> clusters, std::size_t first) {
  std::array<RankedMix, part_size> mixes;
  mixes_.look_up(
      pixels, [&](std::size_t i) { return clusters[i] != no_cluster; },
      [this](std::span<const Color> colors, std::span<RankedMix> found) {
        std::vector<ConvexMix> convex(colors.size());
        mixer_.find(colors, convex);
        std::ranges::transform(convex, found.begin(), [](const ConvexMix& mix) {
          return RankedMix{.colors = colors_of(mix), .shares = rank_shares(mix)};
        });
      },
      std::span(mixes).first(pixels.size()));
  std::size_t x = first % width_;
  std::size_t y = y_ + first / width_;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (clusters[i] != no_cluster) {
      clusters[i] = mixes[i].colors[mixes[i].shares.at(mask_.rank(x, y))];
    }
    if (++x == width_) {
      x = 0;
      ++y;
    }
  }
}

template class OrderedDither<LinearColors>;
template class OrderedDither<NumberedColors>;

}  // namespace color_clusters
