// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/void_and_cluster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <random>
#include <span>
#include <stdexcept>

namespace color_clusters {
namespace {

/// Of the Gaussian, in pixels, for all patterns but sparse ones.
constexpr double dense_deviation = 1.5;
/// The same for sparse ones, in parts of the distance between neighbors.
constexpr double sparse_deviation = 0.5;
/// Each Gaussian is cut off at this many standard deviations, where little is left of it.
constexpr double reach = 4.5;

/// The middle of a Gaussian. The crowd around a pixel is less than 2^23, so that no sum is rounded:
/// all of the narrowest Gaussian adds up to 2^22, and those of wider ones overlap no more.
constexpr double peak = 0x1p18;
/// Is added to the crowd of pixels that are set, so that all of theirs are greater than the others.
constexpr float set_more = 0x1p23F;

/// Numbers that are compared at a time.
constexpr std::size_t lanes = 16;

/// One pixel in this many is set at first, and left at last: enough for the result not to depend on
/// the random first places.
constexpr std::size_t few_share = 10;

/// The kernel: how much a pixel adds to the crowds around it. Integers, but stored as floats, whose
/// minimum and maximum take one vector instruction.
struct Window {
  std::size_t radius = 0;
  /// Row by row.
  std::vector<float> heights;

  [[nodiscard]] std::size_t side() const { return 2 * radius + 1; }
};

/// A kernel that does not overlap itself across the edges of the square.
Window gaussian(double deviation, std::size_t square_side) {
  Window window;
  window.radius =
      std::min(static_cast<std::size_t>(std::ceil(reach * deviation)), square_side / 2 - 1);
  for (std::size_t y = 0; y < window.side(); ++y) {
    for (std::size_t x = 0; x < window.side(); ++x) {
      const double dx = static_cast<double>(x) - static_cast<double>(window.radius);
      const double dy = static_cast<double>(y) - static_cast<double>(window.radius);
      const double height = std::exp(-(dx * dx + dy * dy) / (2.0 * deviation * deviation));
      window.heights.push_back(static_cast<float>(std::round(peak * height)));
    }
  }
  return window;
}

/// The minimum of a row, or the maximum; `Better` says which.
template <typename Better>
float best_of(std::span<const float> row, Better better) {
  std::array<float, lanes> best{};
  std::copy_n(row.begin(), lanes, best.begin());
  for (std::size_t x = lanes; x < row.size(); x += lanes) {
    for (std::size_t i = 0; i < lanes; ++i) {
      best[i] = better(row[x + i], best[i]) ? row[x + i] : best[i];
    }
  }
  return *std::min_element(best.begin(), best.end(), better);
}

/// Pixels of a square that are set or not, and how crowded it is around each.
class Pattern {
 public:
  Pattern(std::size_t side, double deviation)
      : side_(side),
        window_(gaussian(deviation, side)),
        crowds_(side * side),
        voids_(side),
        clusters_(side) {}

  [[nodiscard]] bool is_set(std::size_t pixel) const { return crowds_[pixel] >= set_more; }

  void set(std::size_t pixel) { change(pixel, 1.0F); }
  void clear(std::size_t pixel) { change(pixel, -1.0F); }

  /// The pixel that is not set with the least crowd around it; there must be one.
  std::size_t largest_void() { return find(voids_, std::less<>{}); }

  /// The pixel that is set with the greatest crowd around it; there must be one.
  std::size_t tightest_cluster() { return find(clusters_, std::greater<>{}); }

 private:
  /// Cached for a row: its best value, unless it has changed since.
  struct RowBest {
    float value = 0.0F;
    bool is_known = false;
  };

  void change(std::size_t pixel, float sign) {
    crowds_[pixel] += sign * set_more;
    const std::size_t left = (pixel + side_ - window_.radius) % side_;
    const std::size_t top = pixel / side_ + side_ - window_.radius;
    // Columns before the kernel wraps around.
    const std::size_t before = std::min(window_.side(), side_ - left);
    const float* heights = window_.heights.data();
    for (std::size_t v = 0; v < window_.side(); ++v) {
      const std::size_t y = (top + v) % side_;
      float* const row = crowds_.data() + y * side_;
      for (std::size_t u = 0; u < before; ++u) row[left + u] += sign * heights[u];
      for (std::size_t u = before; u < window_.side(); ++u) row[u - before] += sign * heights[u];
      heights += window_.side();
      voids_[y].is_known = clusters_[y].is_known = false;
    }
  }

  /// The first pixel with the best number of all.
  template <typename Better>
  std::size_t find(std::vector<RowBest>& rows, Better better) {
    std::size_t best = 0;
    for (std::size_t y = 0; y < side_; ++y) {
      if (!rows[y].is_known) {
        rows[y] = {.value = best_of(std::span(crowds_).subspan(y * side_, side_), better),
                   .is_known = true};
      }
      if (better(rows[y].value, rows[best].value)) best = y;
    }
    std::size_t pixel = best * side_;
    while (crowds_[pixel] != rows[best].value) ++pixel;
    return pixel;
  }

  std::size_t side_;
  Window window_;
  /// Around each pixel, and `set_more` if it is set itself.
  std::vector<float> crowds_;
  std::vector<RowBest> voids_;
  std::vector<RowBest> clusters_;
};

/// Sets some pixels at random, then moves them from the tightest cluster to the largest void until
/// that is the same place.
Pattern first_pattern(std::size_t side, std::size_t count) {
  Pattern pattern(side, dense_deviation);
  std::mt19937 random(1);
  for (std::size_t placed = 0; placed < count;) {
    const std::size_t pixel = random() % (side * side);
    if (pattern.is_set(pixel)) continue;
    pattern.set(pixel);
    ++placed;
  }
  while (true) {
    const std::size_t from = pattern.tightest_cluster();
    pattern.clear(from);
    const std::size_t to = pattern.largest_void();
    pattern.set(to);
    if (to == from) return pattern;
  }
}

/// Takes pixels away one by one, always from the tightest cluster, and calls `take(pixel, left)`
/// with the number of those that are left. The fewer they are, the wider is the Gaussian, or none
/// would be near enough to another to be told from it.
template <typename Take>
void thin_out(std::vector<std::size_t> pixels, std::size_t side, Take take) {
  std::size_t left = pixels.size();
  while (left > 0) {
    const double distance = static_cast<double>(side) / std::sqrt(static_cast<double>(left));
    Pattern pattern(side, std::max(sparse_deviation * distance, dense_deviation));
    for (const std::size_t pixel : pixels) pattern.set(pixel);
    for (const std::size_t end = left / 3; left > end;) {
      const std::size_t pixel = pattern.tightest_cluster();
      pattern.clear(pixel);
      take(pixel, --left);
    }
    std::erase_if(pixels, [&](std::size_t pixel) { return !pattern.is_set(pixel); });
  }
}

}  // namespace

std::vector<std::uint16_t> void_and_cluster(std::size_t side) {
  if (side < 32 || side > 256 || side % lanes != 0) {
    throw std::invalid_argument("a mask has 32 to 256 pixels a side, a multiple of 16");
  }
  const std::size_t size = side * side;
  const std::size_t few = size / few_share;
  std::vector<std::uint16_t> ranks(size);
  Pattern pattern = first_pattern(side, few);
  const auto pixels_where = [&](bool is_set) {
    std::vector<std::size_t> pixels;
    for (std::size_t pixel = 0; pixel < size; ++pixel) {
      if (pattern.is_set(pixel) == is_set) pixels.push_back(pixel);
    }
    return pixels;
  };
  thin_out(pixels_where(true), side, [&](std::size_t pixel, std::size_t left) {
    ranks[pixel] = static_cast<std::uint16_t>(left);
  });
  // Where more than half of the pixels are set, the tightest cluster of the others is the same as
  // the largest void: both crowds together are the same everywhere.
  for (std::size_t rank = few; rank < size - few; ++rank) {
    const std::size_t pixel = pattern.largest_void();
    pattern.set(pixel);
    ranks[pixel] = static_cast<std::uint16_t>(rank);
  }
  thin_out(pixels_where(false), side, [&](std::size_t pixel, std::size_t left) {
    ranks[pixel] = static_cast<std::uint16_t>(size - 1 - left);
  });
  return ranks;
}

}  // namespace color_clusters
