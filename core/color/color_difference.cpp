// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/color_difference.h"

#include <cmath>
#include <numbers>

namespace color_clusters {
namespace {

constexpr double degree = std::numbers::pi / 180.0;

double power7(double x) { return x * x * x * x * x * x * x; }

/// sqrt(x^7 / (x^7 + 25^7)): how strongly a chroma counts as "far from gray".
double chroma_saturation(double chroma) {
  const double c7 = power7(chroma);
  return std::sqrt(c7 / (c7 + power7(25.0)));
}

/// Hue angle in degrees, 0 … 360; 0 for gray, as the formula wants it.
double hue_angle(double a, double b) {
  if (a == 0.0 && b == 0.0) return 0.0;
  const double angle = std::atan2(b, a) / degree;
  return angle < 0.0 ? angle + 360.0 : angle;
}

/// h2 - h1 the short way round.
double hue_difference(double h1, double h2) {
  const double difference = h2 - h1;
  if (difference > 180.0) return difference - 360.0;
  if (difference < -180.0) return difference + 360.0;
  return difference;
}

/// Mean of two hues on the arc between them.
double mean_hue(double h1, double h2) {
  const double sum = h1 + h2;
  if (std::abs(h1 - h2) <= 180.0) return sum / 2.0;
  return (sum < 360.0 ? sum + 360.0 : sum - 360.0) / 2.0;
}

}  // namespace

double ciede2000(const Color& lab1, const Color& lab2) {
  // The a axis is stretched near gray (equations 2 to 7 of the paper).
  const double mean_ab_chroma = (std::hypot(static_cast<double>(lab1[1]), lab1[2]) +
                                 std::hypot(static_cast<double>(lab2[1]), lab2[2])) /
                                2.0;
  const double stretch = 1.0 + 0.5 * (1.0 - chroma_saturation(mean_ab_chroma));
  const double a1 = stretch * lab1[1];
  const double a2 = stretch * lab2[1];
  const double c1 = std::hypot(a1, lab1[2]);
  const double c2 = std::hypot(a2, lab2[2]);
  const double h1 = hue_angle(a1, lab1[2]);
  const double h2 = hue_angle(a2, lab2[2]);

  // Without chroma there is no hue (equations 8 to 14).
  const bool has_hues = c1 * c2 != 0.0;
  const double hue_step = has_hues ? hue_difference(h1, h2) : 0.0;
  const double dl = static_cast<double>(lab2[0]) - lab1[0];
  const double dc = c2 - c1;
  const double dh = 2.0 * std::sqrt(c1 * c2) * std::sin(hue_step / 2.0 * degree);
  const double l = (static_cast<double>(lab1[0]) + lab2[0]) / 2.0;
  const double c = (c1 + c2) / 2.0;
  const double h = has_hues ? mean_hue(h1, h2) : h1 + h2;

  // Weights of the three differences and the rotation in the blues (equations 15 to 22).
  const double t = 1.0 - 0.17 * std::cos((h - 30.0) * degree) + 0.24 * std::cos(2.0 * h * degree) +
                   0.32 * std::cos((3.0 * h + 6.0) * degree) -
                   0.20 * std::cos((4.0 * h - 63.0) * degree);
  const double from_middle = (l - 50.0) * (l - 50.0);
  const double sl = 1.0 + 0.015 * from_middle / std::sqrt(20.0 + from_middle);
  const double sc = 1.0 + 0.045 * c;
  const double sh = 1.0 + 0.015 * c * t;
  const double from_blue = (h - 275.0) / 25.0;
  const double rotation =
      -std::sin(60.0 * std::exp(-from_blue * from_blue) * degree) * 2.0 * chroma_saturation(c);
  const double vl = dl / sl;
  const double vc = dc / sc;
  const double vh = dh / sh;
  return std::sqrt(vl * vl + vc * vc + vh * vh + rotation * vc * vh);
}

}  // namespace color_clusters
