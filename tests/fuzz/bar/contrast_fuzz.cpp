// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/bar/contrast.h"
#include "tests/fuzz/fuzz_colors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  while (input.size() > 0) {
    const double ground = relative_luminance(any_color(input));
    const double other = relative_luminance(any_color(input));
    require(ground >= 0.0 && ground <= 1.0 + 1e-6);
    const double ratio = contrast_ratio(ground, other);
    require(ratio >= 1.0 && ratio <= 21.0 + 1e-4);
    require(ratio == contrast_ratio(other, ground));
    // Between black and white one of them has at least the root of 21.
    const double best = std::max(contrast_ratio(ground, 0.0), contrast_ratio(ground, 1.0));
    require(best >= std::sqrt(21.0) - 1e-6);
  }
  return 0;
}
