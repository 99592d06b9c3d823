// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/cell_clusters.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/base/matrix3.h"
#include "core/base/simd.h"
#include "core/color/byte_color.h"
#include "core/color/morton.h"

namespace color_clusters {
namespace {

Vector3 to_doubles(const Color& color) { return {color[0], color[1], color[2]}; }

/// The sum of what a linear form has of each of some vectors, whatever their signs.
double most(const Vector3& form, std::span<const Vector3> vectors) {
  double sum = 0.0;
  for (const Vector3& vector : vectors) sum += std::abs(dot(form, vector));
  return sum;
}

double sum_of_sizes(const Vector3& vector) {
  return std::abs(vector[0]) + std::abs(vector[1]) + std::abs(vector[2]);
}

/// More than what sums of squares in double lose of their size.
constexpr double double_rounding = 1e-14;

/// All clusters but those whose centers are the same as another one's, of lower rank.
std::vector<std::uint16_t> distinct_clusters(std::span<const Color> centers,
                                             std::span<const std::uint16_t> ranks) {
  std::vector<std::uint16_t> clusters(centers.size());
  std::iota(clusters.begin(), clusters.end(), std::uint16_t{0});
  std::ranges::sort(clusters, {}, [&](std::uint16_t i) {
    return std::tuple(centers[i], ranks.empty() ? i : ranks[i]);
  });
  const auto same = std::ranges::unique(clusters, {}, [&](std::uint16_t i) { return centers[i]; });
  clusters.erase(same.begin(), same.end());
  std::ranges::sort(clusters);
  return clusters;
}

}  // namespace

CellClusters::CellClusters(std::span<const Color> centers, std::span<const std::uint16_t> ranks,
                           const ClusterSpace& space, Answers answers)
    : centers_(centers.begin(), centers.end()),
      zones_(space, answers == Answers::colors ? ColorZones::halvings : 0),
      answers_(answers),
      distinct_(distinct_clusters(centers, ranks)),
      entries_(std::size_t{1} << (3 * zones_.cell_bits())),
      candidates_(std::size_t{1} << (3 * (zones_.cell_bits() - group_bits))) {}

std::uint32_t CellClusters::key(const float* color) const {
  std::array<std::uint8_t, 3> cell{};
  std::uint32_t eighth = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const std::uint32_t part = zones_.part_of(color[c]);
    if (part == ColorZones::no_part) return no_morton_index;
    cell[c] = static_cast<std::uint8_t>(part >> ColorZones::halvings);
    eighth = eighth << 1U | (part >> (ColorZones::halvings - 1) & 1U);
  }
  return morton_index(cell[0], cell[1], cell[2]) * eighths + eighth;
}

/// Leaves out every candidate that the one nearest to the middle of the zone is nearer than
/// everywhere in it (Kanungo et al., "An efficient k-means clustering algorithm", 2002), by more
/// than rounding can change. The difference of the two squared distances is linear: it is least
/// where each span goes down. The first of the result is the nearest to the middle.
CellClusters::Candidates CellClusters::nearest_somewhere_in(
    const ColorZones::Zone& zone, std::span<const std::uint16_t> candidates) const {
  const std::size_t count = candidates.size();
  // Their coordinates, squared distances to the middle, and by how much they are farther than the
  // best one. Loops without branches, which the compiler turns into vector instructions.
  std::vector<double> values(5 * count);
  double* const x = values.data();
  double* const y = x + count;
  double* const z = y + count;
  double* const distances = z + count;
  double* const farther = distances + count;
  for (std::size_t i = 0; i < count; ++i) {
    const Color& center = centers_[candidates[i]];
    x[i] = center[0];
    y[i] = center[1];
    z[i] = center[2];
    const Vector3 away = difference(zone.center, {x[i], y[i], z[i]});
    distances[i] = dot(away, away);
  }
  const auto best =
      static_cast<std::size_t>(std::min_element(distances, distances + count) - distances);
  const Vector3 to{x[best], y[best], z[best]};
  const double least = distances[best];
  for (std::size_t i = 0; i < count; ++i) {
    const Vector3 slope = scaled(difference(to, {x[i], y[i], z[i]}), 2.0);
    farther[i] = distances[i] - least - most(slope, zone.spans) -
                 zones_.rounding() * sum_of_sizes(slope) - double_rounding * (distances[i] + least);
  }
  Candidates result;
  result.push_back(candidates[best]);
  for (std::size_t i = 0; i < count; ++i) {
    if (i != best && !(farther[i] > 0.0)) result.push_back(candidates[i]);
  }
  return result;
}

const CellClusters::Candidates& CellClusters::candidates(std::uint32_t group) {
  std::atomic<const Candidates*>& slot = candidates_[group];
  const Candidates* known = slot.load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  constexpr std::uint32_t side = 1U << group_bits;
  const ByteColor numbers = morton_color(group);
  ColorZones::Cell first{};
  ColorZones::Cell last{};
  for (std::size_t c = 0; c < 3; ++c) {
    first.numbers[c] = numbers[c] * side;
    last.numbers[c] = std::min(first.numbers[c] + side, zones_.cells()) - 1;
  }
  auto found =
      std::make_unique<const Candidates>(nearest_somewhere_in(zones_.zone(first, last), distinct_));
  const std::lock_guard lock(mutex_);
  // Another thread may have been faster.
  known = slot.load(std::memory_order_relaxed);
  if (known != nullptr) return *known;
  lists_.push_back(std::move(found));
  slot.store(lists_.back().get(), std::memory_order_release);
  return *lists_.back();
}

/// Empty where floats cannot tell, or there are too many.
std::vector<CellClusters::Rivals> CellClusters::rivals(
    const ColorZones::Chart& chart, std::span<const std::uint16_t> clusters) const {
  std::vector<Rivals> all((clusters.size() + Rivals::lanes - 1) / Rivals::lanes);
  if (all.size() > most_rivals) return {};
  for (Rivals& rivals : all) rivals.constant.fill(std::numeric_limits<float>::infinity());
  const Vector3 first = to_doubles(centers_[clusters.front()]);
  // That of the first one has none.
  double largest_error = 0.0;
  double second_error = 0.0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    Rivals& rivals = all[i / Rivals::lanes];
    const std::size_t lane = i % Rivals::lanes;
    const Vector3 center = to_doubles(centers_[clusters[i]]);
    // |x - center|² - |x - first|² = |center|² - |first|² + slope · x
    const Vector3 slope = scaled(difference(first, center), 2.0);
    const double constant = dot(center, center) - dot(first, first) + dot(slope, chart.origin);
    rivals.constant[lane] = static_cast<float>(constant);
    double size = std::abs(constant);
    for (std::size_t c = 0; c < 3; ++c) {
      const double change = dot(slope, chart.slopes[c]);
      rivals.slope[c][lane] = static_cast<float>(change);
      size += std::abs(change) * chart.largest[c];
    }
    rivals.cluster[lane] = clusters[i];
    constexpr double float_rounding = 1e-6;
    const double error = most(slope, chart.rooms) + zones_.rounding() * sum_of_sizes(slope) +
                         float_rounding * size +
                         double_rounding * (dot(center, center) + dot(first, first));
    if (!std::isfinite(error)) return {};
    second_error = std::max(second_error, std::min(error, largest_error));
    largest_error = std::max(largest_error, error);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].margin = static_cast<float>(largest_error + second_error);
    all[i].left = static_cast<std::uint32_t>(all.size() - 1 - i);
  }
  return all;
}

std::optional<CellClusters::Entry> CellClusters::keep(const Split& split) {
  const std::lock_guard lock(mutex_);
  const std::optional<std::size_t> index = splits_.add({&split, 1});
  if (!index) return std::nullopt;
  return first_split + static_cast<Entry>(*index);
}

std::optional<CellClusters::Entry> CellClusters::keep(std::span<const Rivals> rivals) {
  if (rivals.empty()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const std::optional<std::size_t> index = rivals_.add(rivals);
  if (!index) return std::nullopt;
  return first_rivals + static_cast<Entry>(*index);
}

CellClusters::Entry CellClusters::learn(const ColorZones::Cell& cell, const Candidates& near,
                                        Entry& entry) {
  const auto decide = [&]() -> std::optional<Entry> {
    if (near.size() == 1) return near.front() + Entry{1};
    const ColorZones::Zone zone = zones_.zone(cell, cell);
    Candidates left = nearest_somewhere_in(zone, near);
    if (left.size() == 1) return left.front() + Entry{1};
    if (answers_ == Answers::cells) return std::nullopt;
    std::optional<Entry> found;
    if (left.size() > Rivals::lanes && cell.halved < ColorZones::halvings) {
      found = keep({.candidates = left});
    }
    return found ? found : keep(rivals(zones_.chart(cell, zone), left));
  };
  const Entry answer = decide().value_or(without_rivals);
  std::atomic_ref(entry).store(answer, std::memory_order_release);
  return answer;
}

CellClusters::Entry CellClusters::learn_cell(std::uint32_t number) {
  const ByteColor numbers = morton_color(number);
  return learn({.numbers = {numbers[0], numbers[1], numbers[2]}},
               candidates(number >> (3 * group_bits)), entries_[number]);
}

CellClusters::Entry CellClusters::find_part(Entry entry, std::uint32_t key, const float* color) {
  for (unsigned halved = 1; is_split(entry); ++halved) {
    Split& split = splits_[entry - first_split];
    const auto cell = [&] {
      ColorZones::Cell result{.numbers = {}, .halved = halved};
      for (std::size_t c = 0; c < 3; ++c) {
        result.numbers[c] = zones_.part_of(color[c]) >> (ColorZones::halvings - halved);
      }
      return result;
    };
    std::uint32_t eighth = key % eighths;
    if (halved > 1) {
      eighth = 0;
      for (const std::uint32_t number : cell().numbers) eighth = eighth << 1U | (number & 1U);
    }
    Entry& part = split.parts[eighth];
    const Entry found = known(part);
    entry = found != 0 ? found : learn(cell(), split.candidates, part);
  }
  return entry;
}

std::uint16_t CellClusters::nearest(Entry part, const float* color) {
  if (part == without_rivals) return undecided;
  using Floats = Simd<Rivals::lanes>::Float;
  const Rivals* const rivals = &rivals_[part - first_rivals];
  const std::size_t count = rivals->left + std::size_t{1};
  std::array<Floats, most_rivals> distances;
  float least = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < count; ++i) {
    distances[i] = load<Floats>(rivals[i].constant.data());
    for (std::size_t c = 0; c < 3; ++c) {
      distances[i] += load<Floats>(rivals[i].slope[c].data()) * color[c];
    }
    least = std::min(least, least_lane(distances[i]));
  }
  const float too_close = least + rivals->margin;
  std::uint16_t found = undecided;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t close = set_lanes(distances[i] <= too_close);
    if (close == 0) continue;
    if (found != undecided || !std::has_single_bit(close)) return undecided;
    found = rivals[i].cluster[static_cast<std::size_t>(std::countr_zero(close))];
  }
  return found;
}

}  // namespace color_clusters
