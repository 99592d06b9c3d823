// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/narrow_parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/sorted_indices.h"
#include "core/print/disc_spread.h"

namespace color_clusters {
namespace {

constexpr int largest_width = 100;

struct Step {
  int x;
  int y;
  int square;
};

/// All steps to pixels that can keep a disc from lying around a pixel or one of its corners, the
/// shortest first.
std::vector<Step> steps_for(int width) {
  std::vector<Step> steps;
  const int most = (width + 3) / 2;
  for (int y = -most; y <= most; ++y) {
    for (int x = -most; x <= most; ++x) {
      const int square = x * x + y * y;
      if (square > 0 && 4 * square < (width + 3) * (width + 3)) steps.push_back({x, y, square});
    }
  }
  std::ranges::stable_sort(steps, {}, &Step::square);
  return steps;
}

struct Change {
  std::uint32_t pixel;
  std::uint16_t cluster;
};

/// For each strip how many pixels it has of each cluster.
std::vector<std::vector<std::uint32_t>> count_in_strips(const ClusterMap& map, std::size_t clusters,
                                                        int threads) {
  const RowStrips rows{map.height};
  std::vector<std::vector<std::uint32_t>> counts(rows.count());
  parallel_for(rows.count(), threads, [&](std::size_t strip) {
    counts[strip].resize(clusters);
    const std::size_t end = map.index(0, rows.end(strip));
    for (std::size_t i = map.index(0, rows.begin(strip)); i < end; ++i) {
      if (map.clusters[i] != no_cluster) ++counts[strip][map.clusters[i]];
    }
  });
  return counts;
}

/// Opens clusters of a map.
class Opening {
 public:
  Opening(ClusterMap& map, std::span<const Color> colors, const NarrowPartsOptions& options)
      : map_(map),
        colors_(colors),
        threads_(options.threads),
        checkpoint_(options.checkpoint),
        counts_(count_in_strips(map, colors.size(), options.threads)),
        reach_of_others_((options.minimum_width + 1) / 2 + 1),
        reach_of_middles_(options.minimum_width * 71 / 100 + 1),
        shift_(1 - options.minimum_width % 2),
        around_others_((options.minimum_width + 1) * (options.minimum_width + 1) - 1, -shift_),
        around_middles_(2 * (options.minimum_width - 1) * (options.minimum_width - 1), shift_),
        steps_(steps_for(options.minimum_width)) {}

  /// The clusters that have pixels, those with the fewest first.
  [[nodiscard]] std::vector<std::uint16_t> smallest_first() const {
    std::vector<std::uint64_t> sizes(colors_.size());
    for (const std::vector<std::uint32_t>& strip : counts_) {
      for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] += strip[i];
    }
    std::vector<std::uint16_t> clusters;
    for (const std::size_t i :
         sorted_indices(sizes.size(), [&](std::size_t cluster) { return sizes[cluster]; })) {
      if (sizes[i] > 0) clusters.push_back(static_cast<std::uint16_t>(i));
    }
    return clusters;
  }

  void open(std::uint16_t cluster) {
    const RowStrips rows{map_.height};
    std::vector<std::vector<Change>> changes(rows.count());
    parallel_for(rows.count(), threads_, [&](std::size_t i) {
      pass(checkpoint_);
      if (counts_[i][cluster] > 0) changes[i] = narrow_in(cluster, rows.begin(i), rows.end(i));
    });
    for (std::size_t i = 0; i < changes.size(); ++i) {
      for (const Change& change : changes[i]) {
        map_.clusters[change.pixel] = change.cluster;
        --counts_[i][cluster];
        ++counts_[i][change.cluster];
      }
    }
  }

 private:
  /// What becomes of the pixels of a cluster that are too narrow, in rows from `begin` to before
  /// `end`.
  [[nodiscard]] std::vector<Change> narrow_in(std::uint16_t cluster, int begin, int end) const {
    const int first_middle = std::max(begin - reach_of_middles_, 0);
    const int end_middle = std::min(end + reach_of_middles_, map_.height) + shift_;
    const int first = std::max(first_middle - reach_of_others_, 0);
    MaskRows others(map_.width, first, std::min(end_middle + reach_of_others_, map_.height));
    for (std::size_t i = 0; i < others.cells.size(); ++i) {
      others.cells[i] = map_.clusters[map_.index(0, first) + i] != cluster ? 1 : 0;
    }
    MaskRows middles(map_.width + shift_, first_middle, end_middle);
    around_others_.spread(others, middles);
    for (std::uint8_t& cell : middles.cells) cell ^= 1U;
    MaskRows stays(map_.width, begin, end);
    around_middles_.spread(middles, stays);

    std::vector<Change> changes;
    for (int y = begin; y < end; ++y) {
      for (int x = 0; x < map_.width; ++x) {
        const std::size_t pixel = map_.index(x, y);
        if (map_.clusters[pixel] != cluster || stays.row(y)[x] != 0) continue;
        const std::uint16_t other = nearest_other(x, y, cluster);
        if (other != cluster) changes.push_back({static_cast<std::uint32_t>(pixel), other});
      }
    }
    return changes;
  }

  /// The cluster of the nearest pixel of another one, or its own.
  [[nodiscard]] std::uint16_t nearest_other(int x, int y, std::uint16_t own) const {
    std::uint16_t best = own;
    int best_square = 0;
    for (const Step& step : steps_) {
      if (best != own && step.square > best_square) break;
      const int u = x + step.x;
      const int v = y + step.y;
      if (u < 0 || v < 0 || u >= map_.width || v >= map_.height) continue;
      const std::uint16_t other = map_.clusters[map_.index(u, v)];
      if (other == own || other == best || other == no_cluster) continue;
      if (best == own || is_nearer(other, best, own)) best = other;
      best_square = step.square;
    }
    return best;
  }

  [[nodiscard]] bool is_nearer(std::uint16_t a, std::uint16_t b, std::uint16_t own) const {
    return std::pair(squared_distance(colors_[own], colors_[a]), a) <
           std::pair(squared_distance(colors_[own], colors_[b]), b);
  }

  ClusterMap& map_;
  std::span<const Color> colors_;
  int threads_;
  const Checkpoint& checkpoint_;
  /// For each strip how many pixels it has of each cluster.
  std::vector<std::vector<std::uint32_t>> counts_;
  /// Rows further away do not count.
  int reach_of_others_;
  int reach_of_middles_;
  /// By how many half pixels the middles of discs lie to the left of and above the pixels.
  int shift_;
  DiscSpread around_others_;
  DiscSpread around_middles_;
  std::vector<Step> steps_;
};

}  // namespace

ClusterMap dissolve_narrow_parts(ClusterMap map, std::span<const Color> colors,
                                 const NarrowPartsOptions& options) {
  require_valid(map, colors.size());
  if (!std::ranges::all_of(colors, is_finite)) {
    throw std::invalid_argument("a cluster's color is not finite");
  }
  if (options.minimum_width < 0 || options.minimum_width > largest_width) {
    throw std::invalid_argument("a minimum width has 0 to 100 pixels");
  }
  if (map.clusters.empty() || options.minimum_width <= 1) return map;

  Opening opening(map, colors, options);
  for (const std::uint16_t cluster : opening.smallest_first()) opening.open(cluster);
  return map;
}

}  // namespace color_clusters
