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

/// Where the cells at the faces of the grid end: what it is multiplied by does not make it
/// infinite.
constexpr double endless = 1e100;

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
  Box box{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double side = (bounds_.high[c] - bounds_.low[c]) / cells_per_axis;
    // A color at the very border of a cell may be put into the next one by rounding.
    const double slack = 1e-4 * side;
    box.low[c] = cell[c] == 0 ? -endless : bounds_.low[c] + cell[c] * side - slack;
    box.high[c] = cell[c] == cells_per_axis - 1 || cells_per_unit_[c] == 0.0F
                      ? endless
                      : bounds_.low[c] + (cell[c] + 1) * side + slack;
  }
  return box;
}

NearestColor::Candidates NearestColor::candidates_of(std::span<const std::uint16_t> numbers) const {
  Candidates candidates{.numbers = {numbers.begin(), numbers.end()}, .axes = {}};
  for (std::size_t c = 0; c < 3; ++c) {
    for (const std::uint16_t number : numbers) {
      candidates.axes[c].push_back(palette_[number][c]);
    }
  }
  return candidates;
}

/// Prunes every candidate that is farther everywhere in the box than the candidate nearest to its
/// center. The difference of the two squared distances is linear, so it is enough to check the
/// corner where it is least (Kanungo et al., "An efficient k-means clustering algorithm", 2002). It
/// has to exceed the rounding error: candidates in a near tie stay.
void NearestColor::find_nearest_somewhere_in(const Box& box, const Candidates& candidates,
                                             Found& found) const {
  found.numbers.clear();
  const std::size_t count = candidates.numbers.size();
  if (count == 1) {
    found.numbers.push_back(candidates.numbers.front());
    return;
  }
  // Loops without branches, which the compiler turns into vector instructions.
  found.distances.assign(count, 0.0);
  found.excess.assign(count, 0.0);
  double* const distances = found.distances.data();
  double* const excess = found.excess.data();
  for (std::size_t c = 0; c < 3; ++c) {
    const double low = std::max(box.low[c], bounds_.low[c]);
    const double high = std::min(box.high[c], bounds_.high[c]);
    const double middle = (low + high) / 2.0;
    const double* const at = candidates.axes[c].data();
    for (std::size_t i = 0; i < count; ++i) {
      distances[i] += (at[i] - middle) * (at[i] - middle);
    }
  }
  const auto best =
      static_cast<std::size_t>(std::min_element(distances, distances + count) - distances);
  for (std::size_t c = 0; c < 3; ++c) {
    const double* const at = candidates.axes[c].data();
    const double to = at[best];
    for (std::size_t i = 0; i < count; ++i) {
      const double from = at[i];
      const double slope = 2.0 * (to - from);
      const double product = std::min(slope * box.low[c], slope * box.high[c]);
      excess[i] +=
          from * from - to * to + product - rounding * (from * from + to * to + std::abs(product));
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!(excess[i] > 0.0)) found.numbers.push_back(candidates.numbers[i]);
  }
}

void NearestColor::fill_grid() {
  std::vector<std::uint16_t> all(palette_.size());
  std::iota(all.begin(), all.end(), std::uint16_t{0});
  const Candidates all_candidates = candidates_of(all);
  Found found;
  std::vector<Candidates> coarse;
  coarse.reserve(cube(coarse_cells));
  for (int x = 0; x < coarse_cells; ++x) {
    for (int y = 0; y < coarse_cells; ++y) {
      for (int z = 0; z < coarse_cells; ++z) {
        find_nearest_somewhere_in(cell_box({x, y, z}, coarse_cells), all_candidates, found);
        coarse.push_back(candidates_of(found.numbers));
      }
    }
  }

  cell_begin_.reserve(cube(fine_cells) + 1);
  for (int x = 0; x < fine_cells; ++x) {
    for (int y = 0; y < fine_cells; ++y) {
      for (int z = 0; z < fine_cells; ++z) {
        const int parent =
            ((x / coarse_step) * coarse_cells + y / coarse_step) * coarse_cells + z / coarse_step;
        find_nearest_somewhere_in(cell_box({x, y, z}, fine_cells),
                                  coarse[static_cast<std::size_t>(parent)], found);
        cell_begin_.push_back(static_cast<std::uint32_t>(candidates_.size()));
        candidates_.insert(candidates_.end(), found.numbers.begin(), found.numbers.end());
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
