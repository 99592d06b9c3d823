// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/label_places.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace color_clusters {
namespace {

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
void for_pixels(const ClusterMap& map, const ConnectedAreas& areas, const Checkpoint& checkpoint,
                Visit visit) {
  std::size_t pixel = 0;
  for (int y = 0; y < map.height; ++y) {
    pass(checkpoint);
    for (int x = 0; x < map.width; ++x, ++pixel) {
      const std::uint32_t area = areas.area_of[pixel];
      if (area != ConnectedAreas::no_area) visit(x, y, pixel, area);
    }
  }
}

/// Candidates that know their areas' middles. Their sums of coordinates are whole numbers below
/// 2^53 unless an area is larger than any picture.
std::vector<Candidate> middles_of(const ClusterMap& map, const ConnectedAreas& areas,
                                  const Checkpoint& checkpoint) {
  std::vector<Candidate> candidates(areas.areas.size());
  for_pixels(map, areas, checkpoint, [&](int x, int y, std::size_t, std::uint32_t area) {
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

std::vector<LabelPlace> label_places_of(const ClusterMap& map, const ConnectedAreas& areas,
                                        const AreaDistances& distances,
                                        const Checkpoint& checkpoint) {
  std::vector<Candidate> candidates = middles_of(map, areas, checkpoint);
  for_pixels(map, areas, checkpoint, [&](int x, int y, std::size_t pixel, std::uint32_t area) {
    improve(candidates[area], x, y, distances.squared(pixel));
  });
  std::vector<LabelPlace> places;
  places.reserve(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    places.push_back({.cluster = areas.areas[i].cluster,
                      .x = candidates[i].x,
                      .y = candidates[i].y,
                      .radius = std::sqrt(static_cast<double>(candidates[i].squared_radius)),
                      .size = areas.areas[i].size});
  }
  return places;
}

std::vector<LabelPlace> find_label_places(const ClusterMap& map, int threads,
                                          const Checkpoint& checkpoint) {
  const ConnectedAreas areas = find_connected_areas(map, threads, checkpoint);
  if (areas.areas.empty()) return {};
  return label_places_of(map, areas, AreaDistances(map, areas, threads, checkpoint), checkpoint);
}

}  // namespace color_clusters
