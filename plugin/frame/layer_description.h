// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/histogram/color_histogram.h"

namespace color_clusters {

/// What a dialog says of what it has read: "24.2 megapixels, 616,111 distinct colors, selection
/// only".
std::string description_of(const ColorHistogram& histogram, bool is_selection);

}  // namespace color_clusters
