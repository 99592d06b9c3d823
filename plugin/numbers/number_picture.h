// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/color/color.h"
#include "plugin/numbers/lettering.h"
#include "plugin/numbers/number_arguments.h"

namespace color_clusters {

/// The font sizes of numbers, in pixels.
struct NumberSizes {
  double smallest;
  double largest;

  bool operator==(const NumberSizes&) const = default;
};

/// The sizes asked for or, where that is none, those that suit a picture with that shorter side:
/// from what can be read, on a screen or printed on a sheet of A4, to a 36th of the side.
NumberSizes number_sizes(int shorter_side, const NumberArguments& arguments);

/// `1` for the first cluster.
std::string number_text(std::size_t cluster);

/// Where the corners of the largest of so many numbers are, from its middle, for a font of one
/// pixel; 0 where there is no font. All numbers get as much room, so that it does not depend on the
/// order of the colors.
double half_diagonal_of_numbers(const Lettering& lettering, std::size_t clusters);

/// How wide the lines are that lead from numbers to areas.
double leader_width(int outline_width);

/// Outlines and leader lines as coverage, for the rows from `first_row` to before `end_row`. With a
/// scale below 1, lines of less than a pixel are lighter instead.
std::vector<std::uint8_t> draw_template_lines(const NumberedAreas& areas,
                                              const NumberArguments& arguments, double scale,
                                              int threads, int first_row, int end_row);

/// Writes numbers: each text of a size is drawn once.
class NumberPicture {
 public:
  /// Lettering is to live longer. Numbers are sorted by their places.
  NumberPicture(std::vector<AreaNumber> numbers, const Lettering& lettering);

  /// The numbers as coverage, for some rows of a picture of that width. Several threads may do so
  /// at once.
  [[nodiscard]] std::vector<std::uint8_t> rows(int width, int first_row, int end_row) const;

 private:
  /// A number, and its font in quarters of a pixel.
  using Key = std::pair<std::uint16_t, int>;

  std::vector<AreaNumber> numbers_;
  std::map<Key, TextPicture> texts_;
  /// The rows that the highest text reaches up and down from its middle.
  int reach_ = 0;
};

/// What is seen of the template: outlines and numbers on white, in gamma-encoded sRGB.
std::vector<Color> paint_template(const NumberedAreas& areas, const NumberArguments& arguments,
                                  double scale, int threads);

}  // namespace color_clusters
