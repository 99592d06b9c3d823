// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace color_clusters {

/// A mark by which films are laid exactly over each other: a cross whose lines go through the whole
/// square, and a ring around its middle. 1 where it prints, elsewhere 0, row by row; the same after
/// a turn by 90° and in a mirror. `side` and `line`, the width of its lines, are pixels; both are
/// odd, and the lines take at most a fifth of the side. Throws std::invalid_argument if not.
std::vector<std::uint8_t> draw_registration_mark(int side, int line);

}  // namespace color_clusters
