// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace color_clusters {

using Vector3 = std::array<double, 3>;
/// Row by row.
using Matrix3 = std::array<Vector3, 3>;

constexpr Vector3 product(const Matrix3& m, const Vector3& v) {
  Vector3 result{};
  for (std::size_t i = 0; i < 3; ++i) {
    result[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  }
  return result;
}

}  // namespace color_clusters
