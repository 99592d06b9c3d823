// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/clean_areas.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <queue>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/areas/area_forest.h"
#include "core/areas/corners.h"
#include "core/base/parallel.h"

namespace color_clusters {
namespace {

/// What is smaller than this is dissolved strip by strip, in parallel, the rest in the whole map:
/// there are millions of specks, but few larger areas.
constexpr std::uint32_t speck_limit = 32;

/// A priority queue of the areas to be dissolved: the smallest first, those of one size by their
/// roots.
class SmallestFirst {
 public:
  struct Entry {
    std::uint32_t size;
    std::uint32_t root;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  /// `areas` are in the order of their roots.
  explicit SmallestFirst(const std::vector<Entry>& areas) : sorted_(areas.size()) {
    std::uint32_t largest = 0;
    for (const Entry& area : areas) largest = std::max(largest, area.size);
    std::vector<std::uint32_t> place(std::size_t{largest} + 2);
    for (const Entry& area : areas) ++place[area.size + 1];
    for (std::size_t size = 1; size < place.size(); ++size) place[size] += place[size - 1];
    for (const Entry& area : areas) sorted_[place[area.size]++] = area;
  }

  void push(Entry area) { grown_.push(area); }

  [[nodiscard]] bool empty() const { return taken_ == sorted_.size() && grown_.empty(); }

  Entry pop() {
    if (grown_.empty() || (taken_ < sorted_.size() && sorted_[taken_] < grown_.top())) {
      return sorted_[taken_++];
    }
    const Entry area = grown_.top();
    grown_.pop();
    return area;
  }

 private:
  std::vector<Entry> sorted_;
  std::size_t taken_ = 0;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> grown_;
};

/// The rows of a strip, or all.
struct Rows {
  std::uint32_t first;
  std::uint32_t end;
};

class Dissolver {
 public:
  Dissolver(ClusterMap& map, AreaForest& areas, std::span<const Color> colors, Rows rows,
            const CleaningOptions& options)
      : clusters_(map.clusters.data()),
        width_(static_cast<std::uint32_t>(map.width)),
        height_(static_cast<std::uint32_t>(map.height)),
        corners_(map, rows.first, rows.end, options.joins_corners),
        areas_(areas),
        colors_(colors),
        rows_(rows),
        checkpoint_(options.checkpoint),
        border_(colors.size()) {}

  /// Dissolves areas of one pixel, which are most of all areas in noise, before there is a forest.
  void dissolve_pixels() {
    for (std::uint32_t y = rows_.first; y < rows_.end; ++y) {
      if (is_read_by_others(y)) continue;
      for (std::uint32_t x = 0; x < width_; ++x) {
        const std::uint32_t i = y * width_ + x;
        const std::uint16_t cluster = clusters_[i];
        const bool is_alone = (x == 0 || clusters_[i - 1] != cluster) &&
                              (x + 1 == width_ || clusters_[i + 1] != cluster) &&
                              (y == 0 || clusters_[i - width_] != cluster) &&
                              (y + 1 == height_ || clusters_[i + width_] != cluster);
        if (!is_alone || cluster == no_cluster || corners_.has_link({x, y})) continue;
        forget_border();
        add_borders({x, y});
        if (!neighbors_.empty()) clusters_[i] = best_neighbor(cluster);
      }
    }
  }

  /// The areas of these pixels stay.
  void keep(std::span<const std::uint32_t> pixels) {
    is_kept_.resize(std::size_t{width_} * height_);
    for (const std::uint32_t pixel : pixels) is_kept_[areas_.root(pixel)] = true;
  }

  /// Dissolves what has fewer pixels than `limit`.
  void dissolve(std::uint32_t limit) {
    SmallestFirst queue(areas_below(limit));
    std::size_t looked_at = 0;
    while (!queue.empty()) {
      if (looked_at >= pixels_between_checkpoints) {
        pass(checkpoint_);
        looked_at = 0;
      }
      const auto [size, root] = queue.pop();
      looked_at += size;
      // A stale entry: the area grew or was merged into another, and is queued again if it has to
      // be.
      if (!areas_.is_root(root) || areas_.size(root) != size || !measure_border(root)) continue;
      const std::uint32_t grown = recolor(root, best_neighbor(clusters_[root]));
      if (areas_.size(grown) < limit && !is_kept(grown)) queue.push({areas_.size(grown), grown});
    }
  }

 private:
  static constexpr std::size_t pixels_between_checkpoints = 1 << 16;

  [[nodiscard]] std::vector<SmallestFirst::Entry> areas_below(std::uint32_t limit) const {
    std::vector<SmallestFirst::Entry> found;
    for (std::uint32_t y = rows_.first; y < rows_.end; ++y) {
      pass(checkpoint_);
      for (std::uint32_t i = y * width_; i < (y + 1) * width_; ++i) {
        if (areas_.is_root(i) && areas_.size(i) < limit && clusters_[i] != no_cluster &&
            !is_kept(i)) {
          found.push_back({areas_.size(i), i});
        }
      }
    }
    return found;
  }

  [[nodiscard]] bool is_kept(std::uint32_t root) const {
    return !is_kept_.empty() && is_kept_[root];
  }

  /// Whether a row is the first or last of a strip: the areas there may go on in the next one.
  [[nodiscard]] bool is_read_by_others(std::uint32_t y) const {
    return (y == rows_.first && y > 0) || (y + 1 == rows_.end && y + 1 < height_);
  }

  /// Lists the pixels of an area and how much border it has with each cluster. Says whether it has
  /// any, and may be changed.
  bool measure_border(std::uint32_t root) {
    forget_border();
    pixels_.clear();
    std::uint32_t i = root;
    do {
      const std::uint32_t y = i / width_;
      if (is_read_by_others(y)) return false;
      add_borders({i - y * width_, y});
      pixels_.push_back(i);
      i = areas_.next(i);
    } while (i != root);
    return !neighbors_.empty();
  }

  void forget_border() {
    for (const std::uint16_t cluster : neighbors_) border_[cluster] = 0;
    neighbors_.clear();
  }

  void add_borders(MapPixel pixel) {
    const std::uint32_t i = pixel.y * width_ + pixel.x;
    const std::uint16_t own = clusters_[i];
    const auto add = [&](std::uint32_t neighbor) {
      const std::uint16_t cluster = clusters_[neighbor];
      if (cluster == own || cluster == no_cluster) return;
      if (border_[cluster]++ == 0) neighbors_.push_back(cluster);
    };
    if (pixel.y > 0) add(i - width_);
    if (pixel.x > 0) add(i - 1);
    if (pixel.x + 1 < width_) add(i + 1);
    if (pixel.y + 1 < height_) add(i + width_);
  }

  [[nodiscard]] std::uint16_t best_neighbor(std::uint16_t cluster) const {
    std::uint16_t best = neighbors_.front();
    if (neighbors_.size() == 1) return best;
    double best_distance = squared_distance(colors_[cluster], colors_[best]);
    for (const std::uint16_t other : std::span(neighbors_).subspan(1)) {
      const double distance = squared_distance(colors_[cluster], colors_[other]);
      const double pull = border_[other] * best_distance;
      const double best_pull = border_[best] * distance;
      if (pull < best_pull) continue;
      if (pull == best_pull && std::pair(border_[best], other) > std::pair(border_[other], best)) {
        continue;
      }
      best = other;
      best_distance = distance;
    }
    return best;
  }

  /// Gives the listed pixels to a cluster and joins their area with all of that cluster it touches.
  std::uint32_t recolor(std::uint32_t root, std::uint16_t cluster) {
    for (const std::uint32_t i : pixels_) clusters_[i] = cluster;
    for (const std::uint32_t i : pixels_) {
      const MapPixel pixel{i % width_, i / width_};
      const bool has_left = pixel.x > 0;
      const bool has_right = pixel.x + 1 < width_;
      if (has_left) root = join_if_same(root, i - 1);
      if (has_right) root = join_if_same(root, i + 1);
      for (const int step : {-1, 1}) {
        if (pixel.y + 1 == (step < 0 ? 1 : height_)) continue;
        const std::uint32_t y = pixel.y + static_cast<std::uint32_t>(step);
        root = join_if_same(root, y * width_ + pixel.x);
        if (has_left) root = join_if_linked(root, pixel, {pixel.x - 1, y});
        if (has_right) root = join_if_linked(root, pixel, {pixel.x + 1, y});
      }
    }
    return root;
  }

  std::uint32_t join_if_same(std::uint32_t root, std::uint32_t neighbor) {
    if (clusters_[neighbor] != clusters_[root]) return root;
    const std::uint32_t other = areas_.root(neighbor);
    if (other == root) return root;
    const bool stays = is_kept(root) || is_kept(other);
    const std::uint32_t joined = areas_.join(root, other);
    if (stays) is_kept_[joined] = true;
    return joined;
  }

  std::uint32_t join_if_linked(std::uint32_t root, MapPixel pixel, MapPixel neighbor) {
    if (!corners_.linked(pixel, neighbor)) return root;
    return join_if_same(root, neighbor.y * width_ + neighbor.x);
  }

  std::uint16_t* clusters_;
  std::uint32_t width_;
  std::uint32_t height_;
  Corners corners_;
  AreaForest& areas_;
  std::span<const Color> colors_;
  Rows rows_;
  const Checkpoint& checkpoint_;
  /// For roots; empty where nothing is kept.
  std::vector<bool> is_kept_;
  // Of the area that is being looked at: its pixels, the clusters around it, and the length of its
  // border with each of them.
  std::vector<std::uint32_t> pixels_;
  std::vector<std::uint16_t> neighbors_;
  std::vector<std::uint32_t> border_;
};

/// Joins the areas of two neighboring strips; `y` is the first row of the lower one.
void join_across(const ClusterMap& map, AreaForest& areas, std::uint32_t y, bool joins_corners) {
  const auto width = static_cast<std::uint32_t>(map.width);
  const Corners corners(map, 0, static_cast<std::uint32_t>(map.height), joins_corners);
  for (std::uint32_t x = 0; x < width; ++x) {
    const std::uint32_t i = y * width + x;
    if (map.clusters[i] == no_cluster) continue;
    const auto join_with = [&](std::uint32_t above) {
      const std::uint32_t root = areas.root(i);
      const std::uint32_t other = areas.root(above);
      if (root != other) areas.join(root, other);
    };
    if (map.clusters[i - width] == map.clusters[i]) join_with(i - width);
    if (x > 0 && corners.linked({x, y}, {x - 1, y - 1})) join_with(i - width - 1);
    if (x + 1 < width && corners.linked({x, y}, {x + 1, y - 1})) join_with(i - width + 1);
  }
}

void clean(ClusterMap& map, std::span<const Color> colors, const CleaningOptions& options) {
  AreaForest areas(map.clusters.size());
  const RowStrips strips{map.height};
  const auto width = static_cast<std::uint32_t>(map.width);
  const auto height = static_cast<std::uint32_t>(map.height);
  const bool corners = options.joins_corners;
  parallel_for(strips.count(), options.threads, [&](std::size_t strip) {
    const Rows rows{.first = static_cast<std::uint32_t>(strips.begin(strip)),
                    .end = static_cast<std::uint32_t>(strips.end(strip))};
    pass(options.checkpoint);
    Dissolver dissolver(map, areas, colors, rows, options);
    // What is kept is known only when all strips are one.
    const bool dissolves = options.kept.empty();
    if (dissolves) dissolver.dissolve_pixels();
    areas.build(map, rows.first * width, rows.end * width, corners);
    if (dissolves) dissolver.dissolve(std::min(options.smallest_area, speck_limit));
  });
  for (std::uint32_t y = RowStrips::rows; y < height; y += RowStrips::rows) {
    pass(options.checkpoint);
    join_across(map, areas, y, corners);
  }
  Dissolver dissolver(map, areas, colors, {.first = 0, .end = height}, options);
  if (!options.kept.empty()) dissolver.keep(options.kept);
  dissolver.dissolve(options.smallest_area);
}

}  // namespace

ClusterMap clean_areas(ClusterMap map, std::span<const Color> colors,
                       const CleaningOptions& options) {
  require_valid(map, colors.size());
  if (!std::ranges::all_of(colors, is_finite)) {
    throw std::invalid_argument("a cluster's color is not finite");
  }
  for (const std::uint32_t pixel : options.kept) {
    if (pixel >= map.clusters.size()) throw std::invalid_argument("a kept pixel is not in the map");
  }
  if (!map.clusters.empty() && options.smallest_area > 1) clean(map, colors, options);
  return map;
}

}  // namespace color_clusters
