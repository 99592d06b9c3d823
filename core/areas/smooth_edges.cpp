// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/smooth_edges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

constexpr int most_strength = 10;
/// The last strength at which thin lines stay, and what counts as a line: fewer pixels are what
/// ragged borders consist of.
constexpr int line_strength = 3;
constexpr std::size_t least_line = 12;

/// The widest window: a row of it is two registers wide, one column more than it needs.
constexpr int most_radius = 7;
constexpr std::size_t curve_columns = 2 * most_radius + 1;
constexpr std::size_t row_width = curve_columns + 1;
using WeightRow = std::array<std::uint16_t, row_width>;

/// Weights of the pixels around one, a Gaussian. Integers, so that they add up to the same in any
/// order; all together are less than 2^16.
struct Window {
  int radius = 0;
  /// Of all weights.
  int sum = 0;
  std::vector<WeightRow> rows;
};

Window window_of(int strength) {
  const double deviation = 0.6 + 0.24 * strength;
  Window window;
  window.radius = std::min(static_cast<int>(std::ceil(2.3 * deviation)), most_radius);
  const auto columns = static_cast<std::size_t>(window.radius) * 2 + 1;
  std::vector<double> curve(columns);
  double sum = 0.0;
  for (std::size_t i = 0; i < columns; ++i) {
    const double x = static_cast<double>(i) - window.radius;
    curve[i] = std::exp(-x * x / (2.0 * deviation * deviation));
    sum += curve[i];
  }
  const std::size_t first = (curve_columns - columns) / 2;
  for (const double height : curve) {
    WeightRow& row = window.rows.emplace_back();
    for (std::size_t i = 0; i < columns; ++i) {
      const double weight = 65000.0 * curve[i] * height / (sum * sum);
      row[first + i] = static_cast<std::uint16_t>(weight);
      window.sum += row[first + i];
    }
  }
  return window;
}

/// A copy of a map, padded with "no pixel", so that windows may reach beyond its edges.
class PaddedMap {
 public:
  explicit PaddedMap(const ClusterMap& map)
      : stride_(static_cast<std::size_t>(map.width) + row_width),
        pixels_(stride_ * (static_cast<std::size_t>(map.height) + 2 * margin), no_cluster) {}

  void copy_row(const ClusterMap& map, int y) {
    const auto width = static_cast<std::size_t>(map.width);
    std::copy_n(map.clusters.data() + static_cast<std::size_t>(y) * width, width, at(y));
  }

  /// The first pixel of row `y`; those before and after are the margin.
  [[nodiscard]] const std::uint16_t* row(int y) const { return pixels_.data() + offset(y); }
  [[nodiscard]] std::size_t stride() const { return stride_; }

 private:
  static constexpr std::size_t margin = most_radius;

  [[nodiscard]] std::size_t offset(int y) const {
    return (static_cast<std::size_t>(y) + margin) * stride_ + margin;
  }
  std::uint16_t* at(int y) { return pixels_.data() + offset(y); }

  std::size_t stride_;
  std::vector<std::uint16_t> pixels_;
};

/// The weight of a cluster in the window whose upper left pixel is `corner`.
int weight_of(std::uint16_t cluster, const std::uint16_t* corner, std::size_t stride,
              const Window& window) {
  WeightRow sums{};
  for (const WeightRow& weights : window.rows) {
    for (std::size_t x = 0; x < row_width; ++x) {
      const auto is_same = static_cast<std::uint16_t>(-(corner[x] == cluster ? 1 : 0));
      sums[x] = static_cast<std::uint16_t>(sums[x] + (weights[x] & is_same));
    }
    corner += stride;
  }
  int sum = 0;
  for (const std::uint16_t column : sums) sum += column;
  return sum;
}

/// The cluster that has most of the window around `pixel`, of its own and those next to it: its own
/// if none has more, and otherwise the one with the lowest number of those that have most.
std::uint16_t winner_at(const std::uint16_t* pixel, std::size_t stride, const Window& window) {
  const auto row = static_cast<std::ptrdiff_t>(stride);
  std::array<std::uint16_t, 4> neighbors{pixel[-row], pixel[-1], pixel[1], pixel[row]};
  std::ranges::sort(neighbors);
  const std::uint16_t* const corner = pixel - window.radius * row - most_radius;
  std::uint16_t winner = *pixel;
  int most = weight_of(winner, corner, stride, window);
  if (2 * most >= window.sum) return winner;
  std::uint16_t previous = winner;
  for (const std::uint16_t cluster : neighbors) {
    if (cluster == *pixel || cluster == previous || cluster == no_cluster) continue;
    previous = cluster;
    const int weight = weight_of(cluster, corner, stride, window);
    if (weight <= most) continue;
    most = weight;
    winner = cluster;
  }
  return winner;
}

/// Marks the pixels of a row that share a side with one of another cluster; looks only at places
/// where there is a pixel.
void mark_border(const std::uint16_t* pixels, std::size_t stride, std::span<std::uint8_t> marks) {
  const std::uint16_t* const left = pixels - 1;
  const std::uint16_t* const right = pixels + 1;
  const std::uint16_t* const above = pixels - stride;
  const std::uint16_t* const below = pixels + stride;
  for (std::size_t x = 0; x < marks.size(); ++x) {
    const std::uint16_t cluster = pixels[x];
    const bool differs = (left[x] != cluster) | (right[x] != cluster) | (above[x] != cluster) |
                         (below[x] != cluster);
    marks[x] = static_cast<std::uint8_t>(differs & (cluster != no_cluster));
  }
}

/// Which pixels are in squares of 2 × 2 of one cluster, or not at all: 1, others: 0.
std::vector<std::uint8_t> covered_by_squares(const ClusterMap& map, const Checkpoint& checkpoint) {
  const auto width = static_cast<std::size_t>(map.width);
  std::vector<std::uint8_t> covered(map.clusters.size());
  for (std::size_t i = 0; i < covered.size(); ++i) {
    if (map.clusters[i] == no_cluster) covered[i] = 1;
  }
  for (std::size_t row = 0; row + width < covered.size(); row += width) {
    pass(checkpoint);
    for (std::size_t i = row; i + 1 < row + width; ++i) {
      const std::uint16_t cluster = map.clusters[i];
      if (map.clusters[i + 1] != cluster || map.clusters[i + width] != cluster ||
          map.clusters[i + width + 1] != cluster) {
        continue;
      }
      covered[i] = covered[i + 1] = covered[i + width] = covered[i + width + 1] = 1;
    }
  }
  return covered;
}

/// Finds the thin lines of a map.
class LineFinder {
 public:
  LineFinder(const ClusterMap& map, const Checkpoint& checkpoint)
      : map_(map), checkpoint_(checkpoint), not_thin_(covered_by_squares(map, checkpoint)) {}

  /// For each pixel whether it is in a line.
  std::vector<bool> find() {
    std::vector<bool> in_line(map_.clusters.size());
    const auto width = static_cast<std::size_t>(map_.width);
    for (std::size_t i = 0; i < map_.clusters.size(); ++i) {
      if (i % width == 0) pass(checkpoint_);
      if (not_thin_[i] != 0) continue;
      collect(i);
      if (piece_.size() < least_line) continue;
      for (const std::size_t pixel : piece_) in_line[pixel] = true;
    }
    return in_line;
  }

 private:
  /// Lists the thin pixels that are connected with `first` and takes them from the rest.
  void collect(std::size_t first) {
    piece_.clear();
    take(first);
    for (std::size_t taken = 0; taken < piece_.size(); ++taken) {
      const auto width = static_cast<std::size_t>(map_.width);
      const std::size_t y = piece_[taken] / width;
      const std::size_t x = piece_[taken] - y * width;
      const std::size_t last_x = std::min(x + 1, width - 1);
      const std::size_t last_y = std::min(y + 1, static_cast<std::size_t>(map_.height) - 1);
      for (std::size_t v = y > 0 ? y - 1 : 0; v <= last_y; ++v) {
        for (std::size_t u = x > 0 ? x - 1 : 0; u <= last_x; ++u) {
          const std::size_t i = v * width + u;
          if (not_thin_[i] == 0 && map_.clusters[i] == map_.clusters[first]) take(i);
        }
      }
    }
  }

  void take(std::size_t pixel) {
    piece_.push_back(pixel);
    not_thin_[pixel] = 1;
  }

  const ClusterMap& map_;
  const Checkpoint& checkpoint_;
  std::vector<std::uint8_t> not_thin_;
  std::vector<std::size_t> piece_;
};

class EdgeSmoother {
 public:
  EdgeSmoother(ClusterMap& map, const SmoothingOptions& options)
      : map_(map),
        threads_(options.threads),
        checkpoint_(options.checkpoint),
        strips_{map.height},
        window_(window_of(options.strength)),
        before_(map) {
    if (options.strength <= line_strength) in_line_ = LineFinder(map, checkpoint_).find();
  }

  /// Moves all borders by at most a pixel.
  void move_borders() {
    const auto for_rows = [this](auto&& task) {
      parallel_for(strips_.count(), threads_, [&](std::size_t strip) {
        pass(checkpoint_);
        for (int y = strips_.begin(strip); y < strips_.end(strip); ++y) task(y);
      });
    };
    for_rows([this](int y) { before_.copy_row(map_, y); });
    for_rows([this](int y) { change_row(y); });
  }

 private:
  void change_row(int y) {
    const auto width = static_cast<std::size_t>(map_.width);
    const std::size_t first = static_cast<std::size_t>(y) * width;
    std::vector<std::uint8_t> marks(width);
    mark_border(before_.row(y), before_.stride(), marks);
    for (auto mark = std::ranges::find(marks, 1); mark != marks.end();
         mark = std::find(mark + 1, marks.end(), 1)) {
      const auto x = static_cast<std::size_t>(mark - marks.begin());
      if (!in_line_.empty() && in_line_[first + x]) continue;
      map_.clusters[first + x] = winner_at(before_.row(y) + x, before_.stride(), window_);
    }
  }

  ClusterMap& map_;
  int threads_;
  const Checkpoint& checkpoint_;
  RowStrips strips_;
  Window window_;
  PaddedMap before_;
  /// Empty if lines are not kept.
  std::vector<bool> in_line_;
};

}  // namespace

ClusterMap smooth_edges(ClusterMap map, const SmoothingOptions& options) {
  require_valid(map);
  if (options.strength < 0 || options.strength > most_strength) {
    throw std::invalid_argument("the strength of smoothing is 0 to 10");
  }
  if (map.clusters.empty() || options.strength == 0) return map;
  EdgeSmoother smoother(map, options);
  for (int i = 0; i <= options.strength / 2; ++i) smoother.move_borders();
  return map;
}

}  // namespace color_clusters
