// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/painted_shares.h"

#include <cstddef>
#include <numeric>

namespace color_clusters {

ColorParts painted_parts(GeglBuffer* painted, const std::vector<double>& weights) {
  const LayerEncoding encoding = layer_encoding(gegl_buffer_get_format(painted));
  const std::size_t size = encoding.pixel_bytes;
  std::string bytes(size * weights.size(), 0);
  gegl_buffer_get(painted, nullptr, 1.0, encoding.format, bytes.data(), GEGL_AUTO_ROWSTRIDE,
                  GEGL_ABYSS_NONE);
  ColorParts parts;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    parts[bytes.substr(i * size, encoding.color_bytes())] += weights[i];
  }
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (auto& [color, part] : parts) part /= total;
  return parts;
}

ColorParts told_parts(const LayerClusters& clusters, const LayerEncoding& encoding) {
  const std::vector<std::byte> palette = encode_pixels(clusters.colors.layer, encoding);
  ColorParts parts;
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    const auto* const pixel = reinterpret_cast<const char*>(&palette[i * encoding.pixel_bytes]);
    parts[std::string(pixel, encoding.color_bytes())] += clusters.shares[i];
  }
  return parts;
}

}  // namespace color_clusters
