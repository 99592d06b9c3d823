// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/clustering/clustering.h"
#include "core/color/cielab.h"
#include "core/color/color.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"
#include "core/histogram/color_histogram.h"
#include "entries.h"
#include "flat_art.h"

namespace color_clusters {

/// A cluster space and the way there from gamma-encoded sRGB and back.
struct Space {
  const char* name;
  Color (*from_srgb)(const Color&);
  Color (*to_srgb)(const Color&);
};

inline Color same(const Color& color) { return color; }
inline Color oklab_from_srgb(const Color& srgb) {
  return oklab_from_linear_srgb(linear_from_srgb(srgb));
}
inline Color srgb_from_oklab(const Color& lab) {
  return srgb_from_linear(linear_srgb_from_oklab(lab));
}

inline constexpr Space srgb{"sRGB", same, same};
inline constexpr Space oklab{"Oklab", oklab_from_srgb, srgb_from_oklab};
inline constexpr Space cielab{"CIELAB", lab_from_srgb, srgb_from_lab};

/// Clusters a histogram of gamma-encoded sRGB with its places, if it has any.
Clustering natural_clusters(ColorHistogram histogram, const ClusteringOptions& options,
                            const Space& space = srgb);

ColorHistogram histogram_of(const FlatArt& art);

/// With what surrounds all pixels but those at the border.
ColorHistogram histogram_with_places(const FlatArt& art);

/// Soft clumps of colors that run into each other, as in a photograph.
ColorHistogram photo_like(unsigned seed);

}  // namespace color_clusters
