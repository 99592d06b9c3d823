// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
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

void round_to_bytes(Planes& planes);

/// Adds Gaussian noise of this standard deviation.
void add_noise(Planes& planes, double deviation, Random& random);

/// Blurs with a Gaussian of this standard deviation in pixels; pixels at the border are repeated.
void blur(Planes& planes, double deviation);

/// Scales to another size with the cubic of Catmull and Rom, made wider where the picture shrinks,
/// as painting programs do.
Planes resample(const Planes& planes, int side);

/// What JPEG loses: JFIF's YCbCr in blocks of 8 × 8, with half the chroma resolution both ways
/// (4:2:0) or all of it (4:4:4). The side has to be a multiple of 16.
void compress(Planes& planes, int quality, bool has_full_chroma);

}  // namespace color_clusters
