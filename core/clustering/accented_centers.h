// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/clustering/clustering.h"
#include "core/color/color.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {

/// The part of find_centers for `options.accents` > 0 and 3 or more colors: up to a third of the
/// colors go to accents, and the others stay the picture's main colors.
///
/// The main colors are those of plain k-means with K - ⌊K/3⌋ of the K colors. Of the spots that are
/// far from them (find_accents) the first ⌈accents · ⌊K/3⌋⌉ get centers of their own, which stay
/// where they are, because iterations would draw them into their surroundings: more with a higher
/// value, but always those of a lower one too. Whatever places are left go where they lower the
/// inertia most.
///
/// The main colors then settle with the new ones, but one with 5 % of the picture or more goes no
/// further than CIEDE2000 5.5 from where it was. If the inertia does not get lower by that, they
/// stay. So it is never above that of plain k-means with K - ⌊K/3⌋ colors.
std::vector<Color> find_accented_centers(const ColorTree& tree, const ClusteringOptions& options,
                                         const ToSrgb& to_srgb);

}  // namespace color_clusters
