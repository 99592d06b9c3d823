// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/pixel_area.h"
#include "plugin/separate/separate_arguments.h"
#include "plugin/source/source_layer.h"
#include "plugin/tiles/pixel_buffer.h"

namespace color_clusters {

/// Where all films of a picture lie in the image, with the room for marks around it.
struct Sheet {
  PixelArea area;
  /// What of it shows the picture.
  PixelArea picture;
  /// The side of a mark and the width of its lines, in pixels; what is between mark and picture.
  int mark = 0;
  int line = 1;
  int gap = 0;
};

/// The sheet of a layer on a canvas, which lies at `canvas`. Without marks and labels it is as
/// large as the layer. With them it is what the canvas shows, so that marks lie beyond all that is
/// printed, and around it a margin: marks are 5 mm wide and at least 15 pixels, 2 mm from the
/// picture and the edge. Throws Error when the canvas would get larger than GIMP allows.
Sheet sheet_of(const SourceLayer& source, const SeparateArguments& arguments,
               const PixelArea& canvas);

/// Puts a mark beyond each corner of the picture.
void add_marks(const Sheet& sheet, const PixelBuffer& film);

/// Writes a line in black above the picture, as large as fits between the marks. Throws Error when
/// GIMP has no font.
void add_label(const Sheet& sheet, const std::string& text, GimpImage* image,
               const PixelBuffer& film);

/// The font of labels. Throws Error when GIMP has none.
GimpFont* font_for_labels();

}  // namespace color_clusters
