// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawn_map.h"

#include <cmath>
#include <cstddef>
#include <random>

namespace color_clusters {

ClusterMap draw_map(const std::vector<std::string>& rows) {
  ClusterMap map{.clusters = {},
                 .width = rows.empty() ? 0 : static_cast<int>(rows[0].size()),
                 .height = static_cast<int>(rows.size())};
  for (const std::string& row : rows) {
    for (const char letter : row) {
      map.clusters.push_back(letter == '.' ? no_cluster : static_cast<std::uint16_t>(letter - 'a'));
    }
  }
  return map;
}

std::vector<std::string> drawing_of(const ClusterMap& map) {
  std::vector<std::string> rows(static_cast<std::size_t>(map.height));
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    const std::uint16_t cluster = map.clusters[i];
    rows[i / static_cast<std::size_t>(map.width)] +=
        cluster == no_cluster ? '.' : static_cast<char>('a' + cluster);
  }
  return rows;
}

ClusterMap plain_map(int width, int height) {
  const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  return {.clusters = ClusterMap::Clusters(pixels), .width = width, .height = height};
}

ClusterMap random_map(int width, int height, unsigned clusters, std::uint32_t seed) {
  std::mt19937 random(seed);
  ClusterMap map = plain_map(width, height);
  for (std::uint16_t& cluster : map.clusters) {
    const auto number = static_cast<std::uint32_t>(random());
    cluster = number % 10 == 0 ? no_cluster : static_cast<std::uint16_t>(number / 10 % clusters);
  }
  return map;
}

ClusterMap noisy_waves(int width, int height, unsigned clusters, unsigned noise_period,
                       std::uint32_t seed) {
  std::mt19937 random(seed);
  ClusterMap map = plain_map(width, height);
  std::size_t i = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, ++i) {
      const double wave = 2.0 + std::sin(x / 23.0) + std::sin(y / 17.0 + x / 41.0);
      auto cluster = static_cast<unsigned>(wave * clusters / 4.01);
      const auto number = static_cast<std::uint32_t>(random());
      if (number % noise_period == 0) cluster = number / noise_period % clusters;
      map.clusters[i] = static_cast<std::uint16_t>(cluster);
    }
  }
  return map;
}

}  // namespace color_clusters
