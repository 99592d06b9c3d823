// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/color_blends.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"

namespace color_clusters {
namespace {

/// A blend has the luma of its sides or one between; rounding may move it by so much.
constexpr double luma_tolerance = 6.0 / 255.0;

Color ycc_from_rgb(const Color& rgb) {
  const float y = 0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2];
  return {y, (rgb[2] - y) / 1.772F, (rgb[0] - y) / 1.402F};
}

/// Distance of a point to the line through two others, if the foot of the perpendicular is between
/// them or, with `past_end`, up to the second.
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

void add_edge(BlendDistance& distance, const Ink& ink, const Ink& a, const Ink& b) {
  const Color chroma_of_b{a.ycc[0], b.ycc[1], b.ycc[2]};
  const Color chroma_of_a{b.ycc[0], a.ycc[1], a.ycc[2]};
  distance.line = std::min({distance.line, distance_between(ink.rgb, a.rgb, b.rgb),
                            distance_between(ink.ycc, a.ycc, chroma_of_b, true),
                            distance_between(ink.ycc, b.ycc, chroma_of_a, true)});
  const auto [dark, bright] = std::minmax(a.ycc[0], b.ycc[0]);
  if (ink.ycc[0] < dark - luma_tolerance || ink.ycc[0] > bright + luma_tolerance) return;
  const auto without_luma = [](const Color& ycc) { return Color{0.0F, ycc[1], ycc[2]}; };
  distance.chroma =
      std::min(distance.chroma,
               distance_between(without_luma(ink.ycc), without_luma(a.ycc), without_luma(b.ycc)));
}

}  // namespace

Ink::Ink(const Color& color) : rgb(color), ycc(ycc_from_rgb(color)), lab(lab_from_srgb(color)) {}

BlendDistance blend_distance(const Ink& ink, std::span<const Ink> others) {
  BlendDistance distance;
  for (std::size_t i = 0; i < others.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) add_edge(distance, ink, others[i], others[j]);
  }
  return distance;
}

double pair_count(std::size_t inks) {
  const auto count = static_cast<double>(inks);
  return std::max(1.0, count * (count - 1.0) / 2.0);
}

double difference_to_nearest(const Ink& ink, std::span<const Ink> others) {
  double least = std::numeric_limits<double>::infinity();
  for (const Ink& other : others) least = std::min(least, ciede2000(ink.lab, other.lab));
  return least;
}

}  // namespace color_clusters
