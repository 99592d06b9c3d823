// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <babl/babl.h>

#include "core/base/large_arrays.h"
#include "core/color/nearest_color.h"
#include "plugin/clusters/cluster_colors.h"

namespace color_clusters {

/// Finds the nearest cluster center for pixels in a layer's own format. Can be used from several
/// threads at once.
class NearestCluster {
 public:
  NearestCluster(const ClusterColors& colors, const ClusterSpace& space,
                 const LayerEncoding& encoding);

  /// `pixels` holds whole pixels of the layer's format; `indices` one value for each.
  void find(std::span<const std::byte> pixels, std::span<std::uint16_t> indices);

 private:
  void find_bytes(std::span<const std::byte> pixels, std::span<std::uint16_t> indices);
  void learn(std::span<const std::uint32_t> keys);
  void find_floats(std::span<const std::byte> pixels, std::span<std::uint16_t> indices) const;

  const ClusterSpace& space_;
  LayerEncoding encoding_;
  NearestColor nearest_;
  /// 8-bit layers: for each color that was met, its index + 1; RGB colors in Morton order, where
  /// neighbors in the picture are neighbors in memory. Accessed atomically; threads write only what
  /// any of them would, so it does not matter who comes first.
  std::unique_ptr<ZeroedArray<std::uint16_t>> known_;
  /// Other layers: conversion of their pixels to layer colors.
  const Babl* to_layer_color_ = nullptr;
};

}  // namespace color_clusters
