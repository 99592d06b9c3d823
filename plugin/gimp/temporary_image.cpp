// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/temporary_image.h"

#include "plugin/glib/owned.h"

namespace color_clusters {

TemporaryImage new_similar_image(GimpImage* image) {
  TemporaryImage similar(gimp_image_new_with_precision(
      gimp_image_get_width(image), gimp_image_get_height(image), gimp_image_get_base_type(image),
      gimp_image_get_precision(image)));
  gimp_image_undo_disable(similar.get());
  if (GimpColorProfile* const profile = gimp_image_get_color_profile(image)) {
    const Owned<GimpColorProfile> owned(profile);
    gimp_image_set_color_profile(similar.get(), profile);
  }
  double x = 0.0;
  double y = 0.0;
  if (gimp_image_get_resolution(image, &x, &y)) gimp_image_set_resolution(similar.get(), x, y);
  return similar;
}

}  // namespace color_clusters
