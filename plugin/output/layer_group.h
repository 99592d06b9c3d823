// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <libgimp/gimp.h>

#include "plugin/gimp/temporary_image.h"
#include "plugin/output/layers.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// A layer group in the making. GIMP lets layers into a group only inside an image, so it is filled
/// in an image without a window; the artist's image gets the whole group at once.
class LayerGroup {
 public:
  LayerGroup(const SourceLayer& source, const std::string& name);

  /// The image that layers have to be made for.
  [[nodiscard]] GimpImage* image() const { return image_.get(); }
  [[nodiscard]] GimpLayer* layer() const { return group_; }

  /// Adds a layer under those that are there already, which the group owns from then on.
  GimpLayer* add(NewLayer layer);
  /// Adds an empty group inside it in the same way.
  GimpLayer* add_group(const std::string& name);

  /// The group as a layer for the source's image.
  [[nodiscard]] NewLayer finish() const;

 private:
  GimpImage* target_;
  TemporaryImage image_;
  GimpLayer* group_ = nullptr;
  int size_ = 0;
};

}  // namespace color_clusters
