// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace color_clusters {

/// Widths of the segments of a color bar of `width` pixels, proportional to `shares` (each >= 0,
/// any sum > 0). They add up to `width` exactly, differ from the exact proportion by less than a
/// pixel, and never put a smaller share before a larger one (largest-remainder apportionment; the
/// earlier of two equal remainders gets the pixel). Throws std::invalid_argument when a share or
/// `width` is negative or the sum of `shares` is not positive and finite.
std::vector<int> segment_widths(std::span<const double> shares, int width);

}  // namespace color_clusters
