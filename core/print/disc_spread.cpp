// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/disc_spread.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace color_clusters {
namespace {

constexpr int block_columns = 128;

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

/// For each cell of some columns, in the rows of the result, the distance to what is set in that
/// column, in half cells.
std::vector<std::uint8_t> DiscSpread::column_distances(const MaskRows& from, const Columns& columns,
                                                       const MaskRows& to) const {
  const std::size_t width = columns.count();
  std::vector<std::uint8_t> result(width * static_cast<std::size_t>(to.end_row - to.first_row));
  const auto too_far = static_cast<std::uint8_t>(too_far_);
  const auto on_it = static_cast<std::uint8_t>(std::min(std::abs(offset_), too_far_));
  std::vector<std::uint8_t> distances(width, too_far);
  const std::vector<std::uint8_t> nothing(width);
  // Bytes all the way, so that the compiler puts many of them into a register.
  const auto step = [&](int y) {
    const bool is_there = y >= from.first_row && y < from.end_row;
    const std::uint8_t* const marks = is_there ? from.row(y) + columns.begin : nothing.data();
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

/// `distances` are those of `columns`, which reach far enough beyond the block.
void DiscSpread::spread_row(const std::uint8_t* distances, const Columns& columns,
                            const Columns& block, std::uint8_t* to) const {
  const int aside = std::abs(offset_);
  const auto reach_of = [&](int x) {
    return x >= columns.begin && x < columns.end ? reaches_[distances[x - columns.begin]] - aside
                                                 : -1;
  };
  const int last_left = offset_ < 0 ? -1 : 0;
  int reach = -1;
  for (int x = std::min(columns.begin, block.begin); x < block.begin; ++x) {
    reach = std::max(reach - 2, reach_of(x + last_left));
  }
  for (int x = block.begin; x < block.end; ++x) {
    reach = std::max(reach - 2, reach_of(x + last_left));
    to[x] = static_cast<std::uint8_t>(reach >= 0 ? 1 : 0);
  }
  const int first_right = offset_ > 0 ? 1 : 0;
  reach = -1;
  for (int x = std::max(columns.end, block.end); x-- > block.end;) {
    reach = std::max(reach - 2, reach_of(x + first_right));
  }
  for (int x = block.end; x-- > block.begin;) {
    reach = std::max(reach - 2, reach_of(x + first_right));
    if (reach >= 0) to[x] = 1;
  }
}

void DiscSpread::spread_block(const MaskRows& from, const Columns& block, MaskRows& to) const {
  // One more than a disc and half a cell reach.
  const int around = too_far_ / 2 + 2;
  const Columns columns{std::clamp(block.begin - around, 0, from.width),
                        std::clamp(block.end + around, 0, from.width)};
  const int first = std::clamp(to.first_row - around, from.first_row, from.end_row);
  const int end = std::clamp(to.end_row + around, from.first_row, from.end_row);
  std::uint8_t any = 0;
  std::uint8_t all = 1;
  for (int y = first; y < end; ++y) {
    const std::uint8_t* const row = from.row(y);
    for (int x = columns.begin; x < columns.end; ++x) {
      any |= row[x];
      all &= row[x];
    }
  }
  const bool is_inside = first <= to.first_row && end >= to.end_row &&
                         columns.begin <= block.begin && columns.end >= block.end;
  if (any == 0 || (all != 0 && is_inside && covers_neighbors())) {
    for (int y = to.first_row; y < to.end_row; ++y) {
      std::fill(to.row(y) + block.begin, to.row(y) + block.end, any);
    }
    return;
  }
  const std::vector<std::uint8_t> distances = column_distances(from, columns, to);
  for (int y = to.first_row; y < to.end_row; ++y) {
    spread_row(distances.data() + columns.count() * static_cast<std::size_t>(y - to.first_row),
               columns, block, to.row(y));
  }
}

void DiscSpread::spread(const MaskRows& from, MaskRows& to) const {
  for (int begin = 0; begin < to.width; begin += block_columns) {
    spread_block(from, {begin, std::min(begin + block_columns, to.width)}, to);
  }
}

}  // namespace color_clusters
