// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/moments.h"

#include <algorithm>
#include <cstddef>

namespace color_clusters {

void Moments::add(const Color& color, double color_weight) {
  const double x = color[0];
  const double y = color[1];
  const double z = color[2];
  weight += color_weight;
  const double wx = color_weight * x;
  const double wy = color_weight * y;
  const double wz = color_weight * z;
  sum[0] += wx;
  sum[1] += wy;
  sum[2] += wz;
  square[0] += wx * x;
  square[1] += wx * y;
  square[2] += wx * z;
  square[3] += wy * y;
  square[4] += wy * z;
  square[5] += wz * z;
}

void Moments::add(const Moments& other) {
  weight += other.weight;
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other.sum[i];
  for (std::size_t i = 0; i < square.size(); ++i) square[i] += other.square[i];
}

Color Moments::mean() const {
  return {static_cast<float>(sum[0] / weight), static_cast<float>(sum[1] / weight),
          static_cast<float>(sum[2] / weight)};
}

double Moments::scatter() const {
  const double squares = square[0] + square[3] + square[5];
  const double of_mean = (sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]) / weight;
  return std::max(squares - of_mean, 0.0);
}

}  // namespace color_clusters
