// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <span>
#include <stdexcept>
#include <vector>

#include "core/areas/cluster_map.h"
#include "core/color/color.h"

namespace color_clusters {

/// Ends the program, whatever it was built with, if a target's invariant is broken, and says which.
inline void require(bool holds, std::source_location where = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: this does not hold\n", where.file_name(), where.line());
  std::abort();
}

/// Whether a call throws std::invalid_argument; nothing else may be thrown.
template <typename Call>
bool is_refused(const Call& call) {
  try {
    call();
  } catch (const std::invalid_argument&) {
    return true;
  }
  return false;
}

/// Takes parameters and a map from a fuzzer's bytes; where there are no more, they are 0.
class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size) : bytes_(data, size) {}

  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t first = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return first;
  }

  /// A number from any four bytes.
  std::int32_t number() {
    std::uint32_t result = 0;
    for (int i = 0; i < 4; ++i) result = result << 8U | byte();
    return static_cast<std::int32_t>(result);
  }

  /// How many bytes are left.
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  /// A map of up to 24 × 255 pixels, so that several strips can be in it, and 1 to 8 clusters. Each
  /// byte is a run of pixels: the upper half its length, the lower its cluster or "no pixel".
  ClusterMap map() {
    ClusterMap result{.clusters = {}, .width = byte() % 25, .height = byte()};
    const unsigned clusters = 1U + byte() % most_clusters;
    const auto pixels =
        static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height);
    const std::span<const std::uint8_t> runs = bytes_;
    std::size_t next = 0;
    while (result.clusters.size() < pixels) {
      // A short input is repeated, so that large maps are not mostly empty.
      const unsigned run = runs.empty() ? 0U : runs[next++ % runs.size()];
      const unsigned number = run % 16U;
      const std::uint16_t cluster =
          number == 15U ? no_cluster : static_cast<std::uint16_t>(number % clusters);
      for (unsigned i = 0; i <= run / 16U && result.clusters.size() < pixels; ++i) {
        result.clusters.push_back(cluster);
      }
    }
    return result;
  }

  /// A color for each cluster; some are equal.
  std::vector<Color> colors() {
    std::vector<Color> result(most_clusters);
    for (Color& color : result) color = {static_cast<float>(byte() % 16U), 0.0F, 0.5F};
    return result;
  }

 private:
  static constexpr unsigned most_clusters = 8;

  std::span<const std::uint8_t> bytes_;
};

/// Calls `visit(neighbor)` for the pixels that share a side with pixel `i`.
template <typename Visit>
void for_neighbors(const ClusterMap& map, std::size_t i, Visit visit) {
  const auto width = static_cast<std::size_t>(map.width);
  if (i % width > 0) visit(i - 1);
  if (i % width + 1 < width) visit(i + 1);
  if (i >= width) visit(i - width);
  if (i + width < map.clusters.size()) visit(i + width);
}

/// Whether two maps have their pixels at the same places.
inline bool same_places(const ClusterMap& a, const ClusterMap& b) {
  for (std::size_t i = 0; i < a.clusters.size(); ++i) {
    if ((a.clusters[i] == no_cluster) != (b.clusters[i] == no_cluster)) return false;
  }
  return a.clusters.size() == b.clusters.size() && a.width == b.width && a.height == b.height;
}

/// Whether each cluster of `part` is in `whole`, too.
inline bool has_no_other_clusters(const ClusterMap& part, const ClusterMap& whole) {
  std::vector<bool> is_there(std::size_t{no_cluster} + 1);
  for (const std::uint16_t cluster : whole.clusters) is_there[cluster] = true;
  for (const std::uint16_t cluster : part.clusters) {
    if (!is_there[cluster]) return false;
  }
  return true;
}

}  // namespace color_clusters
