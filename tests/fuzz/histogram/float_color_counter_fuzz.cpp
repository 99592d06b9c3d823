// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/color/highlight_curve.h"
#include "core/histogram/byte_color_sample.h"
#include "core/histogram/float_color_counter.h"
#include "core/histogram/pixel_weight.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

constexpr float largest = largest_highlight;

struct Pixels {
  std::vector<float> rgba;
  std::vector<float> mask;
};

/// What counts of them: Σ weight, Σ weight × color, and the smallest and largest values.
struct Sums {
  double weight = 0.0;
  std::size_t pixels = 0;
  std::array<double, 3> color{};
  std::array<float, 3> low{largest, largest, largest};
  std::array<float, 3> high{-largest, -largest, -largest};
};

Sums sums_of(const Pixels& pixels) {
  Sums sums;
  for (std::size_t i = 0; i < pixels.mask.size(); ++i) {
    const float* p = &pixels.rgba[4 * i];
    if (!std::isfinite(p[0]) || !std::isfinite(p[1]) || !std::isfinite(p[2])) continue;
    const auto part = [](float value) { return value > 0.0F ? std::min(value, 1.0F) : 0.0F; };
    if (part(p[3]) == 0.0F || part(pixels.mask[i]) == 0.0F) continue;
    // What is seen at all weighs at least 1.
    const double weight =
        std::max<double>(std::round(part(p[3]) * part(pixels.mask[i]) * 65025.0F), 1.0);
    sums.weight += weight;
    ++sums.pixels;
    for (std::size_t c = 0; c < 3; ++c) {
      const float value = std::clamp(p[c], -largest, largest);
      sums.color[c] += weight * static_cast<double>(value);
      sums.low[c] = std::min(sums.low[c], value);
      sums.high[c] = std::max(sums.high[c], value);
    }
  }
  return sums;
}

void check(const ColorHistogram& histogram, const Pixels& pixels) {
  const Sums sums = sums_of(pixels);
  require(histogram.total_weight == sums.weight);
  require(histogram.pixels == sums.pixels);
  require(histogram.pixel_weight == full_weight);
  require(histogram.colors.size() == histogram.weights.size());
  require(histogram.distinct_colors == histogram.colors.size());
  require(histogram.colors.size() <= std::min<std::size_t>(pixels.mask.size(), 1U << 18U));
  double weight = 0.0;
  std::array<double, 3> color{};
  for (std::size_t i = 0; i < histogram.colors.size(); ++i) {
    require(histogram.weights[i] > 0.0);
    weight += histogram.weights[i];
    for (std::size_t c = 0; c < 3; ++c) {
      const float value = histogram.colors[i][c];
      // Values are counted in units of 2^-40.
      require(value >= sums.low[c] - 1e-12F && value <= sums.high[c] + 1e-12F);
      color[c] += histogram.weights[i] * static_cast<double>(value);
    }
  }
  require(weight == sums.weight);
  for (std::size_t c = 0; c < 3; ++c) {
    const double most = std::max({std::abs(sums.low[c]), std::abs(sums.high[c]), 1e-5F});
    require(std::abs(color[c] - sums.color[c]) <= 1e-7 * most * weight);
  }
}

/// Counts pixel by pixel, backward.
void count_backward(FloatColorCounter& counter, const Pixels& pixels, std::size_t first,
                    std::size_t end) {
  while (end > first) {
    --end;
    counter.add(std::span(pixels.rgba).subspan(4 * end, 4), std::span(pixels.mask).subspan(end, 1));
  }
}

/// Counts pixel by pixel, as colors; told how many of them differ in 8 bits.
ColorHistogram count_as_colors(const Pixels& pixels) {
  ByteColorSample sample;
  sample.add(pixels.rgba, pixels.mask);
  require(sample.distinct_colors() <= pixels.mask.size());
  FloatColorCounter counter(0, sample.distinct_colors() > FloatColorCounter::most_narrow_bins(0));
  for (std::size_t i = 0; i < pixels.mask.size(); ++i) {
    const float* p = &pixels.rgba[4 * i];
    const std::uint32_t weight = pixel_weight(p[3], pixels.mask[i]);
    if (weight > 0 && has_color(p)) counter.add_color({p[0], p[1], p[2]}, weight, 1);
  }
  return counter.histogram();
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const unsigned kind = input.byte();
  const std::size_t split = input.byte();
  Pixels pixels;
  const bool is_large = kind % 16U >= 14U;
  if (is_large) {
    // So many that the bins are made wider, near to or far from each other.
    const float step = kind % 2U == 0 ? 0x1p-16F : 0.017F;
    for (unsigned i = 0; i < 300000; ++i) {
      const auto value = [&](unsigned places) {
        return static_cast<float>((i >> places) % 128U) * step;
      };
      pixels.rgba.insert(pixels.rgba.end(), {value(0), value(7), value(14), 1.0F});
      pixels.mask.push_back(1.0F);
    }
  }
  while (input.size() > 0) {
    if (kind % 2U == 0) {
      for (int i = 0; i < 4; ++i) pixels.rgba.push_back(any_float(input));
      pixels.mask.push_back(any_float(input));
    } else {
      const Color color = any_color(input);
      const Color coverage = any_color(input);
      pixels.rgba.insert(pixels.rgba.end(), color.begin(), color.end());
      pixels.rgba.push_back(coverage[0]);
      pixels.mask.push_back(kind % 4U == 1U ? 1.0F : coverage[1]);
    }
  }

  FloatColorCounter whole;
  const bool is_selected =
      std::ranges::all_of(pixels.mask, [](float value) { return value == 1.0F; });
  whole.add(pixels.rgba, is_selected ? std::span<const float>{} : pixels.mask);
  const ColorHistogram histogram = whole.histogram();
  check(histogram, pixels);

  FloatColorCounter first;
  FloatColorCounter second;
  // Either part of a large picture, or both, can have wider bins than the other.
  const std::size_t half =
      is_large && split % 2 == 0 ? pixels.mask.size() - split : pixels.mask.size() * split / 256;
  count_backward(first, pixels, 0, half);
  count_backward(second, pixels, half, pixels.mask.size());
  second.merge(first);
  check_equal(histogram, second.histogram());
  check_equal(histogram, count_as_colors(pixels));
  return 0;
}
