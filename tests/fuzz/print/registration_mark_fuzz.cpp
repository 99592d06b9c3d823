// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/print/registration_mark.h"
#include "tests/fuzz/fuzz_colors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const int side = static_cast<int>(input.byte()) - 20;
  const int line = static_cast<int>(input.byte() % 64U) - 4;
  std::vector<std::uint8_t> mark;
  if (is_refused([&] { mark = draw_registration_mark(side, line); })) {
    require(side % 2 == 0 || line % 2 == 0 || line < 1 || side < 5 * line);
    return 0;
  }
  require(side % 2 == 1 && line % 2 == 1 && side >= 5 * line);
  const auto length = static_cast<std::size_t>(side);
  require(mark.size() == length * length);
  for (std::size_t y = 0; y < length; ++y) {
    for (std::size_t x = 0; x < length; ++x) {
      const std::uint8_t value = mark[y * length + x];
      require(value <= 1);
      require(value == mark[x * length + y]);
      require(value == mark[y * length + length - 1 - x]);
    }
    require(mark[y * length + length / 2] == 1);
  }
  return 0;
}
