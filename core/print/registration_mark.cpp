// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/registration_mark.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace color_clusters {

std::vector<std::uint8_t> draw_registration_mark(int side, int line) {
  if (line < 1 || line % 2 == 0 || side % 2 == 0 || side / 5 < line) {
    throw std::invalid_argument("the side of a registration mark is odd, as is that of its lines");
  }
  const int middle = side / 2;
  const double radius = side / 3.0;
  std::vector<std::uint8_t> mark;
  mark.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int y = -middle; y <= middle; ++y) {
    for (int x = -middle; x <= middle; ++x) {
      const bool is_cross = std::min(std::abs(x), std::abs(y)) <= line / 2;
      const bool is_ring = std::abs(std::hypot(x, y) - radius) <= line / 2.0;
      mark.push_back(static_cast<std::uint8_t>(is_cross || is_ring ? 1 : 0));
    }
  }
  return mark;
}

}  // namespace color_clusters
