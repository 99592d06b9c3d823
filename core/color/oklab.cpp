// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/oklab.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/base/parts.h"
#include "core/base/roots.h"

namespace color_clusters {
namespace {

/// Colors that are converted together.
constexpr std::size_t batch_size = 64;

/// Linear-light sRGB to Oklab, in place: up to batch_size colors.
void convert_batch(std::span<Color> colors) {
  std::array<double, 3 * batch_size> cones;
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const Color& linear = colors[i];
    std::ranges::copy(product(cones_from_linear_srgb, {linear[0], linear[1], linear[2]}),
                      &cones[3 * i]);
  }
  odd_roots<3>(std::span(cones).first(3 * colors.size()));
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const double* const root = &cones[3 * i];
    const Vector3 lab = product(oklab_from_cone_roots, {root[0], root[1], root[2]});
    colors[i] = {static_cast<float>(lab[0]), static_cast<float>(lab[1]),
                 static_cast<float>(lab[2])};
  }
}

}  // namespace

Color oklab_from_linear_srgb(const Color& linear) {
  Color color = linear;
  oklabs_from_linear_srgb(std::span(&color, 1));
  return color;
}

void oklabs_from_linear_srgb(std::span<Color> colors) {
  for_each_part<batch_size>(colors, convert_batch);
}

Color linear_srgb_from_oklab(const Color& lab) {
  const double lightness = lab[0];
  const double a = lab[1];
  const double b = lab[2];
  const auto cube = [](double x) { return x * x * x; };
  const double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  const double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  const double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
  return {static_cast<float>(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          static_cast<float>(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          static_cast<float>(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

}  // namespace color_clusters
