// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/clean_areas.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <queue>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/areas/disjoint_sets.h"
#include "core/base/large_arrays.h"
#include "core/base/parallel.h"

namespace color_clusters {
namespace {

/// What is smaller than this is dissolved strip by strip, in parallel, the rest in the whole map:
/// there are millions of specks, but few larger areas.
constexpr std::uint32_t speck_limit = 32;

struct Pixel {
  std::uint32_t x;
  std::uint32_t y;
  friend bool operator==(const Pixel&, const Pixel&) = default;
};

/// Tells which pixels that share only a corner hang together. Looks no further than one row beyond
/// the given rows, which are those of a strip, or all.
class Corners {
 public:
  Corners(const ClusterMap& map, std::uint32_t first_row, std::uint32_t end_row)
      : clusters_(map.clusters.data()),
        width_(static_cast<std::uint32_t>(map.width)),
        height_(static_cast<std::uint32_t>(map.height)),
        first_row_(first_row),
        end_row_(end_row) {}

  /// Whether `a` and `b`, one row and one column apart, belong to a line. In the usual case, that
  /// they do not even have the same cluster, this is the first thing found out.
  [[nodiscard]] bool linked(Pixel a, Pixel b) const {
    const std::uint16_t cluster = at(a);
    return at(b) == cluster && at({a.x, b.y}) != cluster && at({b.x, a.y}) != cluster &&
           (begins_line(a, b) || begins_line(b, a));
  }

  /// Whether a pixel is linked with any at its corners.
  [[nodiscard]] bool has_link(Pixel pixel) const {
    const bool has_left = pixel.x > 0;
    const bool has_right = pixel.x + 1 < width_;
    const auto in_row = [&](std::uint32_t y) {
      return (has_left && linked(pixel, {pixel.x - 1, y})) ||
             (has_right && linked(pixel, {pixel.x + 1, y}));
    };
    return (pixel.y > 0 && in_row(pixel.y - 1)) || (pixel.y + 1 < height_ && in_row(pixel.y + 1));
  }

 private:
  [[nodiscard]] std::uint16_t at(Pixel pixel) const {
    return clusters_[pixel.y * width_ + pixel.x];
  }

  /// How many of the eight pixels around one are of its cluster.
  [[nodiscard]] int same_around(Pixel pixel) const {
    const std::uint16_t* const middle = clusters_ + (pixel.y * width_ + pixel.x);
    const std::uint16_t cluster = *middle;
    const bool has_left = pixel.x > 0;
    const bool has_right = pixel.x + 1 < width_;
    const auto in_row = [&](const std::uint16_t* row) {
      const auto same = [&](const std::uint16_t* other) { return *other == cluster ? 1 : 0; };
      return same(row) + (has_left ? same(row - 1) : 0) + (has_right ? same(row + 1) : 0);
    };
    return in_row(middle) - 1 + (pixel.y > 0 ? in_row(middle - width_) : 0) +
           (pixel.y + 1 < height_ ? in_row(middle + width_) : 0);
  }

  /// Whether a pixel has at most two neighbors of its cluster. It has not in a row where it may not
  /// be looked at.
  [[nodiscard]] bool is_thin(Pixel pixel) const {
    return pixel.y >= first_row_ && pixel.y < end_row_ && same_around(pixel) <= 2;
  }

  /// Whether `pixel` is thin and one of its neighbors as well: `next`, or that on the other side.
  [[nodiscard]] bool begins_line(Pixel pixel, Pixel next) const {
    const int same = same_around(pixel);
    return same <= 2 && (is_thin(next) || (same == 2 && is_thin(other_neighbor(pixel, next))));
  }

  /// The neighbor other than `next` of a pixel with two of its cluster.
  [[nodiscard]] Pixel other_neighbor(Pixel pixel, Pixel next) const {
    const std::uint32_t last_x = std::min(pixel.x + 1, width_ - 1);
    const std::uint32_t last_y = std::min(pixel.y + 1, height_ - 1);
    for (std::uint32_t y = pixel.y > 0 ? pixel.y - 1 : 0; y <= last_y; ++y) {
      for (std::uint32_t x = pixel.x > 0 ? pixel.x - 1 : 0; x <= last_x; ++x) {
        const Pixel other{x, y};
        if (at(other) == at(pixel) && other != pixel && other != next) return other;
      }
    }
    return next;
  }

  const std::uint16_t* clusters_;
  std::uint32_t width_;
  std::uint32_t height_;
  std::uint32_t first_row_;
  std::uint32_t end_row_;
};

/// The areas of a map: for each a tree of its pixels that leads to its size, and a ring through its
/// pixels.
class AreaForest {
 public:
  explicit AreaForest(std::size_t pixels) : links_(pixels), next_(pixels) {}

  /// Finds the areas of the pixels begin … end - 1, which are whole rows, as if there were no
  /// others.
  void build(const ClusterMap& map, std::uint32_t begin, std::uint32_t end) {
    link(map, begin, end);
    for (std::uint32_t i = begin; i < end; ++i) add_to_ring(i);
  }

  [[nodiscard]] bool is_root(std::uint32_t i) const { return (links_[i] & root_flag) != 0; }

  /// The pixel that stands for the area of pixel `i`.
  std::uint32_t root(std::uint32_t i) {
    while (!is_root(i)) {
      const std::uint32_t parent = links_[i];
      if (is_root(parent)) return parent;
      links_[i] = links_[parent];
      i = links_[parent];
    }
    return i;
  }

  /// The number of pixels of the area with this root.
  [[nodiscard]] std::uint32_t size(std::uint32_t root) const { return links_[root] & ~root_flag; }

  /// The next pixel of the same area; after the last comes the first.
  [[nodiscard]] std::uint32_t next(std::uint32_t i) const { return next_[i]; }

  /// Makes one area of two with different roots; returns its root.
  std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    if (size(a) < size(b) || (size(a) == size(b) && b < a)) std::swap(a, b);
    links_[a] += size(b);
    links_[b] = a;
    std::swap(next_[a], next_[b]);
    return a;
  }

 private:
  static constexpr std::uint32_t root_flag = 0x80000000;

  /// Makes `links_` the parents of a forest with one tree per area. (Decision tree after K. Wu,
  /// E. Otoo and K. Suzuki, "Optimizing two-pass connected-component labeling algorithms", 2009.)
  void link(const ClusterMap& map, std::uint32_t begin, std::uint32_t end) {
    const auto width = static_cast<std::uint32_t>(map.width);
    const std::uint16_t* const clusters = map.clusters.data();
    const Corners corners(map, begin / width, end / width);
    std::uint32_t* const parents = &links_[0];
    for (std::uint32_t row = begin; row < end; row += width) {
      for (std::uint32_t x = 0; x < width; ++x) {
        const std::uint32_t i = row + x;
        const bool left = x > 0 && clusters[i - 1] == clusters[i];
        const bool up = row > begin && clusters[i - width] == clusters[i];
        if (left && up && clusters[i - width - 1] != clusters[i]) {
          parents[i] = unite(parents, i - width, i - 1);
        } else if (left) {
          parents[i] = parents[i - 1];
        } else {
          parents[i] = up ? parents[i - width] : i;
        }
        if (up || row == begin) continue;
        const Pixel pixel{x, row / width};
        if (x > 0 && corners.linked(pixel, {x - 1, pixel.y - 1})) {
          unite(parents, i - width - 1, i);
        }
        if (x + 1 < width && corners.linked(pixel, {x + 1, pixel.y - 1})) {
          unite(parents, i - width + 1, i);
        }
      }
    }
  }

  /// Parents come first, so they already are roots or lead to one directly.
  void add_to_ring(std::uint32_t i) {
    const std::uint32_t parent = links_[i];
    if (parent == i) {
      links_[i] = root_flag | 1U;
      next_[i] = i;
      return;
    }
    const std::uint32_t root = is_root(parent) ? parent : links_[parent];
    links_[i] = root;
    ++links_[root];
    next_[i] = next_[root];
    next_[root] = i;
  }

  /// Of a root `root_flag` and the size of its area, of another pixel a pixel nearer to the root.
  ZeroedArray<std::uint32_t> links_;
  ZeroedArray<std::uint32_t> next_;
};

/// Areas waiting to be dissolved, the smallest first, those of one size by their roots.
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
  Dissolver(ClusterMap& map, AreaForest& areas, std::span<const Color> colors, Rows rows)
      : clusters_(map.clusters.data()),
        width_(static_cast<std::uint32_t>(map.width)),
        height_(static_cast<std::uint32_t>(map.height)),
        corners_(map, rows.first, rows.end),
        areas_(areas),
        colors_(colors),
        rows_(rows),
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

  /// Dissolves what has fewer pixels than `limit`.
  void dissolve(std::uint32_t limit) {
    SmallestFirst queue(areas_below(limit));
    while (!queue.empty()) {
      const auto [size, root] = queue.pop();
      // Areas that grew or have become part of another are in the queue once more, or need not be.
      if (!areas_.is_root(root) || areas_.size(root) != size || !measure_border(root)) continue;
      const std::uint32_t grown = recolor(root, best_neighbor(clusters_[root]));
      if (areas_.size(grown) < limit) queue.push({areas_.size(grown), grown});
    }
  }

 private:
  [[nodiscard]] std::vector<SmallestFirst::Entry> areas_below(std::uint32_t limit) const {
    std::vector<SmallestFirst::Entry> found;
    for (std::uint32_t i = rows_.first * width_; i < rows_.end * width_; ++i) {
      if (areas_.is_root(i) && areas_.size(i) < limit && clusters_[i] != no_cluster) {
        found.push_back({areas_.size(i), i});
      }
    }
    return found;
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

  void add_borders(Pixel pixel) {
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
      const Pixel pixel{i % width_, i / width_};
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
    return other == root ? root : areas_.join(root, other);
  }

  std::uint32_t join_if_linked(std::uint32_t root, Pixel pixel, Pixel neighbor) {
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
  // Of the area that is being looked at: its pixels, the clusters around it, and the length of its
  // border with each of them.
  std::vector<std::uint32_t> pixels_;
  std::vector<std::uint16_t> neighbors_;
  std::vector<std::uint32_t> border_;
};

/// Joins the areas of two neighboring strips; `y` is the first row of the lower one.
void join_across(const ClusterMap& map, AreaForest& areas, std::uint32_t y) {
  const auto width = static_cast<std::uint32_t>(map.width);
  const Corners corners(map, 0, static_cast<std::uint32_t>(map.height));
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
  parallel_for(strips.count(), options.threads, [&](std::size_t strip) {
    const Rows rows{.first = static_cast<std::uint32_t>(strips.begin(strip)),
                    .end = static_cast<std::uint32_t>(strips.end(strip))};
    Dissolver dissolver(map, areas, colors, rows);
    dissolver.dissolve_pixels();
    areas.build(map, rows.first * width, rows.end * width);
    dissolver.dissolve(std::min(options.smallest_area, speck_limit));
  });
  for (std::uint32_t y = RowStrips::rows; y < height; y += RowStrips::rows) {
    join_across(map, areas, y);
  }
  Dissolver(map, areas, colors, {.first = 0, .end = height}).dissolve(options.smallest_area);
}

}  // namespace

ClusterMap clean_areas(ClusterMap map, std::span<const Color> colors,
                       const CleaningOptions& options) {
  require_valid(map, colors.size());
  for (const Color& color : colors) {
    if (!std::ranges::all_of(color, [](float value) { return std::isfinite(value); })) {
      throw std::invalid_argument("a cluster's color is not finite");
    }
  }
  if (!map.clusters.empty() && options.smallest_area > 1) clean(map, colors, options);
  return map;
}

}  // namespace color_clusters
