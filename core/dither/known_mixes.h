// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/numbered_values.h"
#include "core/color/color.h"
#include "core/color/shared_colors.h"
#include "core/dither/picture_colors.h"

namespace color_clusters {

/// What a method of dithering keeps of the mixes of a picture's colors, each of which depends on
/// the color alone. Can be used from several threads at once.
template <typename Value, typename Colors>
class KnownMixes;

template <typename Value>
class KnownMixes<Value, LinearColors> {
 public:
  explicit KnownMixes(LinearColors) {}

  /// Writes what is kept of the pixels for which `is_wanted(i)` to `values`, which is as long; the
  /// others stay as they are. `find(linear, values)` finds what is not known.
  template <typename IsWanted, typename Find>
  void look_up(std::span<const Color> pixels, const IsWanted& is_wanted, const Find& find,
               std::span<Value> values) {
    known_.look_up(pixels, is_wanted, find, values);
  }

 private:
  SharedColors<Value, 20> known_;
};

template <typename Value>
class KnownMixes<Value, NumberedColors> {
 public:
  explicit KnownMixes(NumberedColors colors)
      : colors_(std::move(colors)), known_(colors_.count, std::min(2 * colors_.count, most_kept)) {}

  template <typename IsWanted, typename Find>
  void look_up(std::span<const std::uint32_t> pixels, const IsWanted& is_wanted, const Find& find,
               std::span<Value> values) {
    known_.look_up(
        pixels, is_wanted,
        [&](std::span<const std::uint32_t> unknown, std::span<Value> found) {
          std::vector<Color> linear(unknown.size());
          colors_.to_linear(unknown, linear);
          find(std::span<const Color>(linear), found);
        },
        values);
  }

 private:
  /// Twice as many as there are leave room for those that several threads find at the same time.
  static constexpr std::size_t most_kept = std::size_t{1} << 21;

  NumberedColors colors_;
  NumberedValues<Value> known_;
};

}  // namespace color_clusters
