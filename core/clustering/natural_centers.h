// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/clustering/clustering.h"
#include "core/color/color.h"
#include "core/histogram/surroundings.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {

/// Chooses the number of centers, `options.color_count` at most, and finds them: as many as the
/// picture has colors to the eye. Takes the place of find_centers when no number is given.
///
/// Flat art, where three quarters of the picture are near an ink (see find_inks), gets its inks as
/// they were before noise, antialiasing and compression. If it has more than allowed, find_centers
/// decides. Anything else, like a photograph, is clustered into up to 16 parts; of these, the two
/// that differ least to the eye (by CIEDE2000, times the fourth root of their share) are merged as
/// long as they differ little. Finally, vivid parts far from all centers get centers of their own,
/// in flat art from 1.5 % of the picture on, in anything else from 0.5 %; and with
/// `options.accents`, in either, smaller spots in colors of their own (find_accents), at 1 from 0.1
/// % on. A higher value only adds to what a lower one finds.
///
/// `places` are a sample of the picture's pixels with what surrounds them, in gamma-encoded sRGB.
/// With them, what fills areas is told from what is only on edges (see find_area_inks). Without
/// any, the inks are found among the modes of all colors, where soft edges that have one mixing
/// ratio pass for inks.
///
/// The fixed centers come first and count as chosen: an ink, part or spot that differs little from
/// one of them gets no center of its own.
///
/// All thresholds are in sRGB and CIELAB, so the answer hardly depends on the cluster space.
/// Centers need not be the means of their clusters: an ink's is the mean of its core. The same
/// colors and options give the same bits for any number of threads. Throws like find_centers.
///
/// No published method decides this for pictures; the numbers are from experiments. Sources of the
/// parts: find_inks, find_density_modes, search_centers, ciede2000; J. Ward, "Hierarchical grouping
/// to optimize an objective function", 1963.
std::vector<Color> find_natural_centers(const ColorTree& tree, const ClusteringOptions& options,
                                        const ToSrgb& to_srgb,
                                        std::span<const Surroundings> places = {});

}  // namespace color_clusters
