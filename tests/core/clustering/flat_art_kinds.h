// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>

#include "flat_art.h"

namespace color_clusters {

/// A kind of flat art to try methods on.
struct ArtKind {
  const char* name;
  Defects defects{};
  Motif motif = Motif::shapes;
  /// Numbers of inks to draw it with.
  std::array<int, 4> inks{2, 4, 8, 12};
};

/// All kinds, in groups that belong together.
std::span<const ArtKind> flat_art_kinds();

}  // namespace color_clusters
