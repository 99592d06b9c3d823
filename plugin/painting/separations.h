// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "core/areas/cluster_map.h"
#include "core/color/color.h"
#include "plugin/tiles/pixel_buffer.h"

namespace color_clusters {

/// Copies the pixels of one cluster, or those of `no_cluster`, out of a posterized picture that
/// `map` belongs to. Both buffers begin at (0, 0) and are as large as the map; `destination` is all
/// transparent and has the format of `posterized`, but always with alpha. Answers whether there was
/// anything to see. The result does not depend on `threads`.
bool copy_cluster(const PixelBuffer& posterized, const ClusterMap& map, std::uint16_t cluster,
                  const PixelBuffer& destination, int threads);

/// Paints a part of a film, which is white: black where it prints (1); 0 elsewhere. `prints` has
/// one value for each pixel of `area`, which lies in the buffer, row by row.
void paint_film(std::span<const std::uint8_t> prints, const GeglRectangle& area,
                const PixelBuffer& destination, int threads);

/// Paints a part of a layer in few colors, gamma-encoded sRGB: `pixels` has the number of its color
/// for each pixel of `area`, row by row. The layer has the first color already (see fill_with).
void paint_colors(std::span<const Color> srgb, std::span<const std::uint32_t> pixels,
                  const GeglRectangle& area, const PixelBuffer& destination, int threads);

/// Gives all pixels of a layer one color, in gamma-encoded sRGB; the same as paint_colors does.
void fill_with(const Color& srgb, const PixelBuffer& destination);

}  // namespace color_clusters
