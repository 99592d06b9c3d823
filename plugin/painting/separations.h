// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "core/areas/cluster_map.h"
#include "plugin/tiles/pixel_buffer.h"

namespace color_clusters {

/// Copies the pixels of one cluster, or those of `no_cluster`, out of a posterized picture that
/// `map` belongs to. Both buffers begin at (0, 0) and are as large as the map; `destination` is all
/// transparent and has the format of `posterized`, but always with alpha. Answers whether there was
/// anything to see. The result does not depend on `threads`.
bool copy_cluster(const PixelBuffer& posterized, const ClusterMap& map, std::uint16_t cluster,
                  const PixelBuffer& destination, int threads);

/// Paints a film: black where it prints (1), white elsewhere (0). `prints` has one value for each
/// pixel of the buffer, which begins at (0, 0).
void paint_film(std::span<const std::uint8_t> prints, const PixelBuffer& destination, int threads);

}  // namespace color_clusters
