// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/ink_search.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/inks/color_blends.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {
namespace {

// The numbers below were fitted on generated pictures (tests/core/clustering/flat_art.h), with
// other seeds than those of the tests.

/// Two colors nearer than this are one ink: noise and rounding must not make colors.
constexpr double least_difference = 5.0;
/// A basin with less than this share of the picture, plus a part of what belongs to no mode, is
/// noise.
constexpr double least_basin = 0.0015;
constexpr double least_basin_per_stray = 0.016;
/// How much a mode must stand out. The histogram of few pixels is rough: there it takes more.
constexpr double least_prominence = 1.4;
constexpr double safe_core = 0.002;
constexpr double least_prominence_of_small = 2.7;
/// The largest share that a blend of two others has: as a rough mode on the way between them, as
/// one that stands out clearly, and on the line between them where much belongs to no mode.
constexpr double largest_blend = 0.0054;
constexpr double clear_prominence = 5.6;
constexpr double largest_clear_blend = 0.0042;
constexpr double largest_blend_per_stray = 0.25;
/// How far a blend may be off, with one pair of larger inks: in RGB or along the luma of one of the
/// two, and in the chroma plane.
constexpr double line_tolerance = 5.6 / 255.0;
constexpr double chroma_tolerance = 31.0 / 255.0;

/// How sharp the modes of a picture are and how much of it is in none.
struct Sharpness {
  /// Part of a basin that is in its core, over the larger modes.
  double core_of_basin = 1.0;
  double stray = 0.0;
};

Sharpness sharpness_of(std::span<const DensityMode> modes) {
  double cores = 0.0;
  double basins = 0.0;
  for (const DensityMode& mode : modes) {
    if (mode.core < 0.01) continue;
    cores += mode.core;
    basins += mode.basin;
  }
  Sharpness sharpness;
  if (basins > 0.0) sharpness.core_of_basin = cores / basins;
  sharpness.stray = 1.0;
  for (const DensityMode& mode : modes) {
    if (mode.core < 0.003) continue;
    sharpness.stray -= std::min(mode.basin, mode.core / sharpness.core_of_basin);
  }
  return sharpness;
}

/// Whether a mode, the `share` of which would be that of an ink, is a blend of two larger inks.
bool is_blend(const Ink& ink, const DensityMode& mode, std::span<const Ink> larger,
              const Sharpness& sharpness) {
  const double share = mode.core / sharpness.core_of_basin;
  const double most = mode.prominence < clear_prominence ? largest_blend : largest_clear_blend;
  const double most_on_line = most + largest_blend_per_stray * sharpness.stray;
  if (share >= most_on_line || larger.size() < 2) return false;

  const BlendDistance distance = blend_distance(ink, larger);
  const double shrink = 1.0 / std::cbrt(pair_count(larger.size()));
  return distance.line < line_tolerance * shrink ||
         (share < most && distance.chroma < chroma_tolerance * shrink * shrink);
}

bool stands_out(const DensityMode& mode, const Sharpness& sharpness) {
  return mode.basin >= least_basin + least_basin_per_stray * sharpness.stray &&
         mode.prominence >= (mode.core >= safe_core ? least_prominence : least_prominence_of_small);
}

}  // namespace

std::vector<DensityMode> find_inks(std::span<const Color> srgb, std::span<const double> weights) {
  std::vector<DensityMode> modes = find_density_modes(srgb, weights);
  const Sharpness sharpness = sharpness_of(modes);
  std::vector<DensityMode> result;
  std::vector<Ink> inks;
  for (DensityMode& mode : modes) {
    if (inks.size() > max_clusters) break;
    if (!stands_out(mode, sharpness)) continue;
    const Ink ink(mode.position);
    const bool is_known = difference_to_nearest(ink, inks) < least_difference;
    if (is_known || is_blend(ink, mode, inks, sharpness)) continue;
    inks.push_back(ink);
    result.push_back(std::move(mode));
  }
  return result;
}

}  // namespace color_clusters
