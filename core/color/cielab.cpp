// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/cielab.h"

#include <array>
#include <cstddef>

#include "core/color/roots.h"
#include "core/color/srgb.h"

namespace color_clusters {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// Linear sRGB to XYZ of D50. Its rows add up to the white point, so that grays have no chroma.
constexpr Matrix xyz_from_linear{{{0.4360747, 0.3850649, 0.1430804},
                                  {0.2225045, 0.7168786, 0.0606169},
                                  {0.0139322, 0.0971045, 0.7141733}}};
constexpr Triple white{0.9642200, 1.0, 0.8252100};
constexpr double epsilon = 216.0 / 24389.0;
constexpr double kappa = 24389.0 / 27.0;

constexpr double determinant(const Matrix& m, std::size_t row, std::size_t column) {
  const std::size_t r1 = (row + 1) % 3;
  const std::size_t r2 = (row + 2) % 3;
  const std::size_t c1 = (column + 1) % 3;
  const std::size_t c2 = (column + 2) % 3;
  return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
}

constexpr Matrix inverse(const Matrix& m) {
  const double whole = m[0][0] * determinant(m, 0, 0) + m[0][1] * determinant(m, 0, 1) +
                       m[0][2] * determinant(m, 0, 2);
  Matrix result{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) result[i][j] = determinant(m, j, i) / whole;
  }
  return result;
}

constexpr Matrix linear_from_xyz = inverse(xyz_from_linear);

Triple product(const Matrix& m, const Triple& v) {
  Triple result{};
  for (std::size_t i = 0; i < 3; ++i) {
    result[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  }
  return result;
}

double lab_curve(double t) { return t > epsilon ? root<3>(t) : (kappa * t + 16.0) / 116.0; }

double inverse_lab_curve(double f) {
  const double cube = f * f * f;
  return cube > epsilon ? cube : (116.0 * f - 16.0) / kappa;
}

}  // namespace

Color lab_from_srgb(const Color& srgb) {
  const Color linear = linear_from_srgb(srgb);
  const Triple xyz = product(xyz_from_linear, {linear[0], linear[1], linear[2]});
  const double fx = lab_curve(xyz[0] / white[0]);
  const double fy = lab_curve(xyz[1] / white[1]);
  const double fz = lab_curve(xyz[2] / white[2]);
  return {static_cast<float>(116.0 * fy - 16.0), static_cast<float>(500.0 * (fx - fy)),
          static_cast<float>(200.0 * (fy - fz))};
}

Color srgb_from_lab(const Color& lab) {
  const double fy = (static_cast<double>(lab[0]) + 16.0) / 116.0;
  const Triple linear = product(
      linear_from_xyz, {white[0] * inverse_lab_curve(fy + static_cast<double>(lab[1]) / 500.0),
                        white[1] * inverse_lab_curve(fy),
                        white[2] * inverse_lab_curve(fy - static_cast<double>(lab[2]) / 200.0)});
  return srgb_from_linear({static_cast<float>(linear[0]), static_cast<float>(linear[1]),
                           static_cast<float>(linear[2])});
}

}  // namespace color_clusters
