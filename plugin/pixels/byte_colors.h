// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/color/byte_color.h"
#include "plugin/pixels/layer_encoding.h"

namespace color_clusters {

/// What the color byte of a pixel of an 8-bit layer means: gray values and indices are looked up
/// here; empty where a pixel has three of them.
std::vector<ByteColor> byte_colors(const LayerEncoding& encoding);

}  // namespace color_clusters
