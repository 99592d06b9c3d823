// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/cluster_split.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace color_clusters {
namespace {

/// A symmetric matrix: xx, xy, xz, yy, yz, zz.
using Symmetric = std::array<double, 6>;
using Vector = std::array<double, 3>;

Vector product(const Symmetric& m, const Vector& v) {
  return {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[1] * v[0] + m[3] * v[1] + m[4] * v[2],
          m[2] * v[0] + m[4] * v[1] + m[5] * v[2]};
}

/// The second moments about `origin` of a cluster with this mean.
Symmetric second_moments(const Moments& cluster, const Vector& mean, const Vector& origin) {
  const auto moment = [&](std::size_t square, std::size_t a, std::size_t b) {
    return cluster.square[square] / cluster.weight - mean[a] * origin[b] -
           origin[a] * (mean[b] - origin[b]);
  };
  return {moment(0, 0, 0), moment(1, 0, 1), moment(2, 0, 2),
          moment(3, 1, 1), moment(4, 1, 2), moment(5, 2, 2)};
}

/// The principal axis: an eigenvector of the largest eigenvalue, which is its length.
struct Axis {
  Vector direction{};
  double variance = 0.0;
};

/// By power iteration; the column of the largest variance is never orthogonal to the axis.
Axis principal_axis(const Symmetric& m) {
  Axis axis{{m[0], m[1], m[2]}, 0.0};
  if (m[3] > m[0] && m[3] >= m[5]) axis.direction = {m[1], m[3], m[4]};
  if (m[5] > m[0] && m[5] > m[3]) axis.direction = {m[2], m[4], m[5]};
  for (int i = 0; i < 12; ++i) {
    Vector& d = axis.direction;
    const double length = std::hypot(d[0], d[1], d[2]);
    if (!(length > 0.0)) return {};
    for (double& value : d) value /= length;
    d = product(m, d);
    axis.variance = std::hypot(d[0], d[1], d[2]);
  }
  return axis;
}

Vector mean_of(const Moments& cluster) {
  return {cluster.sum[0] / cluster.weight, cluster.sum[1] / cluster.weight,
          cluster.sum[2] / cluster.weight};
}

/// Splits along the principal axis as if the colors were normally distributed along it: the halves
/// have their means at sqrt(2/π) standard deviations, and their split takes 2/π of the variance.
Split split_of(const Moments& cluster) {
  if (cluster.weight <= 0.0) return {};
  const Color middle = cluster.mean();
  const Vector mean = mean_of(cluster);
  const Axis axis = principal_axis(second_moments(cluster, mean, mean));
  if (!(axis.variance > 0.0)) return {0.0, middle, middle};

  constexpr double two_over_pi = 0.6366197723675814;
  Split split;
  split.gain = two_over_pi * axis.variance * cluster.weight;
  const double offset = std::sqrt(two_over_pi * axis.variance) / axis.variance;
  for (std::size_t c = 0; c < 3; ++c) {
    split.first[c] = static_cast<float>(mean[c] - offset * axis.direction[c]);
    split.second[c] = static_cast<float>(mean[c] + offset * axis.direction[c]);
  }
  return split;
}

/// Adds a center to a cluster whose own is fixed at `center`. Along the axis on which the colors
/// are furthest from it, they are assumed to be distributed uniformly over an interval: from a to
/// b, with the fixed center at 0. The new center is the mean of what is nearer to it: 2b/3, or the
/// middle if that leaves no colors to the fixed one.
Split split_around(const Color& center, const Moments& cluster) {
  if (cluster.weight <= 0.0) return {0.0, center, center};
  const Vector mean = mean_of(cluster);
  const Vector origin{center[0], center[1], center[2]};
  Axis axis = principal_axis(second_moments(cluster, mean, origin));
  if (!(axis.variance > 0.0)) return {0.0, center, center};
  double middle = 0.0;
  for (std::size_t c = 0; c < 3; ++c) {
    axis.direction[c] /= axis.variance;
    middle += axis.direction[c] * (mean[c] - origin[c]);
  }
  const double variance = std::max(axis.variance - middle * middle, 0.0);
  const double half = std::sqrt(3.0 * variance);
  const double end = std::abs(middle) + half;
  const bool shares = end / 3.0 > std::abs(middle) - half;

  // A new center further along the axis than the mean follows the regression line.
  const double further = shares ? std::copysign(2.0 / 3.0 * end, middle) - middle : 0.0;
  const double part = shares ? end / (3.0 * half) : 1.0;
  Split split{0.0, center, center};
  for (std::size_t c = 0; c < 3; ++c) {
    const double to_mean = mean[c] - origin[c];
    const double slope =
        shares ? (axis.variance * axis.direction[c] - middle * to_mean) / variance : 0.0;
    const double offset = to_mean + slope * further;
    split.second[c] = static_cast<float>(origin[c] + offset);
    split.gain += cluster.weight * part * offset * offset;
  }
  return split;
}

}  // namespace

std::vector<Split> splits_of(std::span<const Moments> clusters, std::span<const Color> fixed) {
  std::vector<Split> splits;
  splits.reserve(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    splits.push_back(i < fixed.size() ? split_around(fixed[i], clusters[i])
                                      : split_of(clusters[i]));
  }
  return splits;
}

}  // namespace color_clusters
