// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/label_places.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "core/areas/connected_areas.h"
#include "core/base/large_arrays.h"
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

class DistanceTransform {
 public:
  DistanceTransform(const ClusterMap& map, const ConnectedAreas& areas, int threads)
      : width_(map.width), height_(map.height), areas_(areas), distances_(map.clusters.size()) {
    const RowStrips strips{height_};
    const auto blocks =
        static_cast<std::size_t>((std::int64_t{width_} + block_columns - 1) / block_columns);
    parallel_for(blocks, threads, [this](std::size_t block) { measure_columns(block); });
    parallel_for(strips.count(), threads, [&](std::size_t strip) {
      RunTransform run;
      for (int y = strips.begin(strip); y < strips.end(strip); ++y) transform_row(y, run);
    });
  }

  /// From a pixel to the nearest one that is not of its area.
  [[nodiscard]] std::uint32_t squared_distance(std::size_t pixel) const {
    return distances_[pixel];
  }

 private:
  /// Sets the distances to the nearest pixel of the same column that is of another area.
  void measure_columns(std::size_t block) {
    const auto width = static_cast<std::size_t>(width_);
    const std::size_t first = block * block_columns;
    const std::size_t count = std::min(width - first, std::size_t{block_columns});
    const std::uint32_t* const areas = areas_.area_of.data();
    std::uint32_t* const distances = &distances_[0];
    std::fill_n(distances + first, count, 1U);
    const auto rows = static_cast<std::size_t>(height_);
    for (std::size_t y = 1; y < rows; ++y) {
      for (std::size_t i = y * width + first; i < y * width + first + count; ++i) {
        distances[i] = areas[i] == areas[i - width] ? distances[i - width] + 1 : 1;
      }
    }
    std::fill_n(distances + (rows - 1) * width + first, count, 1U);
    for (std::size_t y = rows - 1; y-- > 0;) {
      for (std::size_t i = y * width + first; i < y * width + first + count; ++i) {
        const std::uint32_t below = areas[i] == areas[i + width] ? distances[i + width] + 1 : 1;
        distances[i] = std::min(distances[i], below);
      }
    }
  }

  void transform_row(int y, RunTransform& run) {
    const auto width = static_cast<std::size_t>(width_);
    const std::span row(&distances_[static_cast<std::size_t>(y) * width], width);
    const std::span areas = std::span(areas_.area_of).subspan(static_cast<std::size_t>(y) * width);
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < width; begin = end) {
      do ++end;
      while (end < width && areas[end] == areas[begin]);
      run.transform(row.subspan(begin, end - begin));
    }
  }

  int width_;
  int height_;
  const ConnectedAreas& areas_;
  ZeroedArray<std::uint32_t> distances_;
};

/// The best place of an area so far, and the area's middle.
struct Candidate {
  double middle_x = 0.0;
  double middle_y = 0.0;
  double from_middle = 0.0;
  std::uint32_t squared_radius = 0;
  int x = 0;
  int y = 0;
};

/// Calls `visit(x, y, pixel, area)` for each pixel of an area, row by row.
template <typename Visit>
void for_pixels(const ClusterMap& map, const ConnectedAreas& areas, Visit visit) {
  std::size_t pixel = 0;
  for (int y = 0; y < map.height; ++y) {
    for (int x = 0; x < map.width; ++x, ++pixel) {
      const std::uint32_t area = areas.area_of[pixel];
      if (area != ConnectedAreas::no_area) visit(x, y, pixel, area);
    }
  }
}

/// Candidates that know their areas' middles. Their sums of coordinates are whole numbers below
/// 2^53 unless an area is larger than any picture.
std::vector<Candidate> middles_of(const ClusterMap& map, const ConnectedAreas& areas) {
  std::vector<Candidate> candidates(areas.areas.size());
  for_pixels(map, areas, [&](int x, int y, std::size_t, std::uint32_t area) {
    candidates[area].middle_x += x;
    candidates[area].middle_y += y;
  });
  for (std::size_t area = 0; area < candidates.size(); ++area) {
    candidates[area].middle_x /= areas.areas[area].size;
    candidates[area].middle_y /= areas.areas[area].size;
  }
  return candidates;
}

void improve(Candidate& candidate, int x, int y, std::uint32_t squared_radius) {
  if (squared_radius < candidate.squared_radius) return;
  const double dx = x - candidate.middle_x;
  const double dy = y - candidate.middle_y;
  const double from_middle = dx * dx + dy * dy;
  if (squared_radius == candidate.squared_radius && from_middle >= candidate.from_middle) return;
  candidate.squared_radius = squared_radius;
  candidate.from_middle = from_middle;
  candidate.x = x;
  candidate.y = y;
}

}  // namespace

std::vector<LabelPlace> find_label_places(const ClusterMap& map, double least_radius, int threads) {
  const ConnectedAreas areas = find_connected_areas(map, threads);
  if (areas.areas.empty()) return {};
  const DistanceTransform distances(map, areas, threads);
  std::vector<Candidate> candidates = middles_of(map, areas);
  for_pixels(map, areas, [&](int x, int y, std::size_t pixel, std::uint32_t area) {
    improve(candidates[area], x, y, distances.squared_distance(pixel));
  });
  std::vector<LabelPlace> places;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const double radius = std::sqrt(static_cast<double>(candidates[i].squared_radius));
    if (radius < least_radius) continue;
    places.push_back({.cluster = areas.areas[i].cluster,
                      .x = candidates[i].x,
                      .y = candidates[i].y,
                      .radius = radius,
                      .size = areas.areas[i].size});
  }
  return places;
}

}  // namespace color_clusters
