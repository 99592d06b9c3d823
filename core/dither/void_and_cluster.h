// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace color_clusters {

/// Ranks of the pixels of a square with `side` pixels a side, row by row: each number from 0 to
/// side² - 1 once, so that the pixels below any rank are spread evenly and without order (blue
/// noise), also across the edges, where the square meets copies of itself. `side` is a
/// multiple of 16 from 32 to 256; throws std::invalid_argument otherwise. Always the same.
///
/// Source: R. Ulichney, "The void-and-cluster method for dither array generation", 1993. How
/// crowded it is around a pixel is a sum of Gaussians on those that are set; their standard
/// deviation is 1.5 pixels, and more where less than a tenth is set, or not set. In whole numbers,
/// which add up to the same in any order and on any processor.
std::vector<std::uint16_t> void_and_cluster(std::size_t side);

}  // namespace color_clusters
