// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/numbers/number_picture.h"

#include <algorithm>
#include <cmath>

#include "core/bar/text_sizes.h"
#include "core/print/smooth_outlines.h"

namespace color_clusters {
namespace {

int quarters(double font) { return static_cast<int>(std::floor(font * 4.0)); }

}  // namespace

NumberSizes number_sizes(int shorter_side, const NumberArguments& arguments) {
  const TextSizes suitable(shorter_side);
  NumberSizes sizes{suitable.least(), suitable.most()};
  if (arguments.smallest > 0) sizes.smallest = arguments.smallest;
  if (arguments.largest > 0) sizes.largest = arguments.largest;
  // What was asked for counts.
  if (arguments.smallest == 0) sizes.smallest = std::min(sizes.smallest, sizes.largest);
  sizes.largest = std::max(sizes.smallest, sizes.largest);
  return sizes;
}

std::string number_text(std::size_t cluster) { return std::to_string(cluster + 1); }

double half_diagonal_of_numbers(const Lettering& lettering, std::size_t clusters) {
  double largest = 0.0;
  for (std::size_t i = 0; i < clusters; ++i) {
    const auto [width, height] = lettering.ink(number_text(i));
    largest = std::max(largest, std::hypot(width, height) / 2.0);
  }
  return largest;
}

double leader_width(int outline_width) { return std::max(1.0, outline_width / 2.0); }

std::vector<std::uint8_t> draw_template_lines(const NumberedAreas& areas,
                                              const NumberArguments& arguments, double scale,
                                              int threads, int first_row, int end_row) {
  const double width = arguments.outline_width * scale;
  const int drawn = std::clamp(static_cast<int>(std::lround(width)), 1, 20);
  std::vector<std::uint8_t> lines =
      draw_smooth_outlines(areas.map, {.width = drawn, .threads = threads}, first_row, end_row);
  const CoverageRows rows{lines, areas.map.width, first_row, end_row};
  for (const AreaNumber& number : areas.numbers) {
    if (!number.has_line) continue;
    draw_line({number.line_begin_x, number.line_begin_y, number.line_end_x, number.line_end_y,
               std::max(1.0, leader_width(arguments.outline_width) * scale)},
              rows);
  }
  if (width < 1.0) {
    for (std::uint8_t& line : lines) line = static_cast<std::uint8_t>(std::lround(line * width));
  }
  return lines;
}

NumberPicture::NumberPicture(std::vector<AreaNumber> numbers, const Lettering& lettering)
    : numbers_(std::move(numbers)) {
  std::ranges::stable_sort(numbers_, {}, &AreaNumber::y);
  for (const AreaNumber& number : numbers_) {
    TextPicture& text = texts_[{number.cluster, quarters(number.font)}];
    if (text.width == 0) {
      text = lettering.centered(number_text(number.cluster), quarters(number.font) / 4.0);
    }
    reach_ = std::max(reach_, text.height / 2 + 1);
  }
}

std::vector<std::uint8_t> NumberPicture::rows(int width, int first_row, int end_row) const {
  std::vector<std::uint8_t> rows(static_cast<std::size_t>(width) *
                                 static_cast<std::size_t>(end_row - first_row));
  const auto first = std::ranges::lower_bound(numbers_, static_cast<double>(first_row - reach_), {},
                                              &AreaNumber::y);
  for (auto number = first; number != numbers_.end() && number->y < end_row + reach_; ++number) {
    const TextPicture& text = texts_.at({number->cluster, quarters(number->font)});
    write_text(text, static_cast<int>(std::floor(number->x)) - text.width / 2,
               static_cast<int>(std::floor(number->y)) - text.height / 2, width, first_row, rows);
  }
  return rows;
}

std::vector<Color> paint_template(const NumberedAreas& areas, const NumberArguments& arguments,
                                  double scale, int threads) {
  const Lettering lettering;
  const int height = areas.map.height;
  const std::vector<std::uint8_t> lines =
      draw_template_lines(areas, arguments, scale, threads, 0, height);
  const std::vector<std::uint8_t> numbers =
      NumberPicture(areas.numbers, lettering).rows(areas.map.width, 0, height);
  std::vector<Color> picture(lines.size());
  for (std::size_t i = 0; i < picture.size(); ++i) {
    const float part = static_cast<float>(std::max(lines[i], numbers[i])) / 255.0F;
    for (std::size_t c = 0; c < 3; ++c) {
      picture[i][c] = 1.0F + (arguments.outline_color[c] - 1.0F) * part;
    }
  }
  return picture;
}

}  // namespace color_clusters
