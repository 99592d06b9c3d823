// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/accents.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>

#include "core/base/roots.h"
#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "core/inks/color_blends.h"
#include "core/inks/density_modes.h"

namespace color_clusters {
namespace {

/// The sizes of a spot, as shares of the picture. From `most_share` on k-means finds it.
constexpr double least_share = 0.0005;
constexpr double most_share = 0.05;
/// A spot with less weight than this is no accent: that of 0.1 % at a distance of about 16.
constexpr double least_weight = 40.0;
/// From this share on, size adds no weight.
constexpr double enough_share = 0.005;
/// The chroma from which on a color counts as fully vivid, and the relative weight of a gray.
constexpr double vivid_chroma = 80.0;
constexpr double weight_of_gray = 0.8;

/// The part of what is within two radii of a peak that is within one: more than `compact` in a
/// spot, half in a streak, less than `loose` in a gradient.
constexpr double compact = 0.7;
constexpr double streak = 0.3;
constexpr double loose = 0.2;
/// With less than this it may be a part of something larger.
constexpr double least_compact = 0.5;
/// How far from the blends of one pair of peaks a compact spot has to be at least, and a streak: in
/// RGB, and a streak in the chroma plane as well. With more pairs it is less, see find_inks.
constexpr double blend_tolerance = 3.0 / 255.0;
constexpr double streak_tolerance = 25.0 / 255.0;
/// The peaks of whose blends a spot may be one: at most this many, with at least this part of its
/// share, and at least this different (CIEDE2000) from it.
constexpr std::size_t most_blended = 12;
constexpr double least_blended = 0.33;
constexpr double too_near = 8.0;
/// k-means may have a center near a spot that the spot's edges have drawn away. Up to this share a
/// compact spot counts as this far from the centers, if it is at least as far from everything
/// larger: all that has twice its share and at least `least_neighbor`.
constexpr double most_diluted_share = 0.02;
constexpr double most_dilution = 22.0;
constexpr double part_of_isolation = 0.7;
constexpr double least_neighbor = 0.01;
/// Peaks nearer to each other than this are one spot, which in a compressed picture has a halo;
/// compact ones are two unless they look the same.
constexpr double least_difference_of_spots = 15.0;
constexpr double least_difference_of_compact_spots = 5.0;

/// Mean shifts start from this many cells of a grid in the sRGB cube, those with the largest
/// weights.
constexpr std::size_t most_starts = 128;
constexpr int mean_shifts = 4;
/// Mean shifts that end nearer to each other than this have found the same peak.
constexpr double same_peak = 3.0 / 255.0;

/// The weight of a spot at this distance from the centers, with this share.
double weight_of(double difference, double share, const Color& lab) {
  const double chroma = std::hypot(lab[1], lab[2]);
  const double vividness = std::min(chroma / vivid_chroma, 1.0);
  return difference * difference * std::sqrt(std::sqrt(std::min(share, enough_share))) *
         (weight_of_gray + (1.0 - weight_of_gray) * vividness);
}

double least_difference_to(const Color& lab, std::span<const Color> others) {
  double least = std::numeric_limits<double>::infinity();
  for (const Color& other : others) least = std::min(least, ciede2000(lab, other));
  return least;
}

/// The sum of the weights of some colors, and of their products with them.
struct WeightedSum {
  double weight = 0.0;
  std::array<double, 3> sum{};

  void add(const Color& color, double color_weight) {
    weight += color_weight;
    for (std::size_t c = 0; c < 3; ++c) sum[c] += color_weight * static_cast<double>(color[c]);
  }
  [[nodiscard]] Color mean() const {
    return {static_cast<float>(sum[0] / weight), static_cast<float>(sum[1] / weight),
            static_cast<float>(sum[2] / weight)};
  }
};

/// Colors by the cells of a grid in the sRGB cube; what is out of gamut is clamped.
class ColorGrid {
 public:
  explicit ColorGrid(std::span<const Color> srgb) : begins_(cell_count + 1, 0) {
    for (const Color& color : srgb) {
      if (is_finite(color)) ++begins_[cell_of(color) + 1];
    }
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    members_.resize(begins_.back());
    std::vector<std::size_t> ends(begins_.begin(), begins_.end() - 1);
    for (std::size_t i = 0; i < srgb.size(); ++i) {
      if (is_finite(srgb[i])) members_[ends[cell_of(srgb[i])]++] = i;
    }
  }

  static constexpr int side = 16;
  static constexpr auto cell_count = static_cast<std::size_t>(side) * side * side;

  /// The indices of the colors in a cell.
  [[nodiscard]] std::span<const std::size_t> members(std::size_t cell) const {
    return std::span(members_).subspan(begins_[cell], begins_[cell + 1] - begins_[cell]);
  }

  /// Calls `visit(i)` for each color that may be within `radius` of a finite one.
  template <typename Visit>
  void visit_around(const Color& color, float radius, const Visit& visit) const {
    std::array<int, 3> low{};
    std::array<int, 3> high{};
    for (std::size_t c = 0; c < 3; ++c) {
      low[c] = place_of(color[c] - radius);
      high[c] = place_of(color[c] + radius);
    }
    for (int x = low[0]; x <= high[0]; ++x) {
      for (int y = low[1]; y <= high[1]; ++y) {
        for (int z = low[2]; z <= high[2]; ++z) {
          for (const std::size_t i : members(cell_at(x, y, z))) {
            visit(i);
          }
        }
      }
    }
  }

 private:
  static int place_of(float value) {
    return std::min(static_cast<int>(std::clamp(value, 0.0F, 1.0F) * side), side - 1);
  }
  static std::size_t cell_at(int x, int y, int z) {
    const int cell = (x * side + y) * side + z;
    return static_cast<std::size_t>(cell);
  }
  static std::size_t cell_of(const Color& srgb) {
    return cell_at(place_of(srgb[0]), place_of(srgb[1]), place_of(srgb[2]));
  }

  /// The members of cell i are those from begins_[i] on.
  std::vector<std::size_t> begins_;
  std::vector<std::size_t> members_;
};

class AccentSearch {
 public:
  AccentSearch(const BinnedColors& binned, std::span<const Color> served, double least_difference)
      : binned_(binned),
        served_(served),
        least_difference_(least_difference),
        total_(std::accumulate(binned.bins.weights.begin(), binned.bins.weights.end(), 0.0)),
        grid_(binned.srgb),
        modes_(find_density_modes(binned.srgb, binned.bins.weights)) {
    for (const DensityMode& mode : modes_) mode_labs_.push_back(lab_from_srgb(mode.position));
  }

  [[nodiscard]] std::vector<Accent> run() const {
    std::vector<Accent> spots;
    std::vector<Color> peaks;
    for (const Color& start : starts()) {
      const Color peak = peak_from(start);
      if (std::ranges::any_of(peaks, [&](const Color& other) {
            return squared_distance(peak, other) < same_peak * same_peak;
          })) {
        continue;
      }
      peaks.push_back(peak);
      const Accent spot = accent_at(peak);
      if (spot.weight > 0.0) spots.push_back(spot);
    }
    return largest_of_alike(std::move(spots));
  }

 private:
  /// The modes of the density, and the means of the cells with the largest weights.
  [[nodiscard]] std::vector<Color> starts() const {
    std::vector<std::pair<double, Color>> missed;
    for (std::size_t i = 0; i < ColorGrid::cell_count; ++i) {
      WeightedSum cell;
      for (const std::size_t member : grid_.members(i)) {
        cell.add(binned_.srgb[member], binned_.bins.weights[member]);
      }
      if (cell.weight <= 0.0) continue;
      const Color lab = lab_from_srgb(cell.mean());
      const double difference = least_difference_to(lab, served_);
      if (!(difference >= least_difference_)) continue;
      missed.emplace_back(weight_of(difference, cell.weight / total_, lab), cell.mean());
    }
    std::ranges::stable_sort(missed, std::greater{}, &std::pair<double, Color>::first);
    std::vector<Color> result;
    result.reserve(modes_.size() + most_starts);
    for (const DensityMode& mode : modes_) result.push_back(mode.position);
    for (const auto& [weight, color] : missed) {
      if (result.size() < modes_.size() + most_starts) result.push_back(color);
    }
    return result;
  }

  /// The sum of the colors within a distance.
  [[nodiscard]] WeightedSum sum_around(const Color& srgb, float radius) const {
    WeightedSum sum;
    grid_.visit_around(srgb, radius, [&](std::size_t i) {
      if (squared_distance(binned_.srgb[i], srgb) > double{radius} * radius) return;
      sum.add(binned_.srgb[i], binned_.bins.weights[i]);
    });
    return sum;
  }

  /// Where mean shifts lead to (K. Fukunaga and L. Hostetler, "The estimation of the gradient of a
  /// density function, with applications in pattern recognition", 1975).
  [[nodiscard]] Color peak_from(Color color) const {
    for (int shift = 0; shift < mean_shifts; ++shift) {
      const WeightedSum sum = sum_around(color, Accent::core_radius);
      if (sum.weight <= 0.0) break;
      color = sum.mean();
    }
    return color;
  }

  /// The spot with this peak; without weight if it is none.
  [[nodiscard]] Accent accent_at(const Color& peak) const {
    WeightedSum core;
    grid_.visit_around(peak, Accent::core_radius, [&](std::size_t i) {
      if (squared_distance(binned_.srgb[i], peak) >
          double{Accent::core_radius} * Accent::core_radius)
        return;
      core.add(binned_.bins.colors[i], binned_.bins.weights[i]);
    });
    Accent accent;
    accent.srgb = peak;
    accent.lab = lab_from_srgb(peak);
    accent.share = core.weight / total_;
    const double difference = least_difference_to(accent.lab, served_);
    if (!(accent.share >= least_share && accent.share < most_share &&
          difference >= least_difference_)) {
      return accent;
    }
    accent.center = core.mean();
    accent.compactness = core.weight / sum_around(peak, 2.0F * Accent::core_radius).weight;
    if (accent.compactness < loose || is_blend(accent)) return accent;
    const double missed = missed_by(accent, difference);
    const double weight = weight_of(missed, accent.share, accent.lab);
    if (weight >= least_weight) accent.weight = weight;
    return accent;
  }

  [[nodiscard]] bool is_blend(const Accent& accent) const {
    std::vector<Ink> others;
    for (std::size_t i = 0; i < modes_.size() && others.size() < most_blended; ++i) {
      if (std::max(modes_[i].core, modes_[i].basin) < least_blended * accent.share) continue;
      if (ciede2000(mode_labs_[i], accent.lab) < too_near) continue;
      others.emplace_back(modes_[i].position);
    }
    if (others.size() < 2) return false;
    const double shrink = 1.0 / cube_root(pair_count(others.size()));
    const double streakiness =
        std::clamp((compact - accent.compactness) / (compact - streak), 0.0, 1.0);
    const double tolerance = std::lerp(blend_tolerance, streak_tolerance, streakiness);
    const BlendDistance distance = blend_distance(Ink(accent.srgb), others);
    return distance.line < tolerance * shrink ||
           distance.chroma < streakiness * streak_tolerance * shrink * shrink;
  }

  /// The CIEDE2000 difference of a spot to its nearest center.
  [[nodiscard]] double missed_by(const Accent& accent, double difference) const {
    double isolation = 2.0 * most_dilution;
    for (std::size_t i = 0; i < modes_.size(); ++i) {
      if (modes_[i].core < std::max(2.0 * accent.share, least_neighbor)) continue;
      isolation = std::min(isolation, ciede2000(mode_labs_[i], accent.lab));
    }
    const double missed = std::min(difference, isolation);
    if (accent.compactness < least_compact || accent.share >= most_diluted_share) return missed;
    return std::max(missed, std::min(part_of_isolation * isolation, most_dilution));
  }

  [[nodiscard]] static std::vector<Accent> largest_of_alike(std::vector<Accent> spots) {
    std::ranges::stable_sort(spots, std::greater{}, &Accent::share);
    std::vector<Accent> result;
    for (const Accent& spot : spots) {
      const double least = spot.compactness >= compact ? least_difference_of_compact_spots
                                                       : least_difference_of_spots;
      const bool is_alike = std::ranges::any_of(
          result, [&](const Accent& other) { return ciede2000(spot.lab, other.lab) < least; });
      if (!is_alike) result.push_back(spot);
    }
    std::ranges::stable_sort(result, std::greater{}, &Accent::weight);
    return result;
  }

  const BinnedColors& binned_;
  std::span<const Color> served_;
  double least_difference_;
  double total_;
  ColorGrid grid_;
  std::vector<DensityMode> modes_;
  std::vector<Color> mode_labs_;
};

}  // namespace

std::vector<Accent> find_accents(const BinnedColors& binned, std::span<const Color> served,
                                 double least_difference) {
  return AccentSearch(binned, served, least_difference).run();
}

}  // namespace color_clusters
