// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/convex_mix.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

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
/// Weights below this are what rounding leaves of 0.
constexpr double no_weight = 1e-9;
/// A share below this is not told from 0.
constexpr double least_share = 1e-10;
/// Places nearer than this, in parts of the palette's width, are the same.
constexpr double same_place = 1e-7;
/// Far more than it ever takes: it ends a program that goes around in circles because several bases
/// describe one point. Its mix is right, but perhaps not the best.
constexpr int most_exchanges = 200;

/// Of the grid that says where to begin, unless the palette is so large that it would take long to
/// fill.
constexpr std::size_t cells_per_axis = 16;
constexpr std::size_t few_cells_per_axis = 4;
constexpr std::size_t large_palette = 2048;

constexpr std::size_t no_index = std::numeric_limits<std::size_t>::max();

double dot(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

std::array<double, 3> difference(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

/// Leaves out parts without weight, and makes the weights of the others add up to 1.
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

}  // namespace

ConvexMixer::ConvexMixer(std::span<const Color> palette)
    : size_(palette.size()),
      costs_(palette.size()),
      cells_along_axis_(size_ < large_palette ? cells_per_axis : few_cells_per_axis) {
  if (palette.empty() || palette.size() > std::numeric_limits<std::uint16_t>::max()) {
    throw std::invalid_argument("a palette has 1 to 65535 colors");
  }
  double longest = 0.0;
  for (std::size_t c = 0; c < 3; ++c) {
    double low = palette[0][c];
    double high = low;
    for (const Color& color : palette) {
      if (!std::isfinite(color[c])) throw std::invalid_argument("a palette color is not finite");
      low = std::min(low, static_cast<double>(color[c]));
      high = std::max(high, static_cast<double>(color[c]));
    }
    middle_[c] = (low + high) / 2.0;
    half_side_[c] = (high - low) / 2.0;
    longest = std::max(longest, high - low);
  }
  if (longest > 0.0) scale_ = 1.0 / longest;
  for (std::size_t c = 0; c < 3; ++c) {
    half_side_[c] *= scale_;
    axes_[c].reserve(size_ + corners.size());
    for (std::size_t j = 0; j < size_; ++j) {
      const double coordinate = (palette[j][c] - middle_[c]) * scale_;
      axes_[c].push_back(coordinate);
      costs_[j] += coordinate * coordinate;
    }
    for (const Point& corner : corners) axes_[c].push_back(corner[c]);
  }
  costs_.insert(costs_.end(), corners.size(), corner_cost);
  fill_cells();
}

/// Where a color is, but not further from the box than a thousand times its longest side.
ConvexMixer::Point ConvexMixer::place(const Color& color) const {
  Point result{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double value = std::isnan(color[c]) ? 0.0 : static_cast<double>(color[c]);
    const double most = half_side_[c] + 1000.0;
    result[c] = std::clamp((value - middle_[c]) * scale_, -most, most);
  }
  return result;
}

bool ConvexMixer::is_in_box(const Point& place) const {
  bool is_inside = true;
  for (std::size_t c = 0; c < 3; ++c) {
    is_inside = is_inside && std::abs(place[c]) <= half_side_[c] + no_weight;
  }
  return is_inside;
}

/// Whether that is what the colors of a mix come to, as near as a color can be told. Where many
/// colors are on one plane, rounding can spoil a basis.
bool ConvexMixer::has_mean(const ConvexMix& mix, const Point& mean) const {
  Point away = mean;
  for (std::size_t i = 0; i < mix.count; ++i) {
    const Point color = point(mix.parts[i].color);
    for (std::size_t c = 0; c < 3; ++c) away[c] -= mix.parts[i].weight * color[c];
  }
  return dot(away, away) < same_place * same_place;
}

/// The linear program of a mix. At any time four points are its basis, palette colors or corners,
/// with weights whose mean is the target. Costs of the other points are never below the linear
/// function that has those of the basis: the basis is the best one for all targets for which no
/// weight is negative. As long as one is, its point is exchanged for the one that is the first to
/// touch the function when that is tilted.
class ConvexMixer::Program {
 public:
  Program(const ConvexMixer& palette, const Basis& start, const Point& target)
      : palette_(palette), basis_(start) {
    set_weights(target);
  }

  /// False if that takes too long, or if rounding has made the basis useless.
  bool solve() {
    for (int exchanges = 0; exchanges < most_exchanges; ++exchanges) {
      const auto leaving =
          static_cast<std::size_t>(std::ranges::min_element(weights_) - weights_.begin());
      if (weights_[leaving] >= -no_weight) return true;
      const std::size_t entering = find_entering(leaving);
      if (entering == no_index) return false;
      exchange(leaving, entering);
    }
    return false;
  }

  [[nodiscard]] const Basis& basis() const { return basis_; }

  /// The palette colors of the basis with their weights, which add up to 1 if the target is inside.
  [[nodiscard]] ConvexMix mix() const {
    ConvexMix mix;
    for (std::size_t i = 0; i < 4; ++i) {
      if (basis_.points[i] >= palette_.size_) continue;
      mix.parts[mix.count++] = {.color = static_cast<std::uint16_t>(basis_.points[i]),
                                .weight = weights_[i]};
    }
    return mix;
  }

  [[nodiscard]] bool is_inside() const {
    for (std::size_t i = 0; i < 4; ++i) {
      if (basis_.points[i] >= palette_.size_ && weights_[i] > no_weight) return false;
    }
    return true;
  }

 private:
  void set_weights(const Point& target) {
    for (std::size_t i = 0; i < 4; ++i) weights_[i] = at(basis_.inverse[i], target);
  }

  static double at(const std::array<double, 4>& row, const Point& point) {
    return row[0] * point[0] + row[1] * point[1] + row[2] * point[2] + row[3];
  }

  std::size_t find_entering(std::size_t leaving) const {
    std::array<double, 4> slope{};
    for (std::size_t c = 0; c < 4; ++c) {
      for (std::size_t i = 0; i < 4; ++i) {
        slope[c] += palette_.costs_[basis_.points[i]] * basis_.inverse[i][c];
      }
    }
    const std::array<double, 4>& row = basis_.inverse[leaving];
    const double* const x = palette_.axes_[0].data();
    const double* const y = palette_.axes_[1].data();
    const double* const z = palette_.axes_[2].data();
    const double* const costs = palette_.costs_.data();
    const std::size_t size = palette_.costs_.size();
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

  void exchange(std::size_t leaving, std::size_t entering) {
    const Point point = palette_.point(entering);
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

  const ConvexMixer& palette_;
  Basis basis_;
  std::array<double, 4> weights_{};
};

/// The number of the cell of a place in the box. Cells are smaller toward the box's lower corner:
/// in linear light dark colors are close together.
std::size_t ConvexMixer::cell_of(const Point& place) const {
  std::size_t cell = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double part = half_side_[c] > 0.0 ? 0.5 + 0.5 * place[c] / half_side_[c] : 0.0;
    const double position =
        std::sqrt(std::clamp(part, 0.0, 1.0)) * static_cast<double>(cells_along_axis_);
    cell = cell * cells_along_axis_ +
           std::min(static_cast<std::size_t>(position), cells_along_axis_ - 1);
  }
  return cell;
}

ConvexMixer::Point ConvexMixer::middle_of_cell(std::size_t x, std::size_t y, std::size_t z) const {
  const std::array<std::size_t, 3> cell{x, y, z};
  Point result{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double root =
        (static_cast<double>(cell[c]) + 0.5) / static_cast<double>(cells_along_axis_);
    result[c] = half_side_[c] * (2.0 * root * root - 1.0);
  }
  return result;
}

/// Walks through the grid forth and back, so that each cell is next to the one before it.
void ConvexMixer::fill_cells() {
  const std::size_t n = cells_along_axis_;
  cells_.resize(n * n * n);
  Basis basis = first_basis();
  for (std::size_t x = 0; x < n; ++x) {
    for (std::size_t v = 0; v < n; ++v) {
      const std::size_t y = x % 2 == 0 ? v : n - 1 - v;
      for (std::size_t w = 0; w < n; ++w) {
        const std::size_t z = (x + v) % 2 == 0 ? w : n - 1 - w;
        Program program(*this, basis, middle_of_cell(x, y, z));
        program.solve();
        basis = program.basis();
        // What rounding has done to it would grow from cell to cell.
        if (!invert(basis)) basis = program.basis();
        cells_[(x * n + y) * n + z] = basis;
      }
    }
  }
}

/// Three corners and a palette color: the one that a linear function that is as high as the corners
/// at these three touches first when it is tilted down at the fourth.
ConvexMixer::Basis ConvexMixer::first_basis() const {
  Basis basis;
  double most = 0.0;
  for (std::size_t j = 0; j < size_; ++j) {
    const double height = 0.25 + dot(corners[3], point(j)) / (4.0 * corner_side * corner_side);
    const double tilt = (corner_cost - costs_[j]) / height;
    if (tilt <= most) continue;
    most = tilt;
    basis.points[3] = static_cast<std::uint32_t>(j);
  }
  for (std::size_t i = 0; i < 3; ++i) basis.points[i] = static_cast<std::uint32_t>(size_ + i);
  invert(basis);
  return basis;
}

/// Sets the inverse for the points of a basis; false if they lie on a plane.
bool ConvexMixer::invert(Basis& basis) const {
  // Gauss and Jordan's method, with the matrix at the left and what becomes its inverse beside it.
  std::array<std::array<double, 8>, 4> rows{};
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t c = 0; c < 3; ++c) rows[c][i] = axes_[c][basis.points[i]];
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
  for (std::size_t i = 0; i < 4; ++i) std::copy_n(rows[i].begin() + 4, 4, basis.inverse[i].begin());
  return true;
}

/// The nearest point of the hull, as a mix of palette colors: they span the face on which it lies.
class ConvexMixer::NearestOfHull {
 public:
  NearestOfHull(const ConvexMixer& palette, const Point& target)
      : palette_(palette), target_(target) {}

  /// Begins at the palette colors of a mix, or at the one nearest to the target if there are none.
  void find(const ConvexMix& beginning) {
    if (beginning.count == 0 || !start_at(beginning)) start();
    for (int steps = 0; steps < most_exchanges; ++steps) {
      const std::size_t added = find_added();
      if (added == no_index || count_ == 4) return;
      points_[count_] = added;
      weights_[count_] = 0.0;
      ++count_;
      if (!settle()) return;
      set_nearest();
    }
  }

  [[nodiscard]] const Point& nearest() const { return nearest_; }

  /// Whether palette colors are on the face that are not in the mix, so that there may be others.
  [[nodiscard]] bool has_others() const { return has_others_; }

  [[nodiscard]] ConvexMix mix() const {
    ConvexMix mix{.parts = {}, .count = count_, .is_inside = false};
    for (std::size_t i = 0; i < count_; ++i) {
      mix.parts[i] = {.color = static_cast<std::uint16_t>(points_[i]), .weight = weights_[i]};
    }
    tidy(mix);
    return mix;
  }

 private:
  void start() {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < palette_.size_; ++j) {
      const Point to = difference(palette_.point(j), target_);
      if (dot(to, to) >= least) continue;
      least = dot(to, to);
      points_[0] = j;
    }
    weights_[0] = 1.0;
    count_ = 1;
    set_nearest();
  }

  bool start_at(const ConvexMix& beginning) {
    count_ = beginning.count;
    for (std::size_t i = 0; i < count_; ++i) {
      points_[i] = beginning.parts[i].color;
      weights_[i] = 1.0 / static_cast<double>(count_);
    }
    const bool is_settled = settle();
    set_nearest();
    return is_settled;
  }

  void set_nearest() {
    nearest_ = {};
    for (std::size_t i = 0; i < count_; ++i) {
      const Point point = palette_.point(points_[i]);
      for (std::size_t c = 0; c < 3; ++c) nearest_[c] += weights_[i] * point[c];
    }
  }

  /// The palette color that is furthest on this side of the plane through the nearest point so far,
  /// or none if all are on it or beyond.
  std::size_t find_added() {
    const Point normal = difference(nearest_, target_);
    const double plane = dot(normal, nearest_);
    const double length = std::sqrt(dot(normal, normal));
    const double flat = no_weight * length;
    std::size_t on_plane = 0;
    std::size_t best = no_index;
    double least = plane - 1e-13 * (1.0 + length);
    for (std::size_t j = 0; j < palette_.size_; ++j) {
      const double height = dot(normal, palette_.point(j));
      on_plane += height <= plane + flat ? 1 : 0;
      if (height < least) {
        least = height;
        best = j;
      }
    }
    has_others_ = on_plane > count_;
    const auto used = points_.begin() + static_cast<std::ptrdiff_t>(count_);
    return std::find(points_.begin(), used, best) == used ? best : no_index;
  }

  /// Moves to the nearest point of the plane (or line) through the points, and drops those in the
  /// way until it is between the others.
  bool settle() {
    while (true) {
      std::array<double, 4> wanted{};
      if (!solve_plane(wanted)) {
        --count_;
        return false;
      }
      double step = 1.0;
      for (std::size_t i = 0; i < count_; ++i) {
        if (wanted[i] > no_weight) continue;
        step = std::min(step, weights_[i] / std::max(weights_[i] - wanted[i], no_weight));
      }
      for (std::size_t i = 0; i < count_; ++i) {
        weights_[i] += step * (wanted[i] - weights_[i]);
      }
      if (step >= 1.0) return true;
      std::size_t kept = 0;
      for (std::size_t i = 0; i < count_; ++i) {
        if (weights_[i] <= no_weight) continue;
        points_[kept] = points_[i];
        weights_[kept++] = weights_[i];
      }
      if (kept == count_) return false;
      count_ = kept;
    }
  }

  /// The weights, of any sign, of the point nearest to the target on the plane through the points;
  /// false if they do not span one. By the normal equations of the differences to the first point.
  bool solve_plane(std::array<double, 4>& wanted) const {
    const std::size_t n = count_ - 1;
    const Point origin = palette_.point(points_[0]);
    const Point to_target = difference(target_, origin);
    std::array<Point, 3> sides{};
    std::array<std::array<double, 4>, 3> rows{};
    for (std::size_t i = 0; i < n; ++i) {
      sides[i] = difference(palette_.point(points_[i + 1]), origin);
      rows[i][3] = dot(sides[i], to_target);
      for (std::size_t k = 0; k <= i; ++k) rows[i][k] = rows[k][i] = dot(sides[i], sides[k]);
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (rows[i][i] <= 1e-13 * dot(sides[i], sides[i])) return false;
      for (std::size_t k = i + 1; k < n; ++k) {
        const double factor = rows[k][i] / rows[i][i];
        for (std::size_t c = i; c < 4; ++c) rows[k][c] -= factor * rows[i][c];
      }
    }
    wanted[0] = 1.0;
    for (std::size_t i = n; i-- > 0;) {
      double value = rows[i][3];
      for (std::size_t k = i + 1; k < n; ++k) value -= rows[i][k] * wanted[k + 1];
      wanted[i + 1] = value / rows[i][i];
      wanted[0] -= wanted[i + 1];
    }
    return true;
  }

  const ConvexMixer& palette_;
  Point target_;
  Point nearest_{};
  std::array<std::size_t, 4> points_{};
  std::array<double, 4> weights_{};
  std::size_t count_ = 0;
  bool has_others_ = false;
};

ConvexMix ConvexMixer::find(const Color& color) const {
  const Point target = place(color);
  ConvexMix beginning;
  if (is_in_box(target)) {
    Program program(*this, cells_[cell_of(target)], target);
    if (program.solve()) {
      beginning = program.mix();
      if (program.is_inside()) {
        tidy(beginning);
        beginning.is_inside = true;
        if (has_mean(beginning, target)) return beginning;
      }
    }
  }
  NearestOfHull hull(*this, target);
  hull.find(beginning);
  ConvexMix nearest = hull.mix();
  nearest.is_inside = has_mean(nearest, target);
  if (!hull.has_others()) return nearest;
  // More colors than needed lie on the face: the mix found is any of several.
  Program program(*this, cells_[cell_of(hull.nearest())], hull.nearest());
  if (!program.solve() || !program.is_inside()) return nearest;
  ConvexMix mix = program.mix();
  tidy(mix);
  mix.is_inside = nearest.is_inside;
  return has_mean(mix, hull.nearest()) ? mix : nearest;
}

}  // namespace color_clusters
