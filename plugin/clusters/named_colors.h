// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/color/color.h"
#include "plugin/clusters/layer_clusters.h"

namespace color_clusters {

/// An entry of a palette, in gamma-encoded sRGB, not clipped. Without a name it is empty.
struct NamedColor {
  Color srgb;
  std::string name;

  bool operator==(const NamedColor&) const = default;
};

/// The name that a color keeps wherever it goes: without the share that it had in another picture
/// (see cluster_names).
std::string lasting_name(const std::string& name);

/// The places in a palette of those of `colors` that it has, each once; in a palette with several
/// that are equal in 8-bit sRGB that of the same one, or else of the first.
std::vector<std::size_t> entries_of(std::span<const Color> palette, std::span<const Color> colors);

/// Calls each cluster what the nearest of the colors is called, by CIEDE2000 from the color in
/// which it is shown, and in a tie the first. Colors without a name are passed over; without any
/// with a name the clusters keep theirs.
void name_after(std::span<const NamedColor> colors, LayerClusters& clusters);

}  // namespace color_clusters
