// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/disc_spread.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace color_clusters {
namespace {

/// The largest whole number whose square is not above this one, or -1 below 0.
int root_of(int square) {
  if (square < 0) return -1;
  int root = static_cast<int>(std::sqrt(static_cast<double>(square)));
  while (root * root > square) --root;
  while ((root + 1) * (root + 1) <= square) ++root;
  return root;
}

}  // namespace

DiscSpread::DiscSpread(int squared_radius, int offset)
    : offset_(offset), too_far_(root_of(squared_radius) + 1) {
  if (squared_radius < 0 || squared_radius > 250 * 250 || std::abs(offset) > 1) {
    throw std::invalid_argument("a disc has at most 250 half cells of radius and 1 of offset");
  }
  for (int distance = 0; distance <= too_far_; ++distance) {
    reaches_.push_back(static_cast<std::int16_t>(root_of(squared_radius - distance * distance)));
  }
}

/// For each cell of a row of the result, the distance to what is set in each column, in half cells.
std::vector<std::uint8_t> DiscSpread::column_distances(const MaskRows& from,
                                                       const MaskRows& to) const {
  const auto width = static_cast<std::size_t>(from.width);
  std::vector<std::uint8_t> result(width * static_cast<std::size_t>(to.end_row - to.first_row));
  const auto too_far = static_cast<std::uint8_t>(too_far_);
  const auto on_it = static_cast<std::uint8_t>(std::min(std::abs(offset_), too_far_));
  std::vector<std::uint8_t> distances(width, too_far);
  const std::vector<std::uint8_t> nothing(width);
  // Bytes all the way, so that the compiler puts many of them into a register.
  const auto step = [&](int y) {
    const bool is_there = y >= from.first_row && y < from.end_row;
    const std::uint8_t* const marks = is_there ? from.row(y) : nothing.data();
    for (std::size_t x = 0; x < width; ++x) {
      const auto next = std::min(static_cast<std::uint8_t>(distances[x] + 2), too_far);
      distances[x] = marks[x] != 0 ? on_it : next;
    }
  };
  const int around = too_far_ / 2 + 1;
  const int last_above = offset_ < 0 ? -1 : 0;
  const int first = std::max(to.first_row - around, from.first_row - 1);
  for (int y = std::min(first, to.first_row); y < to.end_row; ++y) {
    step(y + last_above);
    if (y < to.first_row) continue;
    std::ranges::copy(distances,
                      result.begin() + static_cast<std::ptrdiff_t>(
                                           width * static_cast<std::size_t>(y - to.first_row)));
  }
  std::ranges::fill(distances, too_far);
  const int first_below = offset_ > 0 ? 1 : 0;
  const int end = std::min(to.end_row + around, from.end_row + 1);
  for (int y = std::max(end, to.end_row); y-- > to.first_row;) {
    step(y + first_below);
    if (y >= to.end_row) continue;
    std::uint8_t* const above = &result[width * static_cast<std::size_t>(y - to.first_row)];
    for (std::size_t x = 0; x < width; ++x) above[x] = std::min(above[x], distances[x]);
  }
  return result;
}

void DiscSpread::spread_row(const std::uint8_t* distances, int width, std::uint8_t* to,
                            int to_width) const {
  const int aside = std::abs(offset_);
  const auto reach_of = [&](int x) {
    return x >= 0 && x < width ? reaches_[distances[x]] - aside : -1;
  };
  const int last_left = offset_ < 0 ? -1 : 0;
  int reach = -1;
  for (int x = 0; x < to_width; ++x) {
    reach = std::max(reach - 2, reach_of(x + last_left));
    to[x] = static_cast<std::uint8_t>(reach >= 0 ? 1 : 0);
  }
  const int first_right = offset_ > 0 ? 1 : 0;
  // What is right of the result reaches into it.
  reach = -1;
  for (int x = width; x-- > to_width + first_right;) reach = std::max(reach - 2, reach_of(x));
  for (int x = to_width; x-- > 0;) {
    reach = std::max(reach - 2, reach_of(x + first_right));
    if (reach >= 0) to[x] = 1;
  }
}

void DiscSpread::spread(const MaskRows& from, MaskRows& to) const {
  const std::vector<std::uint8_t> distances = column_distances(from, to);
  const auto width = static_cast<std::size_t>(from.width);
  for (int y = to.first_row; y < to.end_row; ++y) {
    spread_row(distances.data() + width * static_cast<std::size_t>(y - to.first_row), from.width,
               to.row(y), to.width);
  }
}

}  // namespace color_clusters
