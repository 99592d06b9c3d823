// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/nearest_color.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

constexpr int fine_cells = 32;
/// Candidates are first found for coarse cells, this many fine ones a side, so that each fine cell
/// has only a few to check.
constexpr int coarse_step = 4;
constexpr int coarse_cells = fine_cells / coarse_step;
/// Large enough to make the overhead of a task negligible.
constexpr std::size_t colors_per_task = 16384;
/// Stands for infinity: beyond any coordinate in use, and its square does not overflow a double.
constexpr float very_far = 1e18F;

/// Ten roundings of a double.
constexpr double rounding = 0x1p-49;

constexpr std::size_t cube(std::size_t side) { return side * side * side; }

Color finite(const Color& color) {
  Color result{};
  for (std::size_t c = 0; c < 3; ++c) {
    result[c] = std::isnan(color[c]) ? 0.0F : std::clamp(color[c], -very_far, very_far);
  }
  return result;
}

/// The least value that slope × x takes for low <= x <= high, either of which may be infinite.
double least_product(double slope, double low, double high) {
  if (slope == 0.0) return 0.0;
  return slope * (slope > 0.0 ? low : high);
}

}  // namespace

NearestColor::NearestColor(std::span<const Color> palette)
    : palette_(palette.begin(), palette.end()), indices_(palette.size()) {
  std::iota(indices_.begin(), indices_.end(), std::uint16_t{0});
  measure();
  fill_grid();
}

NearestColor::NearestColor(std::span<const Color> palette, std::span<const std::uint16_t> ranks)
    : indices_(palette.size()) {
  if (palette.size() != ranks.size()) {
    throw std::invalid_argument("there must be as many ranks as colors");
  }
  std::iota(indices_.begin(), indices_.end(), std::uint16_t{0});
  std::ranges::sort(indices_, {}, [&](std::uint16_t i) { return ranks[i]; });
  palette_.reserve(palette.size());
  for (const std::uint16_t i : indices_) palette_.push_back(palette[i]);
  measure();
  fill_grid();
}

void NearestColor::measure() {
  if (palette_.empty() || palette_.size() > std::numeric_limits<std::uint16_t>::max()) {
    throw std::invalid_argument("a palette has 1 to 65535 colors");
  }
  if (!std::ranges::all_of(palette_, is_finite)) {
    throw std::invalid_argument("a palette color is not finite");
  }
  for (std::size_t c = 0; c < 3; ++c) {
    bounds_.low[c] = bounds_.high[c] = palette_[0][c];
    for (const Color& color : palette_) {
      bounds_.low[c] = std::min(bounds_.low[c], static_cast<double>(color[c]));
      bounds_.high[c] = std::max(bounds_.high[c], static_cast<double>(color[c]));
    }
    const auto cells_per_unit = static_cast<float>(fine_cells / (bounds_.high[c] - bounds_.low[c]));
    cells_per_unit_[c] = std::isfinite(cells_per_unit) ? cells_per_unit : 0.0F;
  }
}

NearestColor::Box NearestColor::cell_box(std::array<int, 3> cell, int cells_per_axis) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Box box{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double side = (bounds_.high[c] - bounds_.low[c]) / cells_per_axis;
    // A color at the very border of a cell may be put into the next one by rounding.
    const double slack = 1e-4 * side;
    box.low[c] = cell[c] == 0 ? -infinity : bounds_.low[c] + cell[c] * side - slack;
    box.high[c] = cell[c] == cells_per_axis - 1 || cells_per_unit_[c] == 0.0F
                      ? infinity
                      : bounds_.low[c] + (cell[c] + 1) * side + slack;
  }
  return box;
}

/// Prunes every candidate that is farther everywhere in the box than the candidate nearest to its
/// center. The difference of the two squared distances is linear, so it is enough to check the
/// corner where it is least (Kanungo et al., "An efficient k-means clustering algorithm", 2002). It
/// has to exceed the rounding error: candidates in a near tie stay.
std::vector<std::uint16_t> NearestColor::nearest_somewhere_in(
    const Box& box, std::span<const std::uint16_t> candidates) const {
  if (candidates.size() == 1) return {candidates.front()};
  Color middle{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double low = std::max(box.low[c], bounds_.low[c]);
    const double high = std::min(box.high[c], bounds_.high[c]);
    middle[c] = static_cast<float>((low + high) / 2.0);
  }
  const std::uint16_t best = *std::min_element(
      candidates.begin(), candidates.end(), [&](std::uint16_t a, std::uint16_t b) {
        return squared_distance(palette_[a], middle) < squared_distance(palette_[b], middle);
      });

  std::vector<std::uint16_t> result;
  for (const std::uint16_t candidate : candidates) {
    double difference = 0.0;
    double magnitude = 0.0;
    for (std::size_t c = 0; c < 3; ++c) {
      const double from = palette_[candidate][c];
      const double to = palette_[best][c];
      const double product = least_product(2.0 * (to - from), box.low[c], box.high[c]);
      difference += from * from - to * to + product;
      magnitude += from * from + to * to + std::abs(product);
    }
    if (!(difference > rounding * magnitude)) result.push_back(candidate);
  }
  return result;
}

void NearestColor::fill_grid() {
  std::vector<std::uint16_t> all(palette_.size());
  std::iota(all.begin(), all.end(), std::uint16_t{0});
  std::vector<std::vector<std::uint16_t>> coarse;
  coarse.reserve(cube(coarse_cells));
  for (int x = 0; x < coarse_cells; ++x) {
    for (int y = 0; y < coarse_cells; ++y) {
      for (int z = 0; z < coarse_cells; ++z) {
        coarse.push_back(nearest_somewhere_in(cell_box({x, y, z}, coarse_cells), all));
      }
    }
  }

  cell_begin_.reserve(cube(fine_cells) + 1);
  for (int x = 0; x < fine_cells; ++x) {
    for (int y = 0; y < fine_cells; ++y) {
      for (int z = 0; z < fine_cells; ++z) {
        const int parent =
            ((x / coarse_step) * coarse_cells + y / coarse_step) * coarse_cells + z / coarse_step;
        const std::vector<std::uint16_t> found = nearest_somewhere_in(
            cell_box({x, y, z}, fine_cells), coarse[static_cast<std::size_t>(parent)]);
        cell_begin_.push_back(static_cast<std::uint32_t>(candidates_.size()));
        candidates_.insert(candidates_.end(), found.begin(), found.end());
      }
    }
  }
  cell_begin_.push_back(static_cast<std::uint32_t>(candidates_.size()));
}

std::uint16_t NearestColor::find(const Color& color) const {
  const Color point = finite(color);
  std::size_t cell = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const float position = (point[c] - static_cast<float>(bounds_.low[c])) * cells_per_unit_[c];
    const float clamped = std::clamp(position, 0.0F, static_cast<float>(fine_cells - 1));
    cell = cell * fine_cells + static_cast<std::size_t>(clamped);
  }

  const std::uint32_t begin = cell_begin_[cell];
  const std::uint32_t end = cell_begin_[cell + 1];
  std::uint16_t best = candidates_[begin];
  if (end - begin == 1) return indices_[best];
  double best_distance = std::numeric_limits<double>::infinity();
  for (std::uint32_t i = begin; i < end; ++i) {
    const double distance = squared_distance(palette_[candidates_[i]], point);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidates_[i];
    }
  }
  return indices_[best];
}

void NearestColor::find(std::span<const Color> colors, std::span<std::uint16_t> indices,
                        int threads) const {
  parallel_ranges(colors.size(), colors_per_task, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) indices[i] = find(colors[i]);
  });
}

}  // namespace color_clusters
