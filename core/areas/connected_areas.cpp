// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/connected_areas.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "core/areas/disjoint_sets.h"
#include "core/base/parallel.h"

namespace color_clusters {
namespace {

void join(Area& area, const Area& other) {
  area.size += other.size;
  area.left = std::min(area.left, other.left);
  area.top = std::min(area.top, other.top);
  area.right = std::max(area.right, other.right);
  area.bottom = std::max(area.bottom, other.bottom);
}

class AreaFinder {
 public:
  explicit AreaFinder(const ClusterMap& map)
      : map_(map),
        width_(static_cast<std::uint32_t>(map.width)),
        strips_{map.height},
        areas_(strips_.count()),
        first_index_(strips_.count()) {}

  ConnectedAreas find(int threads, const Checkpoint& checkpoint) {
    result_.area_of.resize(map_.clusters.size());
    parallel_for(strips_.count(), threads, [&](std::size_t strip) {
      pass(checkpoint);
      link(strip);
      number(strip);
    });
    unite_strips();
    join_areas();
    parallel_for(strips_.count(), threads, [this](std::size_t strip) { renumber(strip); });
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::uint32_t begin(std::size_t strip) const {
    return static_cast<std::uint32_t>(strips_.begin(strip)) * width_;
  }
  [[nodiscard]] std::uint32_t end(std::size_t strip) const {
    return static_cast<std::uint32_t>(strips_.end(strip)) * width_;
  }

  /// Makes area_of the parents of a forest with one tree per area of the strip.
  void link(std::size_t strip) {
    const std::uint16_t* const clusters = map_.clusters.data();
    std::uint32_t* const parents = result_.area_of.data();
    for (std::uint32_t row = begin(strip); row < end(strip); row += width_) {
      for (std::uint32_t i = row; i < row + width_; ++i) {
        const bool left = i > row && clusters[i - 1] == clusters[i];
        const bool up = row > begin(strip) && clusters[i - width_] == clusters[i];
        if (left && up && clusters[i - width_ - 1] != clusters[i]) {
          parents[i] = unite(parents, i - width_, i - 1);
        } else if (left) {
          parents[i] = parents[i - 1];
        } else {
          parents[i] = up ? parents[i - width_] : i;
        }
      }
    }
  }

  /// Replaces the parents by the indices of the strip's areas, run by run. Parents come first, so
  /// they already hold indices when their children need them.
  void number(std::size_t strip) {
    std::vector<std::uint32_t>& area_of = result_.area_of;
    std::vector<Area>& areas = areas_[strip];
    for (int y = strips_.begin(strip); y < strips_.end(strip); ++y) {
      const std::uint32_t row = static_cast<std::uint32_t>(y) * width_;
      std::uint32_t run_end = row;
      for (std::uint32_t run = row; run < row + width_; run = run_end) {
        const std::uint16_t cluster = map_.clusters[run];
        do ++run_end;
        while (run_end < row + width_ && map_.clusters[run_end] == cluster);
        std::uint32_t area = ConnectedAreas::no_area;
        if (cluster != no_cluster) {
          const Area piece{.cluster = cluster,
                           .size = run_end - run,
                           .left = static_cast<int>(run - row),
                           .top = y,
                           .right = static_cast<int>(run_end - row),
                           .bottom = y + 1};
          if (area_of[run] == run) {
            area = static_cast<std::uint32_t>(areas.size());
            areas.push_back(piece);
          } else {
            area = area_of[area_of[run]];
            join(areas[area], piece);
          }
        }
        std::fill(area_of.begin() + run, area_of.begin() + run_end, area);
      }
    }
  }

  /// Numbers the areas of all strips one after another and links those that touch.
  void unite_strips() {
    std::size_t count = 0;
    for (std::size_t strip = 0; strip < areas_.size(); ++strip) {
      first_index_[strip] = static_cast<std::uint32_t>(count);
      count += areas_[strip].size();
    }
    joined_.resize(count);
    std::iota(joined_.begin(), joined_.end(), 0U);
    for (std::size_t strip = 1; strip < areas_.size(); ++strip) {
      for (std::uint32_t i = begin(strip); i < begin(strip) + width_; ++i) {
        const std::uint32_t above = i - width_;
        if (map_.clusters[i] == no_cluster || map_.clusters[above] != map_.clusters[i]) continue;
        unite(joined_.data(), first_index_[strip - 1] + result_.area_of[above],
              first_index_[strip] + result_.area_of[i]);
      }
    }
  }

  /// Turns `joined_` into the final indices: roots are numbered in order, the others copy their
  /// parent's.
  void join_areas() {
    std::uint32_t number = 0;
    for (std::vector<Area>& strip : areas_) {
      for (const Area& area : strip) {
        if (joined_[number] == number) {
          joined_[number] = static_cast<std::uint32_t>(result_.areas.size());
          result_.areas.push_back(area);
        } else {
          joined_[number] = joined_[joined_[number]];
          join(result_.areas[joined_[number]], area);
        }
        ++number;
      }
      strip = {};
    }
  }

  void renumber(std::size_t strip) {
    const std::uint32_t first = first_index_[strip];
    for (std::uint32_t i = begin(strip); i < end(strip); ++i) {
      std::uint32_t& area = result_.area_of[i];
      if (area != ConnectedAreas::no_area) area = joined_[first + area];
    }
  }

  const ClusterMap& map_;
  std::uint32_t width_;
  RowStrips strips_;
  ConnectedAreas result_;
  std::vector<std::vector<Area>> areas_;
  std::vector<std::uint32_t> first_index_;
  std::vector<std::uint32_t> joined_;
};

}  // namespace

ConnectedAreas find_connected_areas(const ClusterMap& map, int threads,
                                    const Checkpoint& checkpoint) {
  require_valid(map);
  if (map.clusters.empty()) return {};
  return AreaFinder(map).find(threads, checkpoint);
}

}  // namespace color_clusters
