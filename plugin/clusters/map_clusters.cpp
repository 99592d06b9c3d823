// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/map_clusters.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>

#include "plugin/clusters/nearest_cluster.h"
#include "plugin/pixels/chunk_rows.h"
#include "plugin/pixels/mask_reader.h"
#include "plugin/pixels/pixel_iterator.h"

namespace color_clusters {
namespace {

/// Sums of weights are integers in these parts of a pixel, so that their order does not matter.
constexpr double weight_units = 65536.0;

/// The weights of the pixels that an iterator comes by.
class WeightReader {
 public:
  /// Adds alpha and masks to an iterator whose first buffer is `band` of the layer.
  WeightReader(const LayerPixels& pixels, const LayerEncoding& encoding, const GeglRectangle& band,
               PixelIterator& chunks)
      : chunks_(chunks), components_(encoding.is_gray ? 2 : 4), mask_(pixels, band, chunks) {
    if (!encoding.has_alpha) return;
    alpha_slot_ =
        chunks.add(pixels.buffer.get(), band, color_alpha_format(encoding), GEGL_ACCESS_READ);
  }

  /// Takes the weights of the iterator's chunk.
  void read() {
    is_masked_out_ = !mask_.read(chunks_);
    if (alpha_slot_) colors_ = chunks_.values<const float>(*alpha_slot_, components_);
  }

  [[nodiscard]] bool is_masked_out() const { return is_masked_out_; }
  /// Every pixel of the chunk has the weight 1.
  [[nodiscard]] bool is_full() const { return colors_.empty() && mask_.values().empty(); }

  /// Weight of a pixel of the chunk, 0 … 1. Alpha that is not a number is none.
  [[nodiscard]] double weight(std::size_t i) const {
    const double mask =
        mask_.values().empty() ? 1.0 : std::clamp(static_cast<double>(mask_.values()[i]), 0.0, 1.0);
    if (colors_.empty()) return mask;
    const double alpha = static_cast<double>(colors_[(i + 1) * components_ - 1]);
    return alpha > 0.0 ? std::min(alpha, 1.0) * mask : 0.0;
  }

 private:
  const PixelIterator& chunks_;
  std::size_t components_;
  MaskReader<float> mask_;
  std::optional<int> alpha_slot_;
  std::span<const float> colors_;
  bool is_masked_out_ = false;
};

/// Too light to count.
bool is_too_light(double weight, double least_weight) {
  return weight <= 0.0 || weight < least_weight;
}

}  // namespace

ClusterMap map_clusters(const LayerPixels& pixels, const ClusterColors& colors,
                        const ClusterSpace& space, double least_weight, int threads,
                        const Progress& progress) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const GeglRectangle& area = pixels.area;
  ClusterMap map{.clusters = {}, .width = area.width, .height = area.height};
  map.clusters.assign(map.index(0, area.height), no_cluster);
  NearestCluster nearest(colors, space, encoding);
  for_each_band(pixels.buffers(), area, threads, progress, [&](int, const GeglRectangle& band) {
    PixelIterator chunks(4);
    const int slot = chunks.add(pixels.buffer.get(), band, encoding.format, GEGL_ACCESS_READ);
    WeightReader weights(pixels, encoding, band, chunks);
    std::vector<std::uint16_t> clusters;
    while (chunks.next()) {
      weights.read();
      if (weights.is_masked_out()) continue;
      clusters.resize(chunks.length());
      nearest.find(chunks.values<const std::byte>(slot, encoding.pixel_bytes), clusters);
      for (std::size_t i = 0; i < clusters.size() && !weights.is_full(); ++i) {
        if (is_too_light(weights.weight(i), least_weight)) clusters[i] = no_cluster;
      }
      for_each_row(chunks.area(), area, [&](std::size_t to, std::size_t from, std::size_t count) {
        std::copy_n(&clusters[from], count, &map.clusters[to]);
      });
    }
  });
  return map;
}

void drop_light_pixels(const LayerPixels& pixels, double least_weight, int threads,
                       ClusterMap& map) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const GeglRectangle& area = pixels.area;
  for_each_band(pixels.buffers(), area, threads, {}, [&](int, const GeglRectangle& band) {
    PixelIterator chunks(4);
    chunks.add(pixels.buffer.get(), band, encoding.format, GEGL_ACCESS_READ);
    WeightReader weights(pixels, encoding, band, chunks);
    while (chunks.next()) {
      weights.read();
      if (weights.is_full()) continue;
      for_each_row(chunks.area(), area, [&](std::size_t to, std::size_t from, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
          if (weights.is_masked_out() || is_too_light(weights.weight(from + i), least_weight)) {
            map.clusters[to + i] = no_cluster;
          }
        }
      });
    }
  });
}

std::vector<double> shares_of_map(const LayerPixels& pixels, const ClusterMap& map,
                                  std::size_t clusters, int threads) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const GeglRectangle& area = pixels.area;
  std::vector<std::vector<std::uint64_t>> sums(static_cast<std::size_t>(threads),
                                               std::vector<std::uint64_t>(clusters));
  for_each_band(pixels.buffers(), area, threads, {}, [&](int worker, const GeglRectangle& band) {
    std::vector<std::uint64_t>& sum = sums[static_cast<std::size_t>(worker)];
    PixelIterator chunks(4);
    chunks.add(pixels.buffer.get(), band, encoding.format, GEGL_ACCESS_READ);
    WeightReader weights(pixels, encoding, band, chunks);
    while (chunks.next()) {
      weights.read();
      if (weights.is_masked_out()) continue;
      for_each_row(chunks.area(), area, [&](std::size_t of, std::size_t in, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
          const std::uint16_t cluster = map.clusters[of + i];
          if (cluster == no_cluster) continue;
          sum[cluster] += static_cast<std::uint64_t>(std::llround(
              weights.is_full() ? weight_units : weights.weight(in + i) * weight_units));
        }
      });
    }
  });

  std::vector<double> shares(clusters);
  for (const std::vector<std::uint64_t>& of_worker : sums) {
    std::ranges::transform(shares, of_worker, shares.begin(), [](double share, std::uint64_t sum) {
      return share + static_cast<double>(sum);
    });
  }
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (total > 0.0) {
    for (double& share : shares) share /= total;
  }
  return shares;
}

}  // namespace color_clusters
