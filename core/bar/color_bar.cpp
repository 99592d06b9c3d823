// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/color_bar.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>

#include "core/base/sorted_indices.h"

namespace color_clusters {
namespace {

/// Fine enough to tell the shares of any numbers of pixels apart, and coarse enough that those
/// which are equal stay so, whatever the rounding.
constexpr double steps_per_pixel = 0x1p30;

}  // namespace

std::vector<int> segment_widths(std::span<const double> shares, int width) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  const bool has_negative = std::ranges::any_of(shares, [](double share) { return share < 0.0; });
  if (has_negative || !(sum > 0.0) || !std::isfinite(sum)) {
    throw std::invalid_argument("a color bar needs shares with a positive, finite sum");
  }
  if (width < 0) throw std::invalid_argument("a color bar cannot have a negative width");

  std::vector<int> widths;
  std::vector<double> remainders;
  widths.reserve(shares.size());
  remainders.reserve(shares.size());
  int left = width;
  for (const double share : shares) {
    const double exact = std::round(share / sum * width * steps_per_pixel) / steps_per_pixel;
    // Rounding must not hand out more pixels than there are.
    const int whole = std::clamp(static_cast<int>(std::floor(exact)), 0, left);
    widths.push_back(whole);
    remainders.push_back(exact - whole);
    left -= whole;
  }

  const std::vector<std::size_t> by_remainder = sorted_indices(
      shares.size(), [&](std::size_t i) { return remainders[i]; }, std::ranges::greater{});
  for (std::size_t i = 0; left > 0; i = (i + 1) % by_remainder.size(), --left) {
    ++widths[by_remainder[i]];
  }
  return widths;
}

}  // namespace color_clusters
