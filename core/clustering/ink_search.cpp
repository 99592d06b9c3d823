// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/ink_search.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "core/clustering/color_tree.h"
#include "core/color/cielab.h"
#include "core/color/color_difference.h"

namespace color_clusters {
namespace {

// The numbers below were fitted on generated pictures (tests/core/flat_art.h), with other seeds
// than those of the tests.

/// Two colors nearer than this are one ink: noise and rounding must not make colors.
constexpr double least_difference = 5.0;
/// A basin with less than this share of the picture, plus a part of what belongs to no mode, is
/// dust.
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
constexpr double luma_tolerance = 6.0 / 255.0;

/// Luma, Cb, Cr of JFIF.
Color ycc_from_rgb(const Color& rgb) {
  const float y = 0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2];
  return {y, (rgb[2] - y) / 1.772F, (rgb[0] - y) / 1.402F};
}

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

struct Ink {
  Color rgb;
  Color ycc;
  Color lab;

  explicit Ink(const Color& color)
      : rgb(color), ycc(ycc_from_rgb(color)), lab(lab_from_srgb(color)) {}
};

/// Distance of a point to the line through two others, if its foot is between them or, with
/// `past_end`, up to the second.
double distance_between(const Color& point, const Color& first, const Color& second,
                        bool past_end = false) {
  double length2 = 0.0;
  double along = 0.0;
  double distance2 = 0.0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double d = static_cast<double>(second[c]) - first[c];
    const double p = static_cast<double>(point[c]) - first[c];
    length2 += d * d;
    along += d * p;
    distance2 += p * p;
  }
  constexpr double end = 0.05;
  const double part = length2 > 0.0 ? along / length2 : 0.0;
  if (part < end || part > (past_end ? 1.0 + end : 1.0 - end)) {
    return std::numeric_limits<double>::infinity();
  }
  return std::sqrt(std::max(0.0, distance2 - part * along));
}

/// How far an ink is from what edges between two others make.
struct EdgeDistance {
  double line = std::numeric_limits<double>::infinity();
  double chroma = std::numeric_limits<double>::infinity();

  void add_edge(const Ink& ink, const Ink& a, const Ink& b) {
    const Color chroma_of_b{a.ycc[0], b.ycc[1], b.ycc[2]};
    const Color chroma_of_a{b.ycc[0], a.ycc[1], a.ycc[2]};
    line = std::min({line, distance_between(ink.rgb, a.rgb, b.rgb),
                     distance_between(ink.ycc, a.ycc, chroma_of_b, true),
                     distance_between(ink.ycc, b.ycc, chroma_of_a, true)});
    const auto [dark, bright] = std::minmax(a.ycc[0], b.ycc[0]);
    if (ink.ycc[0] < dark - luma_tolerance || ink.ycc[0] > bright + luma_tolerance) return;
    const auto without_luma = [](const Color& ycc) { return Color{0.0F, ycc[1], ycc[2]}; };
    chroma = std::min(
        chroma, distance_between(without_luma(ink.ycc), without_luma(a.ycc), without_luma(b.ycc)));
  }
};

/// Whether a mode, the `share` of which would be that of an ink, is a blend of two larger inks.
bool is_blend(const Ink& ink, const DensityMode& mode, std::span<const Ink> larger,
              const Sharpness& sharpness) {
  const double share = mode.core / sharpness.core_of_basin;
  const double most = mode.prominence < clear_prominence ? largest_blend : largest_clear_blend;
  const double most_on_line = most + largest_blend_per_stray * sharpness.stray;
  if (share >= most_on_line || larger.size() < 2) return false;

  EdgeDistance distance;
  for (std::size_t i = 0; i < larger.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) distance.add_edge(ink, larger[i], larger[j]);
  }
  const auto count = static_cast<double>(larger.size());
  const double pairs = count * (count - 1.0) / 2.0;
  const double shrink = 1.0 / std::cbrt(pairs);
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
    const bool is_known = std::ranges::any_of(
        inks, [&](const Ink& other) { return ciede2000(ink.lab, other.lab) < least_difference; });
    if (is_known || is_blend(ink, mode, inks, sharpness)) continue;
    inks.push_back(ink);
    result.push_back(std::move(mode));
  }
  return result;
}

BlendDistance blend_distance(const Color& srgb, std::span<const Color> others) {
  const Ink color(srgb);
  std::vector<Ink> inks;
  for (const Color& other : others) inks.emplace_back(other);
  EdgeDistance distance;
  for (std::size_t i = 0; i < inks.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) distance.add_edge(color, inks[i], inks[j]);
  }
  return {distance.line, distance.chroma};
}

}  // namespace color_clusters
