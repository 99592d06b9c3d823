// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/color/color.h"
#include "core/kmeans/color_tree.h"
#include "core/kmeans/lloyd.h"

namespace color_clusters {

/// Looks for the `color_count` centers with the least scatter over the colors of `tree`; the first
/// ones are the `fixed` centers, at most `color_count`.
///
/// Splits clusters in two along their principal axis until there are enough; then, again and again,
/// moves the center whose removal costs least to the cluster whose split gains most, lets the
/// centers settle and keeps the exchange if the scatter is lower, until none helps. (After T.
/// Kaukoranta, P. Fränti and O. Nevalainen, "Iterative split-and-merge algorithm for vector
/// quantization codebook generation", 1998.) With 5 to 32 centers to find, a shorter second search
/// starts from a perturbed solution, and the better one counts. A fixed center is never moved, but
/// its cluster is split like others: it keeps the center and gives a part of its colors to a new
/// one.
Partition search_centers(const ColorTree& tree, int color_count, int threads,
                         std::span<const Color> fixed = {}, const Checkpoint& checkpoint = {});

/// Only the splits, without exchanges.
Partition split_centers(const ColorTree& tree, int color_count, int threads,
                        std::span<const Color> fixed = {});

}  // namespace color_clusters
