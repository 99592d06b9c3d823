// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace color_clusters {

/// Widths of the segments of a color bar of `width` pixels, proportional to `shares` (each >= 0,
/// any sum > 0), by largest remainders: of its exact part of the width each gets the whole pixels,
/// and the pixels that are left go one by one to those with the largest remainders, of equal ones
/// to the earlier. Exact parts are rounded to 2^-30 pixels, so that the same shares are equal
/// whatever they were divided by.
///
/// So the widths add up to `width` exactly, differ from the exact parts by less than a pixel, and a
/// share never gets less than one that is smaller (by 2^-30 pixels or more). There is no least
/// width: a part of less than a pixel gets one pixel or none, by its remainder like all others, and
/// where there are more shares than pixels some get none. Throws std::invalid_argument when a share
/// or `width` is negative or the sum of `shares` is not positive and finite.
std::vector<int> segment_widths(std::span<const double> shares, int width);

}  // namespace color_clusters
