// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas/film.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

constexpr int most_trap = 100;

/// How far to both sides of a column the ink spreads in a row, by its distance to the ink in that
/// column; negative where it does not reach the row.
std::vector<std::int8_t> reaches_of(int trap) {
  std::vector<std::int8_t> reaches(static_cast<std::size_t>(trap) + 2, std::int8_t{-1});
  for (int distance = 0; distance <= trap; ++distance) {
    const int squared = trap * trap - distance * distance;
    int reach = static_cast<int>(std::sqrt(static_cast<double>(squared)));
    while (reach * reach > squared) --reach;
    while ((reach + 1) * (reach + 1) <= squared) ++reach;
    reaches[static_cast<std::size_t>(distance)] = static_cast<std::int8_t>(reach);
  }
  return reaches;
}

/// Makes the films of strips. Can be used from several threads at once.
class FilmMaker {
 public:
  FilmMaker(const ClusterMap& map, std::span<const int> ranks, const FilmOptions& options)
      : map_(map),
        ink_(options.ink),
        trap_(options.trap),
        reaches_(reaches_of(options.trap)),
        takes_(std::size_t{no_cluster} + 1) {
    for (std::size_t cluster = 0; cluster < ranks.size(); ++cluster) {
      takes_[cluster] = ranks[cluster] > ranks[ink_] ? 1 : 0;
    }
  }

  /// Rows from `begin` to before `end`.
  void make(int begin, int end, std::uint8_t* film) const {
    if (trap_ == 0) {
      const std::size_t first = map_.index(0, begin);
      const std::size_t count = map_.index(0, end) - first;
      for (std::size_t i = 0; i < count; ++i) {
        film[i] = static_cast<std::uint8_t>(map_.clusters[first + i] == ink_ ? 1 : 0);
      }
      return;
    }
    measure_columns(begin, end, film);
    std::vector<std::uint8_t> covered(static_cast<std::size_t>(map_.width));
    for (int y = begin; y < end; ++y) {
      spread_row(y, film, covered);
      film += map_.width;
    }
  }

 private:
  [[nodiscard]] const std::uint16_t* row(int y) const {
    return map_.clusters.data() + map_.index(0, y);
  }

  /// Steps to the next row: a pixel of the ink is at distance 0, others at one more than before, up
  /// to the first distance that is too far.
  void step(int y, std::vector<std::uint8_t>& distances) const {
    const std::uint16_t* const clusters = row(y);
    const auto too_far = static_cast<std::uint8_t>(trap_ + 1);
    for (std::size_t x = 0; x < distances.size(); ++x) {
      const auto next = std::min(static_cast<std::uint8_t>(distances[x] + 1), too_far);
      distances[x] = clusters[x] == ink_ ? std::uint8_t{0} : next;
    }
  }

  /// Sets the distances to the ink along the columns.
  void measure_columns(int begin, int end, std::uint8_t* strip) const {
    const auto width = static_cast<std::size_t>(map_.width);
    const auto too_far = static_cast<std::uint8_t>(trap_ + 1);
    std::vector<std::uint8_t> distances(width, too_far);
    for (int y = std::max(begin - trap_, 0); y < end; ++y) {
      step(y, distances);
      if (y >= begin) std::ranges::copy(distances, strip + map_.index(0, y - begin));
    }
    std::ranges::fill(distances, too_far);
    for (int y = std::min(map_.height - end, trap_) + end; y-- > begin;) {
      step(y, distances);
      if (y >= end) continue;
      std::uint8_t* const above = strip + map_.index(0, y - begin);
      for (std::size_t x = 0; x < width; ++x) above[x] = std::min(above[x], distances[x]);
    }
  }

  /// Replaces the distances of a row by where the ink prints.
  void spread_row(int y, std::uint8_t* distances, std::vector<std::uint8_t>& covered) const {
    const std::uint16_t* const clusters = row(y);
    int left = -1;
    for (std::size_t x = 0; x < covered.size(); ++x) {
      left = std::max(left - 1, int{reaches_[distances[x]]});
      covered[x] = static_cast<std::uint8_t>(left >= 0 ? 1 : 0);
    }
    int right = -1;
    for (std::size_t x = covered.size(); x-- > 0;) {
      right = std::max(right - 1, int{reaches_[distances[x]]});
      const bool is_near = right >= 0 || covered[x] != 0;
      const bool prints = clusters[x] == ink_ || (is_near && takes_[clusters[x]] != 0);
      distances[x] = static_cast<std::uint8_t>(prints ? 1 : 0);
    }
  }

  const ClusterMap& map_;
  std::uint16_t ink_;
  int trap_;
  std::vector<std::int8_t> reaches_;
  /// For each cluster, and for "no pixel", whether the ink spreads under it.
  std::vector<std::uint8_t> takes_;
};

}  // namespace

std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options, int first_row, int end_row) {
  require_valid(map);
  if (options.ink >= ranks.size() || ranks.size() > no_cluster) {
    throw std::invalid_argument("a film's ink has a rank, and there are at most 65535 ranks");
  }
  if (options.trap < 0 || options.trap > most_trap) {
    throw std::invalid_argument("a trap has 0 to 100 pixels");
  }
  if (first_row < 0 || first_row > end_row || end_row > map.height) {
    throw std::invalid_argument("a film is made of rows that are in the map");
  }
  std::vector<std::uint8_t> film(map.index(0, end_row) - map.index(0, first_row));
  if (film.empty()) return film;
  const FilmMaker maker(map, ranks, options);
  const RowStrips strips{end_row - first_row};
  parallel_for(strips.count(), options.threads, [&](std::size_t strip) {
    const int begin = strips.begin(strip);
    maker.make(first_row + begin, first_row + strips.end(strip), film.data() + map.index(0, begin));
  });
  return film;
}

std::vector<std::uint8_t> make_film(const ClusterMap& map, std::span<const int> ranks,
                                    const FilmOptions& options) {
  return make_film(map, ranks, options, 0, map.height);
}

}  // namespace color_clusters
