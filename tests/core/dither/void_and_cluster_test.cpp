// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/void_and_cluster.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr std::size_t side = 64;
constexpr std::size_t size = side * side;

const std::vector<std::uint16_t>& ranks() {
  static const std::vector<std::uint16_t> result = void_and_cluster(side);
  return result;
}

/// The same ranks without any order: white noise.
std::vector<std::uint16_t> shuffled_ranks() {
  std::vector<std::uint16_t> result = ranks();
  std::mt19937 random(5);
  for (std::size_t i = size; i > 1; --i) std::swap(result[i - 1], result[random() % i]);
  return result;
}

/// Mean spectral power in a band of frequencies, in cycles per pixel, relative to the expected
/// power of white noise of the same variance.
double energy(const std::vector<std::uint16_t>& noise, double low, double high) {
  using Complex = std::complex<double>;
  std::vector<Complex> waves;
  for (std::size_t i = 0; i < side; ++i) {
    waves.push_back(std::polar(1.0, 2.0 * std::numbers::pi * static_cast<double>(i) / side));
  }
  std::vector<Complex> rows(size);
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t u = 0; u < side; ++u) {
      for (std::size_t x = 0; x < side; ++x) {
        const double value = (noise[y * side + x] + 0.5) / size - 0.5;
        rows[y * side + u] += value * waves[u * x % side];
      }
    }
  }
  double sum = 0.0;
  int count = 0;
  for (std::size_t v = 0; v < side; ++v) {
    for (std::size_t u = 0; u < side; ++u) {
      const auto cycles = [](std::size_t i) {
        return static_cast<double>(std::min(i, side - i)) / side;
      };
      const double frequency = std::hypot(cycles(u), cycles(v));
      if (frequency == 0.0 || frequency < low || frequency >= high) continue;
      Complex wave;
      for (std::size_t y = 0; y < side; ++y) wave += rows[y * side + u] * waves[v * y % side];
      sum += std::norm(wave);
      ++count;
    }
  }
  const double variance = 1.0 / 12.0;
  return sum / count / (variance * size);
}

/// The pixels with a rank below `end`.
std::vector<std::size_t> pixels_below(const std::vector<std::uint16_t>& of, std::size_t end) {
  std::vector<std::size_t> pixels;
  for (std::size_t i = 0; i < size; ++i) {
    if (of[i] < end) pixels.push_back(i);
  }
  return pixels;
}

/// For each of some pixels the distance to the nearest other one, in a square that wraps around.
std::vector<double> nearest_distances(const std::vector<std::size_t>& pixels) {
  const auto along = [](std::size_t a, std::size_t b) {
    const std::size_t difference = a > b ? a - b : b - a;
    return static_cast<double>(std::min(difference, side - difference));
  };
  std::vector<double> distances;
  for (const std::size_t a : pixels) {
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t b : pixels) {
      if (a == b) continue;
      least = std::min(least, std::hypot(along(a % side, b % side), along(a / side, b / side)));
    }
    distances.push_back(least);
  }
  return distances;
}

TEST(VoidAndCluster, HasEachRankOnce) {
  for (const std::size_t any : {32U, 48U, 128U}) {
    std::vector<std::uint16_t> sorted = void_and_cluster(any);
    std::ranges::sort(sorted);
    ASSERT_EQ(sorted.size(), any * any);
    for (std::size_t i = 0; i < sorted.size(); ++i) ASSERT_EQ(sorted[i], i);
  }
}

TEST(VoidAndCluster, HasLittleEnergyAtLowFrequencies) {
  const std::vector<std::uint16_t> white = shuffled_ranks();
  EXPECT_NEAR(energy(white, 0.0, 0.15), 1.0, 0.2);
  EXPECT_LT(energy(ranks(), 0.0, 0.15), 0.01);
  EXPECT_LT(energy(ranks(), 0.15, 0.25), 0.1);
  EXPECT_GT(energy(ranks(), 0.4, 0.75), 1.2);
}

TEST(VoidAndCluster, HasNoDirection) {
  // The power of a regular pattern is in a few peaks of the spectrum; here it is isotropic.
  double along = 0.0;
  double across = 0.0;
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const auto rank = static_cast<double>(ranks()[y * side + x]);
      along += std::abs(rank - ranks()[y * side + (x + 1) % side]);
      across += std::abs(rank - ranks()[(y + 1) % side * side + x]);
    }
  }
  EXPECT_NEAR(along / across, 1.0, 0.02);
}

TEST(VoidAndCluster, SpreadsTheFirstPixelsEvenly) {
  const std::vector<std::uint16_t> white = shuffled_ranks();
  for (const std::size_t count : {16U, 64U, 256U, 512U, 1024U}) {
    const double density = static_cast<double>(count) / size;
    // The mean beside that of points at random (P. J. Clark and F. C. Evans, "Distance to nearest
    // neighbor as a measure of spatial relationships in populations", 1954); 2.15 is the most.
    const auto evenness = [&](const std::vector<double>& distances) {
      double sum = 0.0;
      for (const double distance : distances) sum += distance;
      return sum / static_cast<double>(count) * 2.0 * std::sqrt(density);
    };
    const std::vector<double> found = nearest_distances(pixels_below(ranks(), count));
    EXPECT_GT(evenness(found), 1.4) << count;
    EXPECT_LT(evenness(nearest_distances(pixels_below(white, count))), 1.3) << count;
    if (count < 1024) {
      EXPECT_GT(*std::ranges::min_element(found), 0.55 / std::sqrt(density)) << count;
    }
  }
}

TEST(VoidAndCluster, GivesEachPartTheSameShareAtAnyLevel) {
  constexpr std::size_t part = 16;
  for (std::size_t end = size / 32; end < size; end += size / 32) {
    const double expected = static_cast<double>(end * part * part) / size;
    for (std::size_t top = 0; top < side; top += part) {
      for (std::size_t left = 0; left < side; left += part) {
        int count = 0;
        for (std::size_t i = 0; i < part * part; ++i) {
          count += ranks()[(top + i / part) * side + left + i % part] < end ? 1 : 0;
        }
        // Pixels on the edge may belong to either side; white noise is off by up to 25.
        EXPECT_NEAR(count, expected, 7.0) << end;
      }
    }
  }
}

TEST(VoidAndCluster, RejectsBadSizes) {
  EXPECT_THROW(void_and_cluster(16), std::invalid_argument);
  EXPECT_THROW(void_and_cluster(72), std::invalid_argument);
  EXPECT_THROW(void_and_cluster(272), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
