// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace color_clusters {

/// Random numbers that do not depend on the standard library's distributions.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_()) / 4294967296.0;
  }
  int below(int end) { return static_cast<int>(uniform(0.0, end)); }
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(0.0, 1.0)));
    return radius * std::cos(uniform(0.0, 2.0 * std::numbers::pi));
  }

 private:
  std::mt19937 engine_;
};

/// One channel of a square picture, row by row, 0 … 255.
struct Plane {
  int side = 0;
  std::vector<double> values;

  explicit Plane(int size)
      : side(size), values(static_cast<std::size_t>(size) * static_cast<std::size_t>(size), 0.0) {}

  [[nodiscard]] double& at(int x, int y) {
    return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                  static_cast<std::size_t>(x)];
  }
  [[nodiscard]] double at(int x, int y) const {
    return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                  static_cast<std::size_t>(x)];
  }
};

/// Red, green and blue.
using Planes = std::array<Plane, 3>;

/// Defects of a picture, in the order in which they are applied.
struct Defects {
  /// By how much the drawing is enlarged to the size of the picture; below 1, it is made smaller.
  double scaling = 1.0;
  /// Edges drawn with 4 × 4 samples per pixel, in flat art those of blocks with 8 × 8.
  bool is_antialiased = false;
  /// Standard deviation of a Gaussian blur, in pixels; those at the border are repeated.
  double blur = 0.0;
  /// Standard deviation of Gaussian noise, in 8-bit units.
  double noise = 0.0;
  /// Quality of a JPEG-like compression (JFIF's YCbCr in blocks of 8 × 8); 100 is none.
  int jpeg_quality = 100;
  /// Whether JPEG keeps the resolution of the chroma (4:4:4) or halves it (4:2:0).
  bool has_full_chroma = false;
};

/// Applies the defects to a drawing. Returns three bytes for each pixel of a picture with this many
/// pixels a side, a multiple of 16 for JPEG.
std::vector<std::uint8_t> spoiled(Planes drawing, int side, const Defects& defects, Random& random);

}  // namespace color_clusters
