// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/registration_mark.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

namespace color_clusters {

std::vector<std::uint8_t> draw_registration_mark(int side, int line) {
  if (line < 1 || line % 2 == 0 || side % 2 == 0 || side / 5 < line) {
    throw std::invalid_argument("the side of a registration mark is odd, as is that of its lines");
  }
  const int middle = side / 2;
  // The ring's radius is a third of the side: six times its edges, in whole numbers.
  const auto squared = [](std::int64_t number) { return number * number; };
  const std::int64_t radius = std::int64_t{2} * side;
  const std::int64_t half_line = std::int64_t{3} * line;
  const std::int64_t inner = squared(radius - half_line);
  const std::int64_t outer = squared(radius + half_line);
  std::vector<std::uint8_t> mark;
  mark.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int y = -middle; y <= middle; ++y) {
    for (int x = -middle; x <= middle; ++x) {
      const bool is_cross = std::min(std::abs(x), std::abs(y)) <= line / 2;
      const std::int64_t distance = 36 * (squared(x) + squared(y));
      const bool is_ring = inner <= distance && distance <= outer;
      mark.push_back(static_cast<std::uint8_t>(is_cross || is_ring ? 1 : 0));
    }
  }
  return mark;
}

}  // namespace color_clusters
