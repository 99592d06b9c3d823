// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// Answers which of a fixed set of colors is nearest to a given one, by the rule that all of the
/// program keeps to, so that shares, layers, films and previews agree for every pixel: the color
/// with the least `squared_distance`, in double, and of equal ones the first. A grid over the
/// bounding box of the set holds for each cell the few candidates that can be nearest somewhere in
/// it; the cells at its faces reach to infinity.
///
/// This is for colors that come one after another in any order: pixels. ColorTree gives the same
/// answers for all colors of a histogram at once, without looking at most of them.
class NearestColor {
 public:
  /// `palette` has 1 … 65535 colors, all finite; throws std::invalid_argument otherwise.
  explicit NearestColor(std::span<const Color> palette);

  /// For a palette that was put in another order after it was made: `ranks`, one for each color,
  /// all different, tell which of equally near colors is the first, the one with the lowest rank.
  /// Throws std::invalid_argument where there are not as many of them.
  NearestColor(std::span<const Color> palette, std::span<const std::uint16_t> ranks);

  /// Index into the palette of the color nearest to `color`. NaN coordinates count as 0, infinite
  /// ones as very far.
  [[nodiscard]] std::uint16_t find(const Color& color) const;

  /// The same for many colors, on up to `threads` threads; `indices` is as long as `colors`.
  void find(std::span<const Color> colors, std::span<std::uint16_t> indices, int threads = 1) const;

 private:
  struct Box {
    std::array<double, 3> low;
    std::array<double, 3> high;
  };
  [[nodiscard]] Box cell_box(std::array<int, 3> cell, int cells_per_axis) const;
  /// Some colors of the palette, one axis after another.
  struct Candidates {
    std::vector<std::uint16_t> numbers;
    std::array<std::vector<double>, 3> axes;
  };
  [[nodiscard]] Candidates candidates_of(std::span<const std::uint16_t> numbers) const;
  /// The numbers of those that are found, and what was worked out for each candidate.
  struct Found {
    std::vector<std::uint16_t> numbers;
    std::vector<double> distances;
    std::vector<double> excess;
  };
  void find_nearest_somewhere_in(const Box& box, const Candidates& candidates, Found& found) const;
  void measure();
  void fill_grid();

  /// In the order of the ranks.
  std::vector<Color> palette_;
  /// For each of them its index in the palette as it was given.
  std::vector<std::uint16_t> indices_;
  Box bounds_{};
  /// Cells per unit of each coordinate; 0 along an axis on which all colors agree.
  std::array<float, 3> cells_per_unit_{};
  /// Candidates of all cells one after another; those of cell i start at cell_begin_[i].
  std::vector<std::uint16_t> candidates_;
  std::vector<std::uint32_t> cell_begin_;
};

}  // namespace color_clusters
