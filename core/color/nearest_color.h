// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// Answers which of a fixed set of colors is nearest to a given one (Euclidean distance, exact; the
/// first of several equally near ones). A grid over the box of the set holds for each cell the few
/// colors that can be nearest somewhere in it; the cells at its faces reach to infinity.
class NearestColor {
 public:
  /// `palette` has 1 … 65535 colors, all finite; throws std::invalid_argument otherwise.
  explicit NearestColor(std::span<const Color> palette);

  /// Index into the palette of the color nearest to `color`. Coordinates that are not a number
  /// count as 0, infinite ones as very far.
  [[nodiscard]] std::uint16_t find(const Color& color) const;

  /// The same for many colors; `indices` is as long as `colors`.
  void find(std::span<const Color> colors, std::span<std::uint16_t> indices) const;

 private:
  struct Box {
    std::array<double, 3> low;
    std::array<double, 3> high;
  };
  [[nodiscard]] Box cell_box(std::array<int, 3> cell, int cells_per_axis) const;
  [[nodiscard]] std::vector<std::uint16_t> nearest_somewhere_in(
      const Box& box, std::span<const std::uint16_t> candidates) const;
  void fill_grid();

  std::vector<Color> palette_;
  Box bounds_{};
  /// Cells per unit of each coordinate; 0 along an axis on which all colors agree.
  std::array<float, 3> cells_per_unit_{};
  /// Candidates of all cells one after another; those of cell i start at cell_begin_[i].
  std::vector<std::uint16_t> candidates_;
  std::vector<std::uint32_t> cell_begin_;
};

}  // namespace color_clusters
