// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/areas/cluster_map.h"
#include "core/base/checkpoint.h"

namespace color_clusters {

struct SmoothingOptions {
  /// 0 … 10: 0 leaves the map as it is; at 1 bumps and dents of a pixel go; at 5 also lines 2
  /// pixels wide and discs of radius 2, at 10 lines 4 wide and discs of radius 5. Up to 3, lines
  /// one pixel wide and at least 12 pixels long stay as they are.
  int strength = 0;
  int threads = 1;
  Checkpoint checkpoint{};  // NOLINT(readability-redundant-member-init)
};

/// Rounds ragged borders between the areas of a map. Pixels only ever take the cluster of a pixel
/// with which they share a side, so there is nothing in the result that was not there before.
/// Straight edges stay where they are; corners lose a pixel or, with more strength, some more.
/// Throws std::invalid_argument when the strength is not 0 … 10, or when the map's size is not that
/// of its clusters or is 2^31 or more.
///
/// Several times over, each pixel on a border gets the cluster that has most of its surroundings,
/// weighted by a Gaussian, if that is more than what its own cluster has. This moves borders toward
/// the middle of their bends (B. Merriman, J. Bence and S. Osher, "Diffusion generated motion by
/// mean curvature", 1992; for many phases S. Esedoḡlu and F. Otto, "Threshold dynamics for networks
/// with arbitrary surface tensions", 2015), here by at most a pixel each time. The more strength,
/// the wider is the Gaussian and the more often it is done.
///
/// Lines are connected sets of enough pixels that no square of 2 × 2 pixels of one cluster covers:
/// the residue of a morphological opening (J. Serra, "Image Analysis and Mathematical Morphology",
/// 1982).
///
/// Memory: 2 bytes a pixel, and where lines are kept 1 more and a bit.
ClusterMap smooth_edges(ClusterMap map, const SmoothingOptions& options);

}  // namespace color_clusters
