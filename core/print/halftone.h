// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace color_clusters {

enum class DotShape : std::uint8_t { round, ellipse, line };

struct HalftoneOptions {
  /// Lines of dots in an inch, and pixels in an inch: both above 0, at least 1 and at most 10,000
  /// pixels from one line to the next.
  double lines_per_inch = 45.0;
  double pixels_per_inch = 300.0;
  /// By how much the lines are turned, in degrees clockwise; finite. Screens whose angles differ by
  /// 22.5° make the least moiré of four.
  double angle = 22.5;
  DotShape shape = DotShape::round;
  int threads = 1;
};

/// Turns an amount of ink into dots that are printed or not. The plane is divided into turned
/// square cells; in each the ink begins to print in the middle, or with DotShape::line on a line,
/// and takes up more of it the more ink there is. In which order is said by a spot function:
/// `round` is round at both ends of the scale, with squares at the middle of it; `ellipse` joins
/// its neighbors in one direction first, so that the tone makes two small jumps there in place of a
/// large one. (Those of Adobe's PostScript Language Reference.)
///
/// The function is equalized: a share n of the cell has values below n. Each pixel looks at one
/// point of its square, not the same in all but evenly distributed, also over each n-th pixel, by a
/// lattice of irrational steps (M. Roberts, "The unreasonable effectiveness of quasirandom
/// sequences", 2018). So all parts of the cells are looked at alike whatever the angle and the
/// width of a cell, and the mean over an area is that of the amount; were it the middles, cells of
/// four pixels would know 17 tones. In return the edges of dots are rough by half a pixel.
class Halftone {
 public:
  /// Throws std::invalid_argument for options out of range.
  explicit Halftone(const HalftoneOptions& options);

  /// Where ink prints: 1, elsewhere 0. `amounts` are those of whole rows of a picture from
  /// `first_row` on, `width` > 0 pixels each: 0 or less prints nothing, as does what is not a
  /// number, 1 or more everything. `dots` is as long. Throws std::invalid_argument if not. The
  /// rows can be parts of those of a larger picture that begin at `first_column`.
  void screen(std::span<const float> amounts, int width, int first_row,
              std::span<std::uint8_t> dots, int first_column = 0) const;

 private:
  [[nodiscard]] float threshold(std::uint32_t x, std::uint32_t y) const;

  DotShape shape_;
  int threads_;
  /// What a pixel to the right is in the cell, across and down, in units of 2^-32 of its side.
  std::int64_t right_across_;
  std::int64_t right_down_;
  /// The share of a cell with values of the spot function below each of some steps.
  std::vector<float> shares_;
};

}  // namespace color_clusters
