// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/areas/cluster_map.h"

namespace color_clusters {

struct MapPixel {
  std::uint32_t x;
  std::uint32_t y;
  friend bool operator==(const MapPixel&, const MapPixel&) = default;
};

/// Tells which pixels that share only a corner are connected. Reads no further than one row beyond
/// the given rows, which are those of a strip, or all.
class Corners {
 public:
  /// None are where `joins` is false.
  Corners(const ClusterMap& map, std::uint32_t first_row, std::uint32_t end_row, bool joins)
      : clusters_(map.clusters.data()),
        width_(static_cast<std::uint32_t>(map.width)),
        height_(static_cast<std::uint32_t>(map.height)),
        first_row_(first_row),
        end_row_(end_row),
        joins_(joins) {}

  /// Whether `a` and `b`, one row and one column apart, belong to a line. Mostly they have
  /// different clusters, so that is checked first.
  [[nodiscard]] bool linked(MapPixel a, MapPixel b) const {
    const std::uint16_t cluster = at(a);
    return joins_ && at(b) == cluster && at({a.x, b.y}) != cluster && at({b.x, a.y}) != cluster &&
           (begins_line(a, b) || begins_line(b, a));
  }

  /// Whether a pixel is linked with any at its corners.
  [[nodiscard]] bool has_link(MapPixel pixel) const {
    const bool has_left = pixel.x > 0;
    const bool has_right = pixel.x + 1 < width_;
    const auto in_row = [&](std::uint32_t y) {
      return (has_left && linked(pixel, {pixel.x - 1, y})) ||
             (has_right && linked(pixel, {pixel.x + 1, y}));
    };
    return (pixel.y > 0 && in_row(pixel.y - 1)) || (pixel.y + 1 < height_ && in_row(pixel.y + 1));
  }

 private:
  [[nodiscard]] std::uint16_t at(MapPixel pixel) const {
    return clusters_[pixel.y * width_ + pixel.x];
  }

  /// How many of the eight pixels around one are of its cluster.
  [[nodiscard]] int same_around(MapPixel pixel) const {
    const std::uint16_t* const middle = clusters_ + (pixel.y * width_ + pixel.x);
    const std::uint16_t cluster = *middle;
    const bool has_left = pixel.x > 0;
    const bool has_right = pixel.x + 1 < width_;
    const auto in_row = [&](const std::uint16_t* row) {
      const auto same = [&](const std::uint16_t* other) { return *other == cluster ? 1 : 0; };
      return same(row) + (has_left ? same(row - 1) : 0) + (has_right ? same(row + 1) : 0);
    };
    return in_row(middle) - 1 + (pixel.y > 0 ? in_row(middle - width_) : 0) +
           (pixel.y + 1 < height_ ? in_row(middle + width_) : 0);
  }

  /// Whether at most two of a pixel's eight neighbors have its cluster. False in rows that must not
  /// be read.
  [[nodiscard]] bool is_thin(MapPixel pixel) const {
    return pixel.y >= first_row_ && pixel.y < end_row_ && same_around(pixel) <= 2;
  }

  /// Whether `pixel` is thin and one of its neighbors as well: `next`, or that on the other side.
  [[nodiscard]] bool begins_line(MapPixel pixel, MapPixel next) const {
    const int same = same_around(pixel);
    return same <= 2 && (is_thin(next) || (same == 2 && is_thin(other_neighbor(pixel, next))));
  }

  /// The neighbor other than `next` of a pixel with two of its cluster.
  [[nodiscard]] MapPixel other_neighbor(MapPixel pixel, MapPixel next) const {
    const std::uint32_t last_x = std::min(pixel.x + 1, width_ - 1);
    const std::uint32_t last_y = std::min(pixel.y + 1, height_ - 1);
    for (std::uint32_t y = pixel.y > 0 ? pixel.y - 1 : 0; y <= last_y; ++y) {
      for (std::uint32_t x = pixel.x > 0 ? pixel.x - 1 : 0; x <= last_x; ++x) {
        const MapPixel other{x, y};
        if (at(other) == at(pixel) && other != pixel && other != next) return other;
      }
    }
    return next;
  }

  const std::uint16_t* clusters_;
  std::uint32_t width_;
  std::uint32_t height_;
  std::uint32_t first_row_;
  std::uint32_t end_row_;
  bool joins_;
};

}  // namespace color_clusters
