// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>

#include "core/print/halftone.h"
#include "tests/fuzz/fuzz_colors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  constexpr std::array<double, 8> extremes{0.0,
                                           -1.0,
                                           1e-300,
                                           1e300,
                                           1.0,
                                           1e5,
                                           std::numeric_limits<double>::infinity(),
                                           std::numeric_limits<double>::quiet_NaN()};
  const unsigned kind = input.byte();
  HalftoneOptions options{.lines_per_inch = 1.0 + input.byte(),
                          .pixels_per_inch = 100.0 + input.byte(),
                          .angle = input.number() / 1e6,
                          .shape = static_cast<DotShape>(input.byte() % 3U)};
  if (kind % 8U == 0) options.lines_per_inch = extremes[input.byte() % 8U];
  if (kind % 8U == 1) options.pixels_per_inch = extremes[input.byte() % 8U];
  if (kind % 8U == 2) options.angle = extremes[input.byte() % 8U];
  const double apart = options.pixels_per_inch / options.lines_per_inch;
  if (is_refused([&] { Halftone{options}; })) {
    require(!(options.lines_per_inch > 0.0 && options.pixels_per_inch > 0.0 && apart >= 1.0 &&
              apart <= 9999.0 && std::isfinite(options.angle)));
    return 0;
  }
  require(apart > 0.999 && apart < 10001.0 && std::isfinite(options.angle));
  const int width = 1 + input.byte() % 40;
  const int first_row = input.number() & 0x7FFFFFF;
  std::vector<float> amounts(static_cast<std::size_t>(width * (input.byte() % 40)));
  for (float& amount : amounts) {
    const unsigned byte = input.byte();
    amount = byte < 250U ? static_cast<float>(byte) / 249.0F : any_float(input);
  }
  std::vector<std::uint8_t> dots(amounts.size());
  Halftone(options).screen(amounts, width, first_row, dots);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    require(dots[i] <= 1);
    if (!(amounts[i] > 0.0F)) require(dots[i] == 0);
    if (amounts[i] >= 1.0F) require(dots[i] == 1);
  }
  // A part of the rows has the dots of the whole.
  const int column = input.byte() % width;
  std::vector<float> part_amounts;
  std::vector<std::uint8_t> part_dots;
  for (std::size_t i = 0; i < dots.size(); ++i) {
    if (static_cast<int>(i % static_cast<std::size_t>(width)) < column) continue;
    part_amounts.push_back(amounts[i]);
    part_dots.push_back(dots[i]);
  }
  std::vector<std::uint8_t> part(part_amounts.size());
  Halftone(options).screen(part_amounts, width - column, first_row, part, column);
  require(part == part_dots);
  // More ink takes nothing away, and threads change nothing.
  std::vector<std::uint8_t> again(dots.size());
  options.threads = 3;
  const Halftone halftone(options);
  halftone.screen(amounts, width, first_row, again);
  require(again == dots);
  for (float& amount : amounts) amount += 0.1F;
  halftone.screen(amounts, width, first_row, again);
  for (std::size_t i = 0; i < dots.size(); ++i) require(again[i] >= dots[i]);
  return 0;
}
