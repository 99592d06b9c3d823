// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/area_inks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "core/inks/color_blends.h"
#include "core/inks/density_modes.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {
namespace {

// The numbers below were fitted on generated pictures (tests/core/clustering/flat_art.h), with
// other seeds than those of the tests.

/// Counts of places are scaled to at most this many.
constexpr double most_places = 65536.0;
/// The noise is the 10th percentile of the deviations. Flat places deviate no more than this many
/// times as much, plus a few 8-bit steps for compression artifacts.
constexpr double flat_per_noise = 1.45;
constexpr double least_flat_limit = 4.0 / 255.0;
/// The least number of flat places in a mode, their least share, and its least prominence.
constexpr double least_places = 8.0;
constexpr double least_share = 0.0002;
constexpr double least_prominence = 1.4;
/// Two colors nearer than this are one ink: noise and rounding must not make colors.
constexpr double least_difference = 5.0;
/// A flat mode with less than this share is no ink if it is on the line between two larger ones:
/// thin lines that are blurred have such places. The tolerance is for one pair of inks.
constexpr double largest_blend = 0.004;
constexpr double line_tolerance = 6.0 / 255.0;
/// Calm places deviate at most this many times as much as the least in their neighborhood.
constexpr float calm_per_least = 1.4F;
/// No edge deviates as little as this, but a small spot does with what JPEG leaves in it.
constexpr float least_edge_deviation = 10.0F / 255.0F;
constexpr float largest_calm_deviation = 30.0F / 255.0F;
/// They matter as far from all inks as this, and those within a radius are taken together.
constexpr double least_calm_distance = 20.0 / 255.0;
constexpr double calm_radius = 14.0 / 255.0;
constexpr double least_calm_places = 8.0;
/// A color within this of an ink in gamma-encoded sRGB is that ink with noise (three standard
/// deviations of a strong one).
constexpr double ink_radius = 25.0 / 255.0;

double squared(double value) { return value * value; }

bool has_numbers(const Surroundings& place) {
  return is_finite(place.mean) && std::isfinite(place.deviation);
}

bool is_calm(const Surroundings& place) {
  return place.deviation <= calm_per_least * place.least_deviation;
}

bool may_be_spot(const Surroundings& place) {
  return place.deviation <= largest_calm_deviation &&
         (place.deviation <= least_edge_deviation || is_calm(place));
}

bool is_near_any(const Surroundings& place, std::span<const Ink> inks, double radius) {
  return std::ranges::any_of(inks, [&](const Ink& ink) {
    return squared_distance(ink.rgb, place.mean) < squared(radius);
  });
}

float flat_limit(std::span<const Surroundings> sample) {
  std::vector<float> deviations;
  for (const Surroundings& place : sample) deviations.push_back(place.deviation);
  const auto tenth = deviations.begin() + static_cast<std::ptrdiff_t>(deviations.size() / 10);
  std::ranges::nth_element(deviations, tenth);
  return static_cast<float>(flat_per_noise * static_cast<double>(*tenth) + least_flat_limit);
}

std::vector<Ink> flat_inks(std::span<const Surroundings> sample, float limit) {
  std::vector<Color> flat;
  for (const Surroundings& place : sample) {
    if (place.deviation <= limit) flat.push_back(place.mean);
  }
  const double flat_part = static_cast<double>(flat.size()) / static_cast<double>(sample.size());
  const double places = std::min(most_places, static_cast<double>(sample.size()));
  const double least = std::max(least_share, least_places / places);
  std::vector<Ink> inks;
  for (const DensityMode& mode :
       find_density_modes(flat, std::vector<double>(flat.size(), 1.0), least / flat_part)) {
    const Ink ink(mode.position);
    if (mode.prominence < least_prominence) continue;
    if (difference_to_nearest(ink, inks) < least_difference) continue;
    const bool is_blend =
        mode.core * flat_part < largest_blend &&
        blend_distance(ink, inks).line < line_tolerance / std::cbrt(pair_count(inks.size()));
    if (!is_blend) inks.push_back(ink);
  }
  return inks;
}

/// Where a place is among the others.
using Position = std::array<std::int64_t, 2>;

/// Calm places of about the same color.
struct Spot {
  Moments moments;
  std::vector<Position> positions;
};

/// Calm places in cells, in the order of the cells.
std::vector<Spot> calm_cells(std::span<const Surroundings> sample, std::span<const Ink> inks,
                             float limit) {
  constexpr double cells_per_unit = 255.0 / 6.0;
  std::vector<std::pair<std::array<std::int64_t, 3>, std::size_t>> places;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const Surroundings& place = sample[i];
    if (place.deviation <= limit || !may_be_spot(place) ||
        is_near_any(place, inks, least_calm_distance)) {
      continue;
    }
    std::array<std::int64_t, 3> cell{};
    for (std::size_t c = 0; c < 3; ++c) {
      cell[c] =
          std::llround(cells_per_unit * std::clamp(static_cast<double>(place.mean[c]), -1e6, 1e6));
    }
    places.emplace_back(cell, i);
  }
  std::ranges::sort(places);
  std::vector<Spot> cells;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i == 0 || places[i].first != places[i - 1].first) cells.emplace_back();
    const Surroundings& place = sample[places[i].second];
    cells.back().moments.add(place.mean, 1.0);
    cells.back().positions.push_back({place.row, place.column});
  }
  return cells;
}

/// The densest clusters, found greedily: each of places that belong to none before it.
std::vector<Spot> calm_spots(std::vector<Spot> cells) {
  std::vector<Color> means;
  means.reserve(cells.size());
  for (const Spot& cell : cells) means.push_back(cell.moments.mean());
  const auto is_near = [&](std::size_t i, std::size_t j) {
    return squared_distance(means[i], means[j]) < squared(calm_radius);
  };
  std::vector<double> density(cells.size(), 0.0);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t j = 0; j < cells.size(); ++j) {
      if (is_near(i, j)) density[i] += cells[j].moments.weight;
    }
  }
  std::vector<Spot> spots;
  for (;;) {
    const auto densest = std::ranges::max_element(density);
    if (densest == density.end() || *densest < least_calm_places) return spots;
    const auto middle = static_cast<std::size_t>(densest - density.begin());
    Spot spot;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].positions.empty() || !is_near(i, middle)) continue;
      for (std::size_t j = 0; j < cells.size(); ++j) {
        if (is_near(i, j)) density[j] -= cells[i].moments.weight;
      }
      spot.moments.add(cells[i].moments);
      spot.positions.insert(spot.positions.end(), cells[i].positions.begin(),
                            cells[i].positions.end());
      cells[i] = Spot();
    }
    spots.push_back(std::move(spot));
  }
}

/// The mean fraction of a place's eight neighbors that belong to the spot as well: high for what
/// fills an area, low for what is scattered along edges.
double neighbor_fraction(const Spot& spot) {
  std::vector<Position> sorted = spot.positions;
  std::ranges::sort(sorted);
  double neighbors = 0.0;
  for (const auto& [row, column] : sorted) {
    for (const std::int64_t step : {-1, 0, 1}) {
      const Position first{row + step, column - 1};
      const Position last{row + step, column + 1};
      const auto begin = std::ranges::lower_bound(sorted, first);
      neighbors += static_cast<double>(std::ranges::upper_bound(begin, sorted.end(), last) - begin);
    }
  }
  const auto places = static_cast<double>(sorted.size());
  return (neighbors - places) / (8.0 * places);
}

/// The log odds that a spot is an ink, plus a half: to lose an ink is as bad as to find one too
/// many, but there are fewer of them. `calm` is the number of calm places; counts of places are
/// scaled to `most_places`.
double evidence(const Spot& spot, const Ink& ink, std::span<const Ink> inks, double calm,
                double per_place) {
  const double line = blend_distance(ink, inks).line;
  const double pairs = pair_count(inks.size());
  if (line < line_tolerance / std::cbrt(pairs)) return -1.0;
  const auto log_of = [](double value) { return std::log(std::clamp(value, 0.5, 100.0)); };
  constexpr double steps = 255.0;
  return 1.37 * std::log(spot.moments.weight * per_place) + 14.3 * neighbor_fraction(spot) +
         4.21 * log_of(difference_to_nearest(ink, inks)) + 2.32 * log_of(steps * line) +
         1.32 * std::log(pairs) - 1.37 * std::log(calm * per_place) - 25.3;
}

void add_calm_inks(std::span<const Surroundings> sample, float limit, std::vector<Ink>& inks) {
  std::vector<Spot> cells = calm_cells(sample, inks, limit);
  double calm = 0.0;
  for (const Spot& cell : cells) calm += cell.moments.weight;
  const double per_place = std::min(1.0, most_places / static_cast<double>(sample.size()));
  for (const Spot& spot : calm_spots(std::move(cells))) {
    const Ink ink(spot.moments.mean());
    if (evidence(spot, ink, inks, calm, per_place) > 0.0) inks.push_back(ink);
  }
}

/// The part of all calm places, flat ones among them, that is near an ink.
double explained_part(std::span<const Surroundings> sample, std::span<const Ink> inks) {
  double calm = 0.0;
  double explained = 0.0;
  for (const Surroundings& place : sample) {
    if (!is_calm(place)) continue;
    calm += 1.0;
    if (is_near_any(place, inks, ink_radius)) explained += 1.0;
  }
  return calm > 0.0 ? explained / calm : 0.0;
}

}  // namespace

AreaInks find_area_inks(std::span<const Surroundings> all) {
  std::vector<Surroundings> sample;
  std::ranges::copy_if(all, std::back_inserter(sample), has_numbers);
  if (sample.empty()) return {};
  const float limit = flat_limit(sample);
  std::vector<Ink> inks = flat_inks(sample, limit);
  add_calm_inks(sample, limit, inks);
  AreaInks result;
  for (const Ink& ink : inks) result.colors.push_back(ink.rgb);
  result.explained = explained_part(sample, inks);
  return result;
}

}  // namespace color_clusters
