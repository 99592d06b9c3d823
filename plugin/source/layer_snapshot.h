// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <libgimp/gimp.h>

#include "plugin/gimp/temporary_image.h"
#include "plugin/source/source_layer.h"

namespace color_clusters {

/// Whether GIMP can make a thumbnail of that size in reasonable time: of layers that are much
/// longer than wide it takes minutes.
bool can_have_thumbnail(GimpDrawable* layer, int size);

/// A layer as it was at one moment: whatever happens to it in GIMP's windows meanwhile, its pixels
/// can be read. They are in a copy of the image that has no window. It takes no memory of its own
/// until the original changes: in GIMP both share their pixels.
class LayerSnapshot {
 public:
  /// Checks as check_layer does.
  LayerSnapshot(GimpImage* image, GimpDrawable** drawables);

  [[nodiscard]] const SourceLayer& source() const { return *source_; }

  /// Throws the Error of a layer that does not exist any more. Otherwise tells whether the layer,
  /// or what of it is selected, is another one than at that moment: in size, place, format, mask or
  /// filters; with `looks`, also in what it looks like when it is small.
  [[nodiscard]] bool has_changed(bool looks) const;

 private:
  /// What can be compared without reading pixels.
  struct State {
    std::array<int, 6> layer{};
    std::array<int, 4> image{};
    std::array<int, 4> selection{};
    int filters = 0;
    bool has_mask = false;
    std::vector<unsigned char> thumbnail;

    bool operator==(const State&) const = default;
  };
  [[nodiscard]] State state(bool looks) const;

  GimpImage* image_;
  GimpDrawable** drawables_;
  State state_;
  TemporaryImage copy_;
  std::unique_ptr<SourceLayer> source_;
};

}  // namespace color_clusters
