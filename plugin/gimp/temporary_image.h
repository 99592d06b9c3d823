// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <libgimp/gimp.h>

namespace color_clusters {

/// Deletes a GIMP image that nobody else will ever see.
struct ImageDelete {
  void operator()(GimpImage* image) const noexcept { gimp_image_delete(image); }
};
using TemporaryImage = std::unique_ptr<GimpImage, ImageDelete>;

/// An image without layers of the same size, type, precision, color profile and resolution, so that
/// layers can go from one to the other unchanged.
TemporaryImage new_similar_image(GimpImage* image);

}  // namespace color_clusters
