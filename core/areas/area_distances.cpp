// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/area_distances.h"

#include <algorithm>
#include <span>
#include <vector>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

/// Columns that are worked on together: a row of them is a few cache lines.
constexpr int block_columns = 256;

/// Replaces the distances along the columns by the squared distances in the plane, for one run of
/// an area in a row. The squared distances are the lower envelope of parabolas, one on each pixel
/// of the run and on the two next to it, as high as the squared distance along the column. Can be
/// used again and again.
class RunTransform {
 public:
  void transform(std::span<std::uint32_t> distances) {
    lowest_.clear();
    const auto length = static_cast<std::int64_t>(distances.size());
    add({.middle = -1, .height = 0, .from = 0});
    for (std::int64_t x = 0; x < length; ++x) {
      const auto distance = static_cast<std::int64_t>(distances[static_cast<std::size_t>(x)]);
      // No pixel of the run is further than that from one of its ends.
      if (2 * distance >= length + 1) continue;
      add({.middle = x, .height = distance * distance, .from = 0});
    }
    add({.middle = length, .height = 0, .from = 0});
    std::int64_t end = length;
    while (end > 0) {
      const Parabola& parabola = lowest_.back();
      for (std::int64_t x = parabola.from; x < end; ++x) {
        distances[static_cast<std::size_t>(x)] = static_cast<std::uint32_t>(parabola.at(x));
      }
      end = std::min(end, parabola.from);
      lowest_.pop_back();
    }
  }

 private:
  struct Parabola {
    std::int64_t middle;
    std::int64_t height;
    /// The first pixel where it is the lowest so far.
    std::int64_t from;

    [[nodiscard]] std::int64_t at(std::int64_t x) const {
      return (x - middle) * (x - middle) + height;
    }
  };

  /// Adds a parabola further right than all before, and removes those that it takes out of the
  /// lower envelope.
  void add(Parabola added) {
    while (!lowest_.empty()) {
      const Parabola& last = lowest_.back();
      if (last.at(last.from) > added.at(last.from)) {
        lowest_.pop_back();
        continue;
      }
      // The last pixel where both are equal or the former is lower: rounded down, and the numerator
      // is not negative since the former is lower at a pixel from 0 on.
      const std::int64_t numerator =
          added.middle * added.middle - last.middle * last.middle + added.height - last.height;
      added.from = numerator / (2 * (added.middle - last.middle)) + 1;
      break;
    }
    lowest_.push_back(added);
  }

  std::vector<Parabola> lowest_;
};

/// Fills in the distances.
class Transform {
 public:
  Transform(const ClusterMap& map, const ConnectedAreas& areas,
            ZeroedArray<std::uint32_t>& distances)
      : width_(static_cast<std::size_t>(map.width)),
        rows_(static_cast<std::size_t>(map.height)),
        areas_(areas),
        distances_(distances) {}

  /// Sets the distances to the nearest pixel of the same column that is of another area.
  void measure_columns(std::size_t block) {
    const std::size_t first = block * block_columns;
    const std::size_t count = std::min(width_ - first, std::size_t{block_columns});
    const std::uint32_t* const areas = areas_.area_of.data();
    std::uint32_t* const distances = &distances_[0];
    std::fill_n(distances + first, count, 1U);
    for (std::size_t y = 1; y < rows_; ++y) {
      for (std::size_t i = y * width_ + first; i < y * width_ + first + count; ++i) {
        distances[i] = areas[i] == areas[i - width_] ? distances[i - width_] + 1 : 1;
      }
    }
    std::fill_n(distances + (rows_ - 1) * width_ + first, count, 1U);
    for (std::size_t y = rows_ - 1; y-- > 0;) {
      for (std::size_t i = y * width_ + first; i < y * width_ + first + count; ++i) {
        const std::uint32_t below = areas[i] == areas[i + width_] ? distances[i + width_] + 1 : 1;
        distances[i] = std::min(distances[i], below);
      }
    }
  }

  void transform_row(int y, RunTransform& run) {
    const std::size_t begin_of_row = static_cast<std::size_t>(y) * width_;
    const std::span row(&distances_[begin_of_row], width_);
    const std::span areas = std::span(areas_.area_of).subspan(begin_of_row, width_);
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < width_; begin = end) {
      do ++end;
      while (end < width_ && areas[end] == areas[begin]);
      run.transform(row.subspan(begin, end - begin));
    }
  }

 private:
  std::size_t width_;
  std::size_t rows_;
  const ConnectedAreas& areas_;
  ZeroedArray<std::uint32_t>& distances_;
};

}  // namespace

AreaDistances::AreaDistances(const ClusterMap& map, const ConnectedAreas& areas, int threads,
                             const Checkpoint& checkpoint)
    : distances_(std::max<std::size_t>(map.clusters.size(), 1)) {
  if (map.clusters.empty()) return;
  Transform transform(map, areas, distances_);
  const RowStrips strips{map.height};
  const std::size_t blocks = range_count(static_cast<std::size_t>(map.width), block_columns);
  parallel_for(blocks, threads, [&](std::size_t block) {
    pass(checkpoint);
    transform.measure_columns(block);
  });
  parallel_for(strips.count(), threads, [&](std::size_t strip) {
    pass(checkpoint);
    RunTransform run;
    for (int y = strips.begin(strip); y < strips.end(strip); ++y) transform.transform_row(y, run);
  });
}

}  // namespace color_clusters
