// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace color_clusters {

/// Tells how many colors of some pixels differ when they are rounded to 8 bits: what a picture has
/// at least, before all of it is counted.
class ByteColorSample {
 public:
  ByteColorSample();

  /// Pixels and masks as FloatColorCounter::add takes them. What has no weight, no color or a value
  /// beyond 0 … 1 is left out.
  void add(std::span<const float> rgba, std::span<const float> mask);

  [[nodiscard]] std::size_t distinct_colors() const { return distinct_colors_; }

 private:
  /// A bit for each of the 2^24 colors.
  std::vector<std::uint64_t> is_there_;
  std::size_t distinct_colors_ = 0;
};

}  // namespace color_clusters
