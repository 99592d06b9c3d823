// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mixing/mix_program.h"

#include <algorithm>
#include <cmath>

namespace color_clusters {
namespace {

/// Corners of a tetrahedron around all palette colors, with the box from -0.5 to 0.5 well inside.
constexpr double corner_side = 4.0;
constexpr std::array<std::array<double, 3>, 4> corners{{{corner_side, corner_side, corner_side},
                                                        {corner_side, -corner_side, -corner_side},
                                                        {-corner_side, corner_side, -corner_side},
                                                        {-corner_side, -corner_side, corner_side}}};
/// So high that no corner is in a mix where palette colors can be.
constexpr double corner_cost = 1e4;
/// A share below this counts as 0.
constexpr double least_share = 1e-10;

/// How far colors can be from where they are meant to be: far more than floats round them by, and
/// far less than anybody sees.
constexpr double float_rounding = 1e-6;
/// More than what is lost by sums in double.
constexpr double double_rounding = 1e-12;

/// What a point may cost less than a linear function, in parts of how steep that is, for rounding.
constexpr double cost_rounding = 1e-9;

double at(const std::array<double, 4>& row, const MixPoint& point) {
  return row[0] * point[0] + row[1] * point[1] + row[2] * point[2] + row[3];
}

/// The linear function of a place that has the costs of a basis at its points.
std::array<double, 4> cost_function(const MixBasis& basis, const MixPoints& points) {
  std::array<double, 4> slope{};
  for (std::size_t c = 0; c < 4; ++c) {
    for (std::size_t i = 0; i < 4; ++i) {
      slope[c] += points.costs[basis.points[i]] * basis.inverse[i][c];
    }
  }
  return slope;
}

}  // namespace

void tidy(ConvexMix& mix) {
  const auto used = mix.parts.begin() + static_cast<std::ptrdiff_t>(mix.count);
  const auto end = std::remove_if(mix.parts.begin(), used,
                                  [](const auto& part) { return part.weight <= no_weight; });
  mix.count = static_cast<std::size_t>(end - mix.parts.begin());
  double sum = 0.0;
  for (auto part = mix.parts.begin(); part != end; ++part) sum += part->weight;
  for (auto part = mix.parts.begin(); part != end; ++part) part->weight /= sum;
  std::fill(end, mix.parts.end(), ConvexMix::Part{});
}

void MixPoints::flatten() {
  const MixPoint origin = point(0);
  // What is left of the way from there to a color without its parts along some directions.
  std::array<MixPoint, 2> directions{};
  const auto off = [&](std::size_t i, std::size_t count) {
    MixPoint way = difference(point(i), origin);
    for (std::size_t k = 0; k < count; ++k) {
      way = difference(way, scaled(directions[k], dot(way, directions[k])));
    }
    return way;
  };
  for (std::size_t count = 0; count <= directions.size(); ++count) {
    MixPoint farthest{};
    for (std::size_t i = 0; i < size; ++i) {
      const MixPoint way = off(i, count);
      if (dot(way, way) > dot(farthest, farthest)) farthest = way;
    }
    if (length(farthest) >= float_rounding) {
      if (count < directions.size()) directions[count] = unit(farthest);
      continue;
    }
    for (std::size_t i = 0; i < size; ++i) {
      const MixPoint way = off(i, count);
      if (length(way) < double_rounding) continue;
      const MixPoint moved = difference(point(i), way);
      for (std::size_t c = 0; c < 3; ++c) axes[c][i] = moved[c];
      costs[i] = dot(moved, moved);
    }
    return;
  }
}

void MixPoints::add_corners() {
  for (std::size_t c = 0; c < 3; ++c) {
    for (const MixPoint& corner : corners) axes[c].push_back(corner[c]);
  }
  costs.insert(costs.end(), corners.size(), corner_cost);
}

MixPoint mean(const ConvexMix& mix, const MixPoints& points) {
  MixPoint sum{};
  for (std::size_t i = 0; i < mix.count; ++i) {
    const MixPoint point = points.point(mix.parts[i].color);
    for (std::size_t c = 0; c < 3; ++c) sum[c] += mix.parts[i].weight * point[c];
  }
  return sum;
}

bool MixBasis::invert(const MixPoints& all) {
  // Gauss and Jordan's method, with the matrix at the left and what becomes its inverse beside it.
  std::array<std::array<double, 8>, 4> rows{};
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t c = 0; c < 3; ++c) rows[c][i] = all.axes[c][points[i]];
    rows[3][i] = 1.0;
    rows[i][4 + i] = 1.0;
  }
  for (std::size_t i = 0; i < 4; ++i) {
    std::size_t largest = i;
    for (std::size_t k = i + 1; k < 4; ++k) {
      if (std::abs(rows[k][i]) > std::abs(rows[largest][i])) largest = k;
    }
    std::swap(rows[i], rows[largest]);
    const double pivot = rows[i][i];
    if (std::abs(pivot) < 1e-14) return false;
    for (double& value : rows[i]) value /= pivot;
    for (std::size_t k = 0; k < 4; ++k) {
      if (k == i) continue;
      const double factor = rows[k][i];
      for (std::size_t c = 0; c < 8; ++c) rows[k][c] -= factor * rows[i][c];
    }
  }
  for (std::size_t i = 0; i < 4; ++i) std::copy_n(rows[i].begin() + 4, 4, inverse[i].begin());
  return true;
}

bool MixBasis::is_best(const MixPoints& all) const {
  const std::array<double, 4> slope = cost_function(*this, all);
  double steepness = 1.0;
  for (const double value : slope) steepness = std::max(steepness, std::abs(value));
  double least = 0.0;
  for (std::size_t j = 0; j < all.costs.size(); ++j) {
    const double cost = slope[0] * all.axes[0][j] + slope[1] * all.axes[1][j] +
                        slope[2] * all.axes[2][j] + slope[3];
    least = std::min(least, all.costs[j] - cost);
  }
  return least >= -cost_rounding * steepness;
}

/// Three corners and a palette color: the one that a linear function that is as high as the corners
/// at these three touches first when it is tilted down at the fourth.
MixBasis first_basis(const MixPoints& points) {
  MixBasis basis;
  double most = 0.0;
  for (std::size_t j = 0; j < points.size; ++j) {
    const double height =
        0.25 + dot(corners[3], points.point(j)) / (4.0 * corner_side * corner_side);
    const double tilt = (corner_cost - points.costs[j]) / height;
    if (tilt <= most) continue;
    most = tilt;
    basis.points[3] = static_cast<std::uint32_t>(j);
  }
  for (std::size_t i = 0; i < 3; ++i) basis.points[i] = static_cast<std::uint32_t>(points.size + i);
  basis.invert(points);
  return basis;
}

MixProgram::MixProgram(const MixPoints& points, const MixBasis& start, const MixPoint& target)
    : points_(points), basis_(start) {
  for (std::size_t i = 0; i < 4; ++i) weights_[i] = at(basis_.inverse[i], target);
}

bool MixProgram::solve() {
  for (int exchanges = 0; exchanges < most_exchanges; ++exchanges) {
    const auto leaving =
        static_cast<std::size_t>(std::ranges::min_element(weights_) - weights_.begin());
    if (weights_[leaving] >= -no_weight) return basis_.is_best(points_);
    const std::size_t entering = find_entering(leaving);
    if (entering == no_index) return false;
    exchange(leaving, entering);
  }
  return false;
}

ConvexMix MixProgram::mix() const {
  ConvexMix mix;
  for (std::size_t i = 0; i < 4; ++i) {
    if (basis_.points[i] >= points_.size) continue;
    mix.parts[mix.count++] = {.color = static_cast<std::uint16_t>(basis_.points[i]),
                              .weight = weights_[i]};
  }
  return mix;
}

bool MixProgram::is_inside() const {
  for (std::size_t i = 0; i < 4; ++i) {
    if (basis_.points[i] >= points_.size && weights_[i] > no_weight) return false;
  }
  return true;
}

std::size_t MixProgram::find_entering(std::size_t leaving) const {
  const std::array<double, 4> slope = cost_function(basis_, points_);
  const std::array<double, 4>& row = basis_.inverse[leaving];
  const double* const x = points_.axes[0].data();
  const double* const y = points_.axes[1].data();
  const double* const z = points_.axes[2].data();
  const double* const costs = points_.costs.data();
  const std::size_t size = points_.costs.size();
  double least = std::numeric_limits<double>::infinity();
  std::size_t best = no_index;
  // Some at a time, which the compiler turns into vector instructions.
  std::array<double, 16> shares{};
  std::array<double, 16> above{};
  for (std::size_t first = 0; first < size; first += shares.size()) {
    const std::size_t count = std::min(size - first, shares.size());
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t j = first + i;
      shares[i] = row[0] * x[j] + row[1] * y[j] + row[2] * z[j] + row[3];
      above[i] = costs[j] - (slope[0] * x[j] + slope[1] * y[j] + slope[2] * z[j] + slope[3]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      // Those of the basis have 0 or 1.
      if (shares[i] >= -least_share) continue;
      const double ratio = std::max(above[i], 0.0) / -shares[i];
      if (ratio >= least) continue;
      least = ratio;
      best = first + i;
    }
  }
  return best;
}

void MixProgram::exchange(std::size_t leaving, std::size_t entering) {
  const MixPoint point = points_.point(entering);
  std::array<double, 4> shares{};
  for (std::size_t i = 0; i < 4; ++i) shares[i] = at(basis_.inverse[i], point);
  const double pivot = shares[leaving];
  for (double& value : basis_.inverse[leaving]) value /= pivot;
  weights_[leaving] /= pivot;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i == leaving) continue;
    for (std::size_t c = 0; c < 4; ++c) {
      basis_.inverse[i][c] -= shares[i] * basis_.inverse[leaving][c];
    }
    weights_[i] -= shares[i] * weights_[leaving];
  }
  basis_.points[leaving] = static_cast<std::uint32_t>(entering);
}

}  // namespace color_clusters
