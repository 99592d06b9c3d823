// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/density_modes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace color_clusters {
namespace {

constexpr float cell_width = 5.0F / 255.0F;
/// Colors that a noisy or sharpened picture has a little outside the gamut keep their place.
constexpr float lowest = -0.1F;
/// Cells along one axis of the grid.
constexpr int side = 62;
constexpr std::size_t cell_count = std::size_t{side} * side * side;
/// Shares below this in a cell are the far ends of the blur.
constexpr float least_density = 1e-6F;
constexpr double least_prominence = 1.2;
constexpr int mean_shifts = 3;

using Cell = std::uint32_t;
using Grid = std::vector<float>;
constexpr std::array<std::size_t, 3> strides{std::size_t{side} * side, side, 1};

/// Where a finite color lies in the grid, in cells.
std::array<float, 3> grid_position(const Color& color) {
  std::array<float, 3> position{};
  for (std::size_t c = 0; c < 3; ++c) {
    // Three cells stay free at each face: two for the blur, one for the neighbors of the others.
    position[c] = std::clamp((color[c] - lowest) / cell_width, 3.0F, side - 4.001F);
  }
  return position;
}

Cell cell_of(const Color& color) {
  const std::array<float, 3> position = grid_position(color);
  std::size_t cell = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    cell += strides[c] * static_cast<std::size_t>(std::lround(position[c]));
  }
  return static_cast<Cell>(cell);
}

/// Shares of the picture, by linear binning: each color is distributed over the eight cells around
/// it.
Grid histogram_of(std::span<const Color> srgb, std::span<const double> weights, double total) {
  Grid grid(cell_count, 0.0F);
  for (std::size_t i = 0; i < srgb.size(); ++i) {
    if (!is_finite(srgb[i])) continue;
    const std::array<float, 3> position = grid_position(srgb[i]);
    std::size_t first = 0;
    std::array<float, 3> upper{};
    for (std::size_t c = 0; c < 3; ++c) {
      const float low = std::floor(position[c]);
      first += strides[c] * static_cast<std::size_t>(low);
      upper[c] = position[c] - low;
    }
    const auto share = static_cast<float>(weights[i] / total);
    for (std::size_t corner = 0; corner < 8; ++corner) {
      float part = share;
      std::size_t cell = first;
      for (std::size_t c = 0; c < 3; ++c) {
        const bool is_upper = (corner >> c & 1U) != 0;
        part *= is_upper ? upper[c] : 1.0F - upper[c];
        if (is_upper) cell += strides[c];
      }
      grid[cell] += part;
    }
  }
  return grid;
}

/// Blurs along one axis with a Gaussian; together with the linear binning before it, the standard
/// deviation is one cell.
void blur(Grid& grid, std::size_t stride) {
  constexpr std::array<float, 3> kernel{0.4617F, 0.2371F, 0.03205F};
  Grid blurred(grid.size(), 0.0F);
  const std::size_t end = grid.size() - 2 * stride;
  for (std::size_t i = 2 * stride; i < end; ++i) {
    blurred[i] = kernel[0] * grid[i] + kernel[1] * (grid[i - stride] + grid[i + stride]) +
                 kernel[2] * (grid[i - 2 * stride] + grid[i + 2 * stride]);
  }
  grid = std::move(blurred);
}

/// Cells that matter, densest first.
std::vector<Cell> cells_by_density(const Grid& density) {
  std::vector<std::pair<float, Cell>> cells;
  for (std::size_t i = 0; i < density.size(); ++i) {
    if (density[i] > least_density) cells.emplace_back(-density[i], static_cast<Cell>(i));
  }
  std::ranges::sort(cells);
  std::vector<Cell> order;
  order.reserve(cells.size());
  for (const auto& [negative, cell] : cells) order.push_back(cell);
  return order;
}

/// The offsets from a cell's index to those of its 26 neighbors.
std::array<std::ptrdiff_t, 26> neighbor_offsets() {
  std::array<std::ptrdiff_t, 26> offsets{};
  std::size_t count = 0;
  for (int x = -1; x <= 1; ++x) {
    for (int y = -1; y <= 1; ++y) {
      for (int z = -1; z <= 1; ++z) {
        if (x == 0 && y == 0 && z == 0) continue;
        offsets[count++] = (x * side + y) * side + z;
      }
    }
  }
  return offsets;
}

/// The basins of a density, built from the top down.
class Watershed {
 public:
  explicit Watershed(Grid density) : density_(std::move(density)), labels_(cell_count, none) {
    const auto offsets = neighbor_offsets();
    std::vector<std::uint32_t> around;
    for (const Cell cell : cells_by_density(density_)) visit(cell, offsets, around);
  }

  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  struct Basin {
    std::uint32_t joined_to;
    float peak;
    double prominence;
  };

  [[nodiscard]] std::size_t basin_count() const { return basins_.size(); }
  [[nodiscard]] double prominence(std::uint32_t basin) const { return basins_[basin].prominence; }
  [[nodiscard]] float density(Cell cell) const { return density_[cell]; }

  /// The basin that a cell is in, or `none`.
  [[nodiscard]] std::uint32_t basin_of(Cell cell) const {
    return labels_[cell] == none ? none : root(labels_[cell]);
  }

 private:
  [[nodiscard]] std::uint32_t root(std::uint32_t basin) const {
    while (basins_[basin].joined_to != basin) basin = basins_[basin].joined_to;
    return basin;
  }

  void visit(Cell cell, std::span<const std::ptrdiff_t> offsets,
             std::vector<std::uint32_t>& around) {
    around.clear();
    float highest = 0.0F;
    std::uint32_t uphill = none;
    for (const std::ptrdiff_t offset : offsets) {
      const auto neighbor = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) + offset);
      // A blur does not reach the outermost cells, so that neighbors are always in the grid.
      if (labels_[neighbor] == none) continue;
      const std::uint32_t basin = labels_[neighbor] = root(labels_[neighbor]);
      if (around.empty() || around.back() != basin) around.push_back(basin);
      if (density_[neighbor] > highest) {
        highest = density_[neighbor];
        uphill = basin;
      }
    }
    if (uphill == none) {
      labels_[cell] = static_cast<std::uint32_t>(basins_.size());
      basins_.push_back({labels_[cell], density_[cell], std::numeric_limits<double>::infinity()});
      return;
    }
    labels_[cell] = uphill;
    for (const std::uint32_t basin : around) meet(uphill, basin, density_[cell]);
  }

  /// Two basins touch at a saddle of this height.
  void meet(std::uint32_t first, std::uint32_t second, float saddle) {
    first = root(first);
    second = root(second);
    if (first == second) return;
    if (basins_[first].peak < basins_[second].peak) std::swap(first, second);
    const double prominence = static_cast<double>(basins_[second].peak) / saddle;
    if (prominence < least_prominence) {
      basins_[second].joined_to = first;
    } else {
      basins_[second].prominence = std::min(basins_[second].prominence, prominence);
    }
  }

  Grid density_;
  std::vector<std::uint32_t> labels_;
  std::vector<Basin> basins_;
};

/// The colors in a basin, and the densest cell that one of them is in.
struct Content {
  std::vector<std::size_t> colors;
  double weight = 0.0;
  float highest = 0.0F;
  Color start{};
};

std::vector<Content> contents_of(const Watershed& watershed, std::span<const Color> srgb,
                                 std::span<const double> weights) {
  std::vector<Content> contents(watershed.basin_count());
  for (std::size_t i = 0; i < srgb.size(); ++i) {
    if (!is_finite(srgb[i])) continue;
    const Cell cell = cell_of(srgb[i]);
    const std::uint32_t basin = watershed.basin_of(cell);
    if (basin == Watershed::none) continue;
    Content& content = contents[basin];
    content.colors.push_back(i);
    content.weight += weights[i];
    if (watershed.density(cell) > content.highest) {
      content.highest = watershed.density(cell);
      content.start = srgb[i];
    }
  }
  return contents;
}

/// Moves the middle of the core from the densest cell to where most of the colors around it are.
DensityMode settle(const Content& content, std::span<const Color> srgb,
                   std::span<const double> weights, double total) {
  constexpr double radius2 = double{DensityMode::core_radius} * DensityMode::core_radius;
  DensityMode mode;
  mode.position = content.start;
  mode.basin = content.weight / total;
  for (int shift = 0; shift <= mean_shifts; ++shift) {
    mode.members.clear();
    double weight = 0.0;
    std::array<double, 3> sum{};
    for (const std::size_t i : content.colors) {
      if (squared_distance(srgb[i], mode.position) > radius2) continue;
      mode.members.push_back(i);
      weight += weights[i];
      for (std::size_t c = 0; c < 3; ++c) sum[c] += weights[i] * static_cast<double>(srgb[i][c]);
    }
    mode.core = weight / total;
    for (std::size_t c = 0; c < 3; ++c) mode.position[c] = static_cast<float>(sum[c] / weight);
  }
  return mode;
}

}  // namespace

std::vector<DensityMode> find_density_modes(std::span<const Color> srgb,
                                            std::span<const double> weights, double least_core) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  Grid density = histogram_of(srgb, weights, total);
  for (const std::size_t stride : strides) blur(density, stride);
  const Watershed watershed(std::move(density));

  std::vector<DensityMode> modes;
  const std::vector<Content> contents = contents_of(watershed, srgb, weights);
  for (std::size_t i = 0; i < contents.size(); ++i) {
    if (contents[i].weight < least_core * total) continue;
    DensityMode mode = settle(contents[i], srgb, weights, total);
    mode.prominence = watershed.prominence(static_cast<std::uint32_t>(i));
    if (mode.core >= least_core) modes.push_back(std::move(mode));
  }
  std::ranges::stable_sort(modes, std::ranges::greater{}, &DensityMode::core);
  return modes;
}

}  // namespace color_clusters
