// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "plugin/filter/filter_options.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {

/// The formats that layers have in GIMP, some of them in a space of their own, without those that
/// are indexed.
std::span<const Babl* const> layer_formats();

/// A name for messages, with the space.
std::string name_of(const Babl* format);

/// A picture at any place, of clumps of colors that look random; with alpha from 0 to 1 where there
/// is alpha, and with values beyond 0 … 1 where the type allows it.
Buffer clumps(const Babl* format, const GeglRectangle& extent, std::uint32_t seed = 1);

/// A picture in one color, given in gamma-encoded sRGB with alpha.
Buffer plain(const Babl* format, const GeglRectangle& extent, const std::vector<float>& color);

using Bytes = std::vector<std::uint8_t>;

/// The bytes of a part of a buffer, row by row.
Bytes bytes_at(GeglBuffer* buffer, const GeglRectangle& part);

FilterOptions options_with(int color_count);

/// What the filter makes of a part of a picture, or of all of it, in the picture's format.
Buffer filtered(const FilterOptions& options, const Buffer& picture, const GeglRectangle& part);
Bytes filtered_bytes(const FilterOptions& options, const Buffer& picture,
                     const GeglRectangle& part);
Bytes filtered_bytes(const FilterOptions& options, const Buffer& picture);

}  // namespace color_clusters
