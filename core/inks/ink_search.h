// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/color/color.h"
#include "core/inks/density_modes.h"

namespace color_clusters {

/// The colors that flat art was made with: those modes of the density, largest first, that are
/// neither noise nor made by the edges between others.
///
/// An edge blends the colors of its sides: antialiasing on the straight line between them, JPEG
/// with halved chroma also with the brightness of one side or anything between. Such blends make
/// modes too where an edge is upright or curved gently. They lie near the line (plane) between two
/// larger inks and are small; with many inks the lines are close to everything, so what counts as
/// near shrinks with their number. How much a picture suffers from edges shows in the part of it
/// that belongs to no mode. The search ends when there are more than max_clusters.
std::vector<DensityMode> find_inks(std::span<const Color> srgb, std::span<const double> weights);

}  // namespace color_clusters
