// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/map_clusters.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <utility>

#include "plugin/mapping/nearest_cluster.h"
#include "plugin/pixels/decoded_pixels.h"
#include "plugin/pixels/pixel_weights.h"
#include "plugin/tiles/chunk_rows.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {
namespace {

/// A pixel prints from half of the full weight on; compared with twice its weight.
constexpr std::uint32_t printed = full_weight;

using Indices = std::span<std::uint16_t>;
/// Answers with the clusters of the pixels of a chunk, which lies at `area` of the layer.
using FindClusters =
    std::function<void(const GeglRectangle& area, const DecodedPixels& pixels, Indices clusters)>;
/// Takes the clusters of a chunk, `no_cluster` where a pixel is not in the map.
using KeepClusters = std::function<void(const GeglRectangle& area, Indices clusters)>;

/// Weights by cluster. Sums are integers, so their order does not matter.
using Sums = std::vector<std::uint64_t>;

void add(const Sums& part, Sums& sums) {
  std::ranges::transform(sums, part, sums.begin(), std::plus<std::uint64_t>());
}

/// All 0 where nothing has any weight.
std::vector<double> shares_of(const Sums& weights) {
  const auto total = static_cast<double>(std::reduce(weights.begin(), weights.end()));
  std::vector<double> shares(weights.size());
  for (std::size_t i = 0; i < weights.size() && total > 0.0; ++i) {
    shares[i] = static_cast<double>(weights[i]) / total;
  }
  return shares;
}

CountedMap counted_map(ClusterMap map, Sums weights) {
  return {std::move(map), shares_of(weights), std::move(weights)};
}

/// Counts the pixels of clusters. Pixels next to each other, which mostly have the same cluster, go
/// to different counters: none waits for the one before it.
class ClusterCounts {
 public:
  explicit ClusterCounts(std::size_t clusters)
      : clusters_(clusters), counts_(ways * (clusters + 1)) {}

  void add(std::span<const std::uint16_t> clusters) {
    for (std::size_t i = 0; i < clusters.size(); ++i) add(clusters[i], i);
  }
  void add(std::uint16_t cluster, std::size_t pixel) {
    // What is in no cluster is counted beyond the last one.
    const std::size_t counter = std::min<std::size_t>(cluster, clusters_);
    ++counts_[pixel % ways * (clusters_ + 1) + counter];
  }

  /// Adds what was counted with the full weight, and begins anew.
  void move_to(Sums& sums) {
    for (std::size_t way = 0; way < ways; ++way) {
      for (std::size_t i = 0; i < clusters_; ++i) {
        sums[i] += std::uint64_t{counts_[way * (clusters_ + 1) + i]} * full_weight;
      }
    }
    std::ranges::fill(counts_, 0U);
  }

 private:
  static constexpr std::size_t ways = 4;
  std::size_t clusters_;
  std::vector<std::uint32_t> counts_;
};

/// Counts the clusters of a chunk, and takes out of it what is not in the map.
void count_chunk(const DecodedPixels& pixels, const PixelWeights& weights, MapOf use,
                 Indices clusters, ClusterCounts& counts, Sums& sums) {
  if (weights.are_full()) {
    if (pixels.encoding().is_byte) {
      counts.add(clusters);
    } else {
      for (std::size_t i = 0; i < clusters.size(); ++i) {
        if (has_color(pixels.rgba(i))) counts.add(clusters[i], i);
      }
    }
    counts.move_to(sums);
    return;
  }
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (clusters[i] == no_cluster) continue;
    const std::uint32_t weight = weights.of(pixels, i);
    if (has_color(pixels, i)) sums[clusters[i]] += weight;
    if (weight == 0 || (use == MapOf::films && 2 * weight < printed)) clusters[i] = no_cluster;
  }
}

/// One pass over the pixels that finds, counts and keeps their clusters; returns their weights.
Sums walk(const LayerPixels& pixels, std::size_t cluster_count, MapOf use, int threads,
          const Progress& progress, const FindClusters& find, const KeepClusters& keep) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  std::vector<Sums> sums(static_cast<std::size_t>(threads), Sums(cluster_count));
  for_each_band(
      pixels.buffers(), pixels.area, threads, progress, [&](int worker, const GeglRectangle& band) {
        PixelIterator chunks(3);
        const int slot = chunks.add(pixels.buffer.get(), band, encoding.format, GEGL_ACCESS_READ);
        PixelWeights weights(pixels, encoding, band, chunks);
        DecodedPixels decoded(encoding);
        ClusterCounts counts(cluster_count);
        std::vector<std::uint16_t> clusters;
        while (chunks.next()) {
          clusters.assign(chunks.length(), no_cluster);
          if (weights.read(chunks)) {
            decoded.decode(chunks.values<const std::byte>(slot, encoding.pixel_bytes));
            find(chunks.area(), decoded, clusters);
            count_chunk(decoded, weights, use, clusters, counts,
                        sums[static_cast<std::size_t>(worker)]);
          }
          keep(chunks.area(), clusters);
        }
      });
  Sums all(cluster_count);
  for (const Sums& part : sums) add(part, all);
  return all;
}

FindClusters nearest_of(NearestCluster& nearest) {
  return [&nearest](const GeglRectangle&, const DecodedPixels& chunk, Indices clusters) {
    nearest.find(chunk, clusters);
  };
}

FindClusters those_of(const ClusterMap& map, const GeglRectangle& area) {
  return [&map, &area](const GeglRectangle& chunk, const DecodedPixels&, Indices clusters) {
    for_each_row(chunk, area, [&](std::size_t in_map, std::size_t in_chunk, std::size_t count) {
      std::copy_n(&map.clusters[in_map], count, &clusters[in_chunk]);
    });
  };
}

KeepClusters write_to(ClusterMap& map, const GeglRectangle& area) {
  return [&map, &area](const GeglRectangle& chunk, Indices clusters) {
    for_each_row(chunk, area, [&](std::size_t in_map, std::size_t in_chunk, std::size_t count) {
      std::copy_n(&clusters[in_chunk], count, &map.clusters[in_map]);
    });
  };
}

}  // namespace

CountedMap map_clusters(const LayerPixels& pixels, const ClusterColors& colors,
                        const ClusterSpace& space, MapOf use, int threads,
                        const Progress& progress) {
  const GeglRectangle& area = pixels.area;
  ClusterMap map{.clusters = {}, .width = area.width, .height = area.height};
  map.clusters.resize(map.index(0, area.height));
  NearestCluster nearest(colors, space, layer_encoding(pixels.buffer.format()));
  Sums weights = walk(pixels, colors.centers.size(), use, threads, progress, nearest_of(nearest),
                      write_to(map, area));
  return counted_map(std::move(map), std::move(weights));
}

CountedMap count_map(const LayerPixels& pixels, ClusterMap map, std::size_t clusters, MapOf use,
                     int threads, const Checkpoint& checkpoint) {
  Progress progress;
  if (checkpoint) {
    progress = [&checkpoint](double) {
      checkpoint();
      return true;
    };
  }
  Sums weights = walk(pixels, clusters, use, threads, progress, those_of(map, pixels.area),
                      write_to(map, pixels.area));
  return counted_map(std::move(map), std::move(weights));
}

std::vector<double> shares_of(std::span<const CountedMap> maps) {
  Sums sums(maps.empty() ? 0 : maps.front().weights.size());
  for (const CountedMap& map : maps) add(map.weights, sums);
  return shares_of(sums);
}

std::vector<double> shares_of_nearest(std::span<const LayerPixels> layers,
                                      const ClusterColors& colors, const ClusterSpace& space,
                                      int threads) {
  Sums sums(colors.centers.size());
  for (const LayerPixels& pixels : layers) {
    NearestCluster nearest(colors, space, layer_encoding(pixels.buffer.format()));
    add(walk(pixels, colors.centers.size(), MapOf::picture, threads, {}, nearest_of(nearest),
             [](const GeglRectangle&, Indices) {}),
        sums);
  }
  return shares_of(sums);
}

void map_masked_pixels(const LayerPixels& pixels, const ClusterColors& colors,
                       const ClusterSpace& space, int threads, ClusterMap& map) {
  if (!pixels.layer_mask.buffer.exists()) return;
  LayerPixels unmasked = pixels;
  unmasked.layer_mask = {};
  const FindClusters find_known = those_of(map, pixels.area);
  NearestCluster nearest(colors, space, layer_encoding(pixels.buffer.format()));
  walk(
      unmasked, colors.centers.size(), MapOf::picture, threads, {},
      [&](const GeglRectangle& area, const DecodedPixels& chunk, Indices clusters) {
        std::vector<std::uint16_t> known(clusters.size());
        find_known(area, chunk, known);
        nearest.find(chunk, clusters);
        for (std::size_t i = 0; i < known.size(); ++i) {
          if (known[i] != no_cluster) clusters[i] = known[i];
        }
      },
      write_to(map, pixels.area));
}

}  // namespace color_clusters
