// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace color_clusters {

/// Some rows of a mask: 1 where it is set, else 0.
struct MaskRows {
  int width = 0;
  int first_row = 0;
  int end_row = 0;
  std::vector<std::uint8_t> cells{};  // NOLINT(readability-redundant-member-init)

  /// All 0.
  MaskRows(int row_width, int first, int end)
      : width(row_width),
        first_row(first),
        end_row(end),
        cells(static_cast<std::size_t>(row_width) * static_cast<std::size_t>(end - first)) {}

  [[nodiscard]] std::uint8_t* row(int y) {
    return cells.data() + static_cast<std::size_t>(y - first_row) * static_cast<std::size_t>(width);
  }
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return cells.data() + static_cast<std::size_t>(y - first_row) * static_cast<std::size_t>(width);
  }
};

/// Spreads what is set in a mask by a disc: set is whatever has something set within a Euclidean
/// distance, exactly, from middle to middle. Distances are counted in halves of cells, so that the
/// result can be where the corners of cells meet.
///
/// First each column's distance within it, then each row: a column whose distance is d covers what
/// is up to √(radius² - d²) beside it (after A. Meijster, J. Roerdink and W. Hesselink, "A general
/// algorithm for computing distance transforms in linear time", 2000). Parts around which nothing
/// is set, or all of which is, take no more time than to look at them. Can be used from several
/// threads at once.
class DiscSpread {
 public:
  /// `squared_radius`, in half cells, is 0 … 250². `offset` is -1, 0 or 1: how many half cells
  /// cell (x, y) of the result lies to the right of and below cell (x, y) of what is spread. Throws
  /// std::invalid_argument otherwise.
  DiscSpread(int squared_radius, int offset);

  /// Sets the cells of `to`. Beyond those of `from` nothing is set.
  void spread(const MaskRows& from, MaskRows& to) const;

 private:
  struct Columns {
    int begin;
    int end;

    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(end - begin); }
  };

  /// Whether a cell is set where all cells of `from` around its middle are.
  [[nodiscard]] bool covers_neighbors() const { return offset_ == 0 || reaches_[1] >= 1; }
  void spread_block(const MaskRows& from, const Columns& block, MaskRows& to) const;
  [[nodiscard]] std::vector<std::uint8_t> column_distances(const MaskRows& from,
                                                           const Columns& columns,
                                                           const MaskRows& to) const;
  void spread_row(const std::uint8_t* distances, const Columns& columns, const Columns& block,
                  std::uint8_t* to) const;

  int offset_;
  /// The least distance, in half cells, that is out of reach.
  int too_far_;
  /// How far a column reaches in a row, by the distance in that column; less than 0 where it does
  /// not reach at all.
  std::vector<std::int16_t> reaches_;
};

}  // namespace color_clusters
