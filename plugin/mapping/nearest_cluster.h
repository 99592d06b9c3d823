// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/base/large_arrays.h"
#include "core/color/nearest_color.h"
#include "plugin/mapping/cell_clusters.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/pixels/color_keys.h"
#include "plugin/pixels/decoded_pixels.h"

namespace color_clusters {

/// Finds the nearest cluster center for the pixels of a layer, by the rule of NearestColor. Of most
/// colors, cells tell (CellClusters); the rest is moved to the cluster space and compared, once for
/// each color of 8 bits. So is each gray level of up to 16 bits. Can be used from several threads
/// at once.
class NearestCluster {
 public:
  NearestCluster(const ClusterColors& colors, const ClusterSpace& space,
                 const LayerEncoding& encoding);

  /// `indices` has one value for each of the pixels.
  void find(const DecodedPixels& pixels, std::span<std::uint16_t> indices);

 private:
  /// Pixels that are looked at together.
  static constexpr std::size_t batch_size = 256;

  /// Numbers of some pixels of a batch.
  struct Rest {
    std::array<std::uint32_t, batch_size> pixels;
    std::size_t size = 0;

    /// Without a branch, because it could not be predicted.
    void add_if(bool condition, std::size_t pixel) {
      pixels[size] = static_cast<std::uint32_t>(pixel);
      size += condition ? 1 : 0;
    }
  };

  void find_by_keys(std::span<const std::byte> pixels, std::span<std::uint16_t> indices);
  void look_up(std::span<const std::uint32_t> keys, std::span<std::uint16_t> indices);
  void learn(std::span<const std::uint32_t> keys);
  void find_floats(const float* rgba, std::span<std::uint16_t> indices);
  /// Returns those that cells cannot tell of.
  Rest find_by_cells(const float* rgba, std::span<std::uint16_t> indices);

  const ClusterSpace& space_;
  LayerEncoding encoding_;
  ColorKeys keys_;
  NearestColor nearest_;
  /// None where gray levels are looked up, or there are too many clusters.
  std::unique_ptr<CellClusters> cells_;
  /// For each key of a color that was looked up, its index + 1; none where colors have no keys.
  /// Accessed atomically; threads write only what any of them would, so it does not matter who
  /// comes first.
  std::unique_ptr<ZeroedArray<std::uint16_t>> known_;
};

}  // namespace color_clusters
