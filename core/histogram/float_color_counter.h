// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/histogram/color_histogram.h"
#include "core/histogram/float_bins.h"

namespace color_clusters {

class ColorCells;

/// Counts the colors of pixels of any precision in bounded memory.
///
/// Colors are told apart to 2^-17 of the range 0 … 1 as long as there are few of them. Those of a
/// picture with thousands of colors in 8 bits are in bins as wide as the steps of 8 bits; wherever
/// there are more than fit, all bins are made twice as wide, as often as needed. Each keeps the
/// exact mean of its pixels. Sums are integers and the width depends only on the set of all pixels,
/// so the result does not depend on the order or on how the pixels were shared out between
/// counters.
///
/// The first pixels are kept, and tell how wide the bins have to be at least. Bins that are
/// narrower than 7 bits are in a hash table; a picture with too many of them has a table of all the
/// ordinary colors at 7 bits a channel (ColorCells), which is much faster.
class FloatColorCounter {
 public:
  /// `expected_pixels`: how many will be counted, by all counters that are to be merged. More than
  /// a million keep fewer narrow bins: they are enough, and take long to tell apart. The counters
  /// that are merged have the same number. `has_many_colors`: whether some of these pixels are
  /// known to have more than most_narrow_bins colors in 8 bits (ByteColorSample). Then none are
  /// filled in vain.
  explicit FloatColorCounter(std::size_t expected_pixels = 0, bool has_many_colors = false);

  /// How many narrow bins there are at most.
  static std::size_t most_narrow_bins(std::size_t expected_pixels);

  FloatColorCounter(FloatColorCounter&&) noexcept;
  FloatColorCounter& operator=(FloatColorCounter&&) noexcept;
  ~FloatColorCounter();

  /// Counts pixels of four floats: a gamma-encoded color (0 … 1 in gamut; larger and negative
  /// values are welcome) and alpha 0 … 1. Each is weighted by `pixel_weight` of alpha and its value
  /// in `mask` (0 … 1), which has one value per pixel or is empty when everything is selected. A
  /// pixel with a component that is infinite or not a number has no color and is left out; values
  /// beyond ± largest_highlight count as that.
  void add(std::span<const float> rgba, std::span<const float> mask);

  /// Counts `pixels` pixels of one color, whose components are finite. `weight` is what they weigh
  /// together.
  void add_color(const std::array<float, 3>& color, std::uint64_t weight, std::size_t pixels);

  /// Adds what `other` has counted.
  void merge(const FloatColorCounter& other);

  /// The histogram of all that was counted.
  [[nodiscard]] ColorHistogram histogram(int threads = 1) const;

 private:
  struct Pixel {
    std::array<float, 3> color;
    std::uint32_t weight;
  };

  [[nodiscard]] std::size_t most_entries() const;
  /// Adds the pixels with these numbers.
  void add_weighted(std::span<const float> rgba, std::span<const float> mask,
                    std::span<const std::uint32_t> numbers);
  void add_pixels(std::span<const Pixel> pixels);
  void add_to_cells(std::span<const Pixel> pixels);
  void add_to_bins(const Pixel& pixel, std::uint64_t key);
  void place_pending();
  [[nodiscard]] ColorHistogram list(int threads) const;
  void add_sums(std::uint64_t key, const ColorSums& sums);
  void make_room();
  void use_cells();

  std::size_t expected_pixels_;
  /// The first pixels, as long as there are not too many.
  std::vector<Pixel> pending_;
  bool is_pending_ = true;
  /// All colors or, with cells, those that are not ordinary.
  FloatBins bins_;
  /// Null as long as the bins are narrow.
  std::unique_ptr<ColorCells> cells_;
  /// How many pixels were counted.
  std::size_t pixels_ = 0;
};

}  // namespace color_clusters
