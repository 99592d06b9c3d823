// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/color/color.h"

namespace color_clusters {

/// CIEDE2000 difference of two CIELAB colors (L 0 … 100, same white point), with all parametric
/// factors 1: 1 is a just noticeable difference under good conditions, about 100 is black to white.
/// Source: G. Sharma, W. Wu and E. N. Dalal, "The CIEDE2000 color-difference formula:
/// implementation notes, supplementary test data, and mathematical observations", Color Research
/// and Application 30(1), 2005.
double ciede2000(const Color& lab1, const Color& lab2);

}  // namespace color_clusters
