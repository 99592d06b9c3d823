// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/kmeans/color_tree.h"
#include "core/kmeans/lloyd.h"

namespace color_clusters {

/// Chooses the `count` entries of `palette` that fit a picture best: those for which the weighted
/// sum of the squared distances of all colors of `tree` to the nearest chosen entry is least. (A
/// k-median, or facility location, with squared distances.) The entries numbered in `kept` are
/// chosen whatever they are good for, and count. The palette is in the space of the tree.
///
/// Returns the numbers of the chosen entries in ascending order: as many as wanted, or all. Of
/// entries that do as well, the first is taken, also where the picture has no use for so many.
///
/// Where there are at most 4096 ways to choose, all of them are tried. Else the choice begins with
/// the entry that lowers the sum most, again and again, and goes on with swaps of a chosen entry
/// for another one until none helps. Each entry is tried in all places at once, because what is
/// known of each color is how far the nearest and the second nearest chosen entry are (E. Schubert,
/// P. Rousseeuw, "Fast and eager k-medoids clustering", 2021). Further searches start where some
/// entries are exchanged for any others, and the best one counts. All that works on bins of the
/// colors.
///
/// `checkpoint` is called on the calling thread. The result is the same for any number of threads.
/// Throws std::invalid_argument if the tree has no colors, an entry is not within
/// ± ColorTree::largest_coordinate, `count` is 0, or `kept` has more than `count` numbers, one
/// twice, or one that is not in the palette. The time grows with the number of entries; memory: 600
/// bytes for each bin, and 24 for each entry; where there are so few subsets that all are tried, 8
/// for each bin and entry besides.
std::vector<std::size_t> choose_entries(const ColorTree& tree, std::span<const Color> palette,
                                        std::size_t count, std::span<const std::size_t> kept,
                                        int threads, const Checkpoint& checkpoint = {});

}  // namespace color_clusters
