// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/color/color.h"
#include "core/print/number_areas.h"

namespace color_clusters {

/// Where the key of the numbers goes: nowhere, below or beside the picture, or into an image of its
/// own.
enum class KeyPlace { none, below, beside, image };

/// What "Paint by Numbers" is asked for besides its colors and areas. Lengths are in pixels.
struct NumberArguments {
  /// The font sizes of the numbers; 0: what suits the picture.
  int smallest = 0;
  int largest = 0;
  HiddenAreas hidden = HiddenAreas::dissolve;
  int outline_width = 2;
  /// In gamma-encoded sRGB; numbers and leader lines have it, too.
  Color outline_color{0.0F, 0.0F, 0.0F};
  /// Whether the template is what is seen at first, and not the painted picture.
  bool shows_template = true;
  KeyPlace key = KeyPlace::below;
};

}  // namespace color_clusters
