// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/convex_mix.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace color_clusters {

ConvexMixer::ConvexMixer(std::span<const Color> palette)
    : box_(box_around(palette)),
      solver_(std::make_unique<MixSolver>(points_of(palette, box_), box_.half_side)) {
  if (palette.size() >= large_palette) return;
  // Where the colors of pictures are, and those of the palette.
  MixPoint low = place({0, 0, 0});
  MixPoint high = place({1, 1, 1});
  for (std::size_t c = 0; c < 3; ++c) {
    low[c] = std::min(low[c], -box_.half_side[c]);
    high[c] = std::max(high[c], box_.half_side[c]);
  }
  regions_ = std::make_unique<MixRegions>(*solver_, low, high);
}

ConvexMixer::Box ConvexMixer::box_around(std::span<const Color> palette) {
  if (palette.empty() || palette.size() > std::numeric_limits<std::uint16_t>::max()) {
    throw std::invalid_argument("a palette has 1 to 65535 colors");
  }
  if (!std::ranges::all_of(palette, is_finite)) {
    throw std::invalid_argument("a palette color is not finite");
  }
  Box box;
  double longest = 0.0;
  for (std::size_t c = 0; c < 3; ++c) {
    double low = palette[0][c];
    double high = low;
    for (const Color& color : palette) {
      low = std::min(low, static_cast<double>(color[c]));
      high = std::max(high, static_cast<double>(color[c]));
    }
    box.middle[c] = (low + high) / 2.0;
    box.half_side[c] = (high - low) / 2.0;
    longest = std::max(longest, high - low);
  }
  if (longest > 0.0) box.scale = 1.0 / longest;
  for (double& half : box.half_side) half *= box.scale;
  return box;
}

MixPoints ConvexMixer::points_of(std::span<const Color> palette, const Box& box) {
  MixPoints points{
      .axes = {}, .costs = std::vector<double>(palette.size()), .size = palette.size()};
  for (std::size_t c = 0; c < 3; ++c) {
    points.axes[c].reserve(palette.size() + 4);
    for (std::size_t j = 0; j < palette.size(); ++j) {
      const double coordinate = (palette[j][c] - box.middle[c]) * box.scale;
      points.axes[c].push_back(coordinate);
      points.costs[j] += coordinate * coordinate;
    }
  }
  points.flatten();
  points.add_corners();
  return points;
}

/// Where a color is, but not further from the box than a thousand times its longest side.
MixPoint ConvexMixer::place(const Color& color) const {
  MixPoint result{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double value = std::isnan(color[c]) ? 0.0 : static_cast<double>(color[c]);
    const double most = box_.half_side[c] + 1000.0;
    result[c] = std::clamp((value - box_.middle[c]) * box_.scale, -most, most);
  }
  return result;
}

ConvexMix ConvexMixer::find(const Color& color) const {
  const MixPoint target = place(color);
  ConvexMix mix;
  return regions_ && regions_->find(target, mix) ? mix : solver_->solve(target);
}

}  // namespace color_clusters
