// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/halftone.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <stdexcept>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

/// Steps of the spot function's values that are equalized; in between it is nearly linear.
constexpr std::size_t steps = 4096;
/// Points along each axis of a quarter of a cell that are looked at for that.
constexpr int samples = 1024;

constexpr float squared(float value) { return value * value; }

/// When a place of a cell gets ink: from 0, first, to 1. `x` and `y` are 0 in the middle of the
/// cell and 1 at its sides.
float spot(DotShape shape, float x, float y) {
  switch (shape) {
    case DotShape::line:
      return y;
    case DotShape::ellipse: {
      const float place = 3.0F * x + 4.0F * y - 3.0F;
      if (place < 0.0F) return (squared(x) + squared(y / 0.75F)) / 8.0F;
      if (place > 1.0F) return 1.0F - (squared(1.0F - x) + squared((1.0F - y) / 0.75F)) / 8.0F;
      return 0.25F + 0.5F * place;
    }
    default:
      return x + y <= 1.0F ? (squared(x) + squared(y)) / 2.0F
                           : 1.0F - (squared(1.0F - x) + squared(1.0F - y)) / 2.0F;
  }
}

/// Of a cell, what has values of the spot function below each of `steps` ones, and below 1.
std::vector<float> shares_below(DotShape shape) {
  std::vector<std::uint32_t> counts(steps);
  for (int y = 0; y < samples; ++y) {
    for (int x = 0; x < samples; ++x) {
      const float value = spot(shape, (static_cast<float>(x) + 0.5F) / samples,
                               (static_cast<float>(y) + 0.5F) / samples);
      ++counts[std::min(static_cast<std::size_t>(value * steps), steps - 1)];
    }
  }
  std::vector<float> shares;
  std::uint32_t sum = 0;
  for (const std::uint32_t count : counts) {
    shares.push_back(static_cast<float>(sum) / (samples * samples));
    sum += count;
  }
  shares.push_back(1.0F);
  return shares;
}

/// How far a place is from the middle of its cell, 0 … 1; in units of 2^-32 of the cell's side.
float from_middle(std::uint32_t place) {
  return std::abs(static_cast<float>(static_cast<std::int32_t>(place ^ 0x80000000U))) * 0x1p-31F;
}

constexpr double unit = 4294967296.0;
/// Cells hold that many pixels along a side at most.
constexpr double widest_cell = 10000.0;

/// The powers of 1/x, where x^5 = x + 1, in units of 2^-32: steps in four directions that never
/// come back to where they were, or near it.
constexpr std::uint32_t power(double x, int exponent) {
  double value = unit;
  for (int i = 0; i < exponent; ++i) value /= x;
  return static_cast<std::uint32_t>(value);
}
constexpr double root = 1.1673039782614187;
constexpr std::uint32_t x_per_column = power(root, 1);
constexpr std::uint32_t x_per_row = power(root, 2);
constexpr std::uint32_t y_per_column = power(root, 3);
constexpr std::uint32_t y_per_row = power(root, 4);

}  // namespace

Halftone::Halftone(const HalftoneOptions& options)
    : shape_(options.shape), threads_(options.threads), shares_(shares_below(options.shape)) {
  const double cells = options.lines_per_inch / options.pixels_per_inch;
  if (!(options.lines_per_inch > 0.0 && options.pixels_per_inch > 0.0 && cells <= 1.0 &&
        cells >= 1.0 / widest_cell)) {
    throw std::invalid_argument("the lines of a halftone are 1 to 10000 pixels apart");
  }
  if (!std::isfinite(options.angle)) {
    throw std::invalid_argument("the angle of a halftone is a number");
  }
  const double angle = std::fmod(options.angle, 360.0) * std::numbers::pi / 180.0;
  right_across_ = std::llround(std::cos(angle) * cells * unit);
  right_down_ = std::llround(-std::sin(angle) * cells * unit);
}

/// What the spot function, equalized, has for a point of pixel (x, y).
float Halftone::threshold(std::uint32_t x, std::uint32_t y) const {
  // Whole cells, 2^32, do not count, so that sums may wrap around.
  const auto corner = [](std::int64_t step, std::uint32_t pixels) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(step) * pixels);
  };
  const auto within = [](std::int64_t step, std::uint32_t part) {
    return static_cast<std::uint32_t>(step * std::int64_t{part >> 1U} >> 31U);
  };
  const std::uint32_t point_x = x_per_column * x + x_per_row * y;
  const std::uint32_t point_y = y_per_column * x + y_per_row * y;
  const std::uint32_t across = corner(right_across_, x) - corner(right_down_, y) +
                               within(right_across_, point_x) - within(right_down_, point_y);
  const std::uint32_t down = corner(right_down_, x) + corner(right_across_, y) +
                             within(right_down_, point_x) + within(right_across_, point_y);
  const float value = spot(shape_, from_middle(across), from_middle(down)) * steps;
  const std::size_t step = std::min(static_cast<std::size_t>(value), steps - 1);
  const float below = shares_[step];
  return below + (value - static_cast<float>(step)) * (shares_[step + 1] - below);
}

void Halftone::screen(std::span<const float> amounts, int width, int first_row,
                      std::span<std::uint8_t> dots, int first_column) const {
  if (width <= 0 || first_row < 0 || first_column < 0 || dots.size() != amounts.size() ||
      amounts.size() % static_cast<std::size_t>(width) != 0) {
    throw std::invalid_argument("amounts and dots of a halftone are those of whole rows");
  }
  const auto columns = static_cast<std::size_t>(width);
  parallel_ranges(amounts.size() / columns, 16, threads_, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const auto y = static_cast<std::uint32_t>(static_cast<std::size_t>(first_row) + row);
      for (std::size_t x = 0; x < columns; ++x) {
        const float amount = amounts[row * columns + x];
        const auto column = static_cast<std::uint32_t>(static_cast<std::size_t>(first_column) + x);
        const bool prints = amount >= 1.0F || (amount > 0.0F && threshold(column, y) < amount);
        dots[row * columns + x] = static_cast<std::uint8_t>(prints ? 1 : 0);
      }
    }
  });
}

}  // namespace color_clusters
