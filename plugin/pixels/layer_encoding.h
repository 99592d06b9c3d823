// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <babl/babl.h>

#include "core/color/color.h"

namespace color_clusters {

/// How the pixels of a buffer encode their colors.
///
/// Between buffer and cluster space, colors travel as *layer colors*: three floats R, G, B in the
/// layer's own RGB space, 0 … 1 in gamut. For 8-bit layers they have the layer's own transfer
/// function, so that a byte is exactly value / 255; all others are gamma-encoded, whatever they are
/// in the buffer.
struct LayerEncoding {
  /// Format of the buffer's pixels.
  const Babl* format;
  /// RGB space of the layer.
  const Babl* space;
  /// Format of layer colors: three floats.
  const Babl* color_format;
  /// One byte per component (indexed: per index).
  bool is_byte;
  bool is_gray;
  bool is_indexed;
  bool has_alpha;
  /// Size of a pixel and of its alpha component, which comes last (0 without alpha).
  std::size_t pixel_bytes;
  std::size_t alpha_bytes;

  /// Size of the part of a pixel that is not alpha.
  [[nodiscard]] std::size_t color_bytes() const { return pixel_bytes - alpha_bytes; }
};

/// Whether the components of pixels are those of layer colors and alpha, if not of the same type.
bool is_gamma_encoded(const LayerEncoding& encoding);

/// A component of a layer color of an 8-bit layer, exactly value / 255: babl's way is another one,
/// in which the last bit can differ, and with it which of two colors is nearest.
float exact_level(float component);

/// Describes the format of a layer's buffer.
LayerEncoding layer_encoding(const Babl* format);

/// Format of layer colors with alpha: four floats or, for a gray layer, two.
const Babl* color_alpha_format(const LayerEncoding& encoding);

/// sRGB colors (gamma-encoded, not clipped) as layer colors. A gray layer takes their luminance,
/// and an 8-bit layer the nearest that it can hold.
std::vector<Color> layer_colors_from_srgb(std::span<const Color> srgb,
                                          const LayerEncoding& encoding);

/// One opaque pixel in `encoding.format` for each layer color. A gray layer takes the mean of the
/// three channels. The layer must not be indexed.
std::vector<std::byte> encode_pixels(std::span<const Color> layer_colors,
                                     const LayerEncoding& encoding);

}  // namespace color_clusters
