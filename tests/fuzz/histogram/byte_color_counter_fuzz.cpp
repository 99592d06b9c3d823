// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

#include "core/color/morton.h"
#include "core/histogram/byte_color_counter.h"
#include "core/histogram/pixel_weight.h"
#include "tests/fuzz/fuzz_colors.h"

namespace color_clusters {
namespace {

struct Pixel {
  std::array<std::uint8_t, 3> color;
  std::uint8_t alpha;
  std::uint8_t mask;
};

/// Counts pixels one way or the other; those that are full and wanted so without their alpha.
void count(ByteColorCounter& counter, std::span<const Pixel> pixels, bool plain) {
  std::vector<std::uint8_t> rgb;
  std::vector<std::uint8_t> rgba;
  std::vector<std::uint8_t> mask;
  for (const auto& [color, alpha, selected] : pixels) {
    if (plain && alpha == 255 && selected == 255) {
      rgb.insert(rgb.end(), color.begin(), color.end());
      continue;
    }
    rgba.insert(rgba.end(), color.begin(), color.end());
    rgba.push_back(alpha);
    mask.push_back(selected);
  }
  counter.add(rgb);
  const bool all_selected = std::ranges::all_of(mask, [](unsigned value) { return value == 255; });
  counter.add_weighted(rgba, all_selected ? std::span<const std::uint8_t>{} : mask);
}

void check(const ColorHistogram& histogram, std::span<const Pixel> pixels) {
  std::map<std::uint32_t, double> weights;
  double total = 0.0;
  std::size_t touched = 0;
  for (const auto& [color, alpha, mask] : pixels) {
    const double weight = static_cast<double>(alpha) * mask;
    if (weight > 0.0) ++touched;
    if (weight > 0.0) weights[morton_index(color[0], color[1], color[2])] += weight;
    total += weight;
  }
  require(histogram.total_weight == total);
  require(histogram.pixels == touched);
  require(histogram.pixel_weight == full_weight);
  require(histogram.distinct_colors == weights.size() && histogram.colors.size() == weights.size());
  std::size_t i = 0;
  for (const auto& [index, weight] : weights) {
    require(histogram.weights[i] == weight);
    const std::array<std::uint8_t, 3> color = morton_color(index);
    for (std::size_t c = 0; c < 3; ++c) {
      require(histogram.colors[i][c] == static_cast<float>(color[c]) / 255.0F);
    }
    ++i;
  }
}

/// More colors than there can be entries: a cube of all that are near the middle.
void check_bins(bool weighted) {
  constexpr unsigned side = 130;
  std::vector<std::uint8_t> bytes;
  for (unsigned i = 0; i < side * side * side; ++i) {
    for (const unsigned value : {i / side / side, i / side % side, i % side}) {
      bytes.push_back(static_cast<std::uint8_t>(60 + value));
    }
    if (weighted) bytes.push_back(static_cast<std::uint8_t>(i % 255U + 1U));
  }
  ByteColorCounter counter;
  weighted ? counter.add_weighted(bytes, {}) : counter.add(bytes);
  const ColorHistogram histogram = counter.histogram(1);
  check_equal(histogram, counter.histogram(3));
  require(histogram.distinct_colors == side * side * side);
  require(histogram.colors.size() == side * side * side / 8);
  double total = 0.0;
  for (const double weight : histogram.weights) total += weight;
  require(histogram.total_weight == total);
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const unsigned kind = input.byte();
  if (kind % 64U == 40U) check_bins(input.byte() % 2U == 0);
  // Few different values, so that colors are there several times.
  const unsigned step = 1U + input.byte() % 64U;
  const std::size_t split = input.byte();
  std::vector<Pixel> pixels;
  while (input.size() > 0) {
    Pixel pixel{{}, 255, 255};
    for (std::uint8_t& value : pixel.color) value = static_cast<std::uint8_t>(input.byte() * step);
    const std::uint8_t transparency = input.byte();
    if (kind % 4U != 0) pixel.alpha = static_cast<std::uint8_t>(255U - transparency % step);
    if (kind % 4U == 2U) pixel.mask = static_cast<std::uint8_t>(255U - transparency / 4U);
    pixels.push_back(pixel);
    // As many of one color as overflow the sum of a table.
    if (kind % 16U == 9U && pixels.size() == 1) {
      pixels.insert(pixels.end(), 140000, {pixel.color, 255, 255});
    }
  }

  ByteColorCounter whole;
  count(whole, pixels, true);
  const ColorHistogram histogram = whole.histogram(1);
  check(histogram, pixels);
  check_equal(histogram, whole.histogram(3));

  ByteColorCounter first;
  ByteColorCounter second;
  const std::size_t half = pixels.size() * split / 256;
  count(second, std::span(pixels).first(half), false);
  count(first, std::span(pixels).subspan(half), true);
  first.merge(std::move(second));
  check_equal(histogram, first.histogram(1));
  return 0;
}
