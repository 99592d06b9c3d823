// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace color_clusters {

using Vector3 = std::array<double, 3>;
/// Row by row.
using Matrix3 = std::array<Vector3, 3>;

constexpr double dot(const Vector3& a, const Vector3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

constexpr Vector3 difference(const Vector3& a, const Vector3& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

constexpr Vector3 scaled(const Vector3& v, double factor) {
  return {v[0] * factor, v[1] * factor, v[2] * factor};
}

constexpr Vector3 cross(const Vector3& a, const Vector3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

inline double length(const Vector3& v) { return std::sqrt(dot(v, v)); }

/// Of length 1, in the direction of `v`, which has one.
inline Vector3 unit(const Vector3& v) { return scaled(v, 1.0 / length(v)); }

constexpr Vector3 product(const Matrix3& m, const Vector3& v) {
  Vector3 result{};
  for (std::size_t i = 0; i < 3; ++i) result[i] = dot(m[i], v);
  return result;
}

}  // namespace color_clusters
