// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/oklab.h"

#include "core/color/roots.h"

namespace color_clusters {

Color oklab_from_linear_srgb(const Color& linear) {
  const double r = linear[0];
  const double g = linear[1];
  const double b = linear[2];
  const double l = cube_root(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = cube_root(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = cube_root(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {static_cast<float>(0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s),
          static_cast<float>(1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s),
          static_cast<float>(0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)};
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
