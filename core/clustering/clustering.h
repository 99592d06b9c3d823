// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/histogram/color_histogram.h"
#include "core/kmeans/cluster_search.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {

struct ClusteringOptions {
  /// Number of clusters wanted, 1 … max_clusters.
  int color_count = 5;
  /// The part of the colors that small spots may take that differ from everything else, 0 … 1: at 0
  /// none (plain k-means, with the least inertia), at 1 up to a third of all, see
  /// find_accented_centers. With one or two colors it has no effect.
  double accents = 0.0;
  /// Threads to work on, >= 1. The result is the same for any number.
  int threads = 1;
  /// Centers that are given: they stay bit for bit, even where no color is near, and count among
  /// `color_count`. At most that many, with coordinates as ColorTree takes them.
  // GCC asks for an initializer where not all members are named.
  std::vector<Color> fixed{};  // NOLINT(readability-redundant-member-init)
  /// Leave out what takes longest: the exchanges, and the iterations on all colors. For a preview
  /// while the final centers are being found.
  bool draft = false;
  /// Polled during the work, if given, on the calling thread; when it returns false,
  /// ClusteringStopped is thrown.
  std::function<bool()> keep_going{};  // NOLINT(readability-redundant-member-init)
};

struct ClusteringStopped : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "clustering was stopped"; }
};

/// A partition of a picture's colors: every color belongs to the nearest of the cluster centers.
struct Clustering {
  /// Cluster centers in the space of the histogram that was clustered, largest share first.
  std::vector<Color> centers;
  /// Share of the picture that belongs to each center, sum 1; > 0 unless the center is fixed.
  std::vector<double> shares;
  /// For each center its index in the list given to assign_colors; fixed centers come first there.
  std::vector<std::size_t> center_indices;
  /// Weighted mean of the squared distance between a color and its center.
  double inertia = 0.0;
};

/// Throws std::invalid_argument for an empty tree or an option out of range.
void require_valid(const ColorTree& tree, const ClusteringOptions& options);

/// Finds the `options.color_count` centers with the least inertia (weighted k-means), but for
/// accents: exactly as many as asked for, or one for each color when there are fewer. The fixed
/// ones come first; the others are the best around them. How colors look matters for accents only;
/// without `to_srgb` they are gamma-encoded sRGB. The same colors and options give the same bits.
/// Throws std::invalid_argument as require_valid does.
std::vector<Color> find_centers(const ColorTree& tree, const ClusteringOptions& options,
                                const ToSrgb& to_srgb = {});

/// Moves every center without colors that is not one of the first `fixed_count` to the color with
/// the largest weighted squared error, until all of them have colors. There are at least as many
/// colors as such centers.
void move_empty_centers(const ColorTree& tree, std::vector<Color>& centers, int threads,
                        std::size_t fixed_count);

/// Throws ClusteringStopped when options.keep_going says so. Outlived by the options.
Checkpoint checkpoint_of(const ClusteringOptions& options);

/// Shares and inertia of the centers. One that no color is nearest to is left out, unless it is one
/// of the first `fixed_count`.
Clustering assign_colors(const ColorTree& tree, std::span<const Color> centers, int threads,
                         std::size_t fixed_count = 0);

/// find_centers and assign_colors for the colors of a histogram.
Clustering cluster(const ColorHistogram& histogram, const ClusteringOptions& options,
                   const ToSrgb& to_srgb = {});

}  // namespace color_clusters
