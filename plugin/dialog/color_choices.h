// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include <libgimp/gimp.h>

#include "plugin/clusters/cluster_arguments.h"
#include "plugin/widgets/swatch_row.h"

namespace color_clusters {

/// What the artist wants of single colors, as chosen in a dialog: which stay while the others are
/// found, and which are shown in another color. Kept in the config.
class ColorChoices {
 public:
  explicit ColorChoices(GimpProcedureConfig* config) : config_(config) {}

  /// Whether a color that was found stays, with the arguments that it was found with.
  [[nodiscard]] Lock lock_of(const Color& found, const ClusterArguments& arguments) const;
  void lock(const Color& found, bool is_locked);
  /// Keeps a color of the artist's own; asks for one color more if there are as many already.
  void add(const Color& color);
  /// Shows a cluster in another color than was found.
  /// `found` are the colors of all clusters.
  void recolor(std::span<const Color> found, std::size_t cluster, const Color& shown);
  /// Shows it in its own color again.
  void take_back(std::span<const Color> found, std::size_t cluster);
  /// Nothing is wanted.
  void clear();

 private:
  GimpProcedureConfig* config_;
};

}  // namespace color_clusters
