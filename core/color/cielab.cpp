// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/cielab.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/base/parts.h"
#include "core/base/roots.h"
#include "core/color/srgb.h"

namespace color_clusters {
namespace {

/// Colors that are converted together.
constexpr std::size_t batch_size = 64;

constexpr double epsilon = 216.0 / 24389.0;
constexpr double kappa = 24389.0 / 27.0;

constexpr double determinant(const Matrix3& m, std::size_t row, std::size_t column) {
  const std::size_t r1 = (row + 1) % 3;
  const std::size_t r2 = (row + 2) % 3;
  const std::size_t c1 = (column + 1) % 3;
  const std::size_t c2 = (column + 2) % 3;
  return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
}

constexpr Matrix3 inverse(const Matrix3& m) {
  const double whole = m[0][0] * determinant(m, 0, 0) + m[0][1] * determinant(m, 0, 1) +
                       m[0][2] * determinant(m, 0, 2);
  Matrix3 result{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) result[i][j] = determinant(m, j, i) / whole;
  }
  return result;
}

constexpr Matrix3 linear_from_xyz = inverse(xyz_from_linear_srgb);

double inverse_lab_curve(double f) {
  const double cube = f * f * f;
  return cube > epsilon ? cube : (116.0 * f - 16.0) / kappa;
}

/// Gamma-encoded sRGB to CIELAB, in place: up to batch_size colors.
void convert_batch(std::span<Color> colors) {
  linear_from_srgb(colors);
  std::array<double, 3 * batch_size> parts;
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const Color& linear = colors[i];
    const Vector3 xyz = product(xyz_from_linear_srgb, {linear[0], linear[1], linear[2]});
    for (std::size_t c = 0; c < 3; ++c) parts[3 * i + c] = xyz[c] / white_d50[c];
  }
  apply_lab_curve(std::span(parts).first(3 * colors.size()));
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const double fx = parts[3 * i];
    const double fy = parts[3 * i + 1];
    const double fz = parts[3 * i + 2];
    colors[i] = {static_cast<float>(116.0 * fy - 16.0), static_cast<float>(500.0 * (fx - fy)),
                 static_cast<float>(200.0 * (fy - fz))};
  }
}

}  // namespace

void apply_lab_curve(std::span<double> parts) {
  constexpr std::size_t most = 3 * batch_size;
  for_each_part<most>(parts, [](std::span<double> some) {
    std::array<double, most> roots;
    std::ranges::copy(some, roots.begin());
    odd_roots<3>(std::span(roots).first(some.size()));
    for (std::size_t i = 0; i < some.size(); ++i) {
      some[i] = some[i] > epsilon ? roots[i] : (kappa * some[i] + 16.0) / 116.0;
    }
  });
}

Color lab_from_srgb(const Color& srgb) {
  Color color = srgb;
  labs_from_srgb(std::span(&color, 1));
  return color;
}

void labs_from_srgb(std::span<Color> colors) { for_each_part<batch_size>(colors, convert_batch); }

Color srgb_from_lab(const Color& lab) {
  const double fy = (static_cast<double>(lab[0]) + 16.0) / 116.0;
  const Vector3 linear =
      product(linear_from_xyz,
              {white_d50[0] * inverse_lab_curve(fy + static_cast<double>(lab[1]) / 500.0),
               white_d50[1] * inverse_lab_curve(fy),
               white_d50[2] * inverse_lab_curve(fy - static_cast<double>(lab[2]) / 200.0)});
  return srgb_from_linear({static_cast<float>(linear[0]), static_cast<float>(linear[1]),
                           static_cast<float>(linear[2])});
}

}  // namespace color_clusters
