// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <vector>

#include <libgimp/gimp.h>

#include "plugin/gimp/temporary_image.h"
#include "plugin/source/source_layer.h"
#include "plugin/source/sources.h"

namespace color_clusters {

/// Whether GIMP can make a thumbnail of that size in reasonable time: of layers that are much
/// longer than wide it takes minutes.
bool can_have_thumbnail(GimpDrawable* layer, int size);

/// Layers, or what an image shows, as they were at one moment: whatever happens to them in GIMP's
/// windows meanwhile, their pixels can be read. They are in a copy of the image that has no window.
/// It takes no memory of its own until the original changes: in GIMP both share their pixels.
class LayerSnapshot {
 public:
  /// Checks as check_sources does.
  LayerSnapshot(GimpImage* image, GimpDrawable** drawables, bool is_merged);

  [[nodiscard]] const Sources& sources() const { return sources_; }
  /// What is to be seen of them: the layer, or what several show together, whether they are hidden
  /// or not.
  [[nodiscard]] const SourceLayer& picture() const {
    return together_ ? *together_ : *sources_.front();
  }
  [[nodiscard]] bool is_merged() const { return is_merged_; }
  /// Whether it shows just one layer.
  [[nodiscard]] bool is_one_layer() const { return !is_merged_ && !together_; }

  /// Throws the Error of a layer that does not exist any more. Otherwise tells whether a layer, or
  /// what of it is selected, is another one than at that moment: in size, place, format, mask or
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
  [[nodiscard]] State image_state(bool looks) const;
  [[nodiscard]] State state(GimpLayer* layer, bool looks) const;
  /// Of all layers; of what the image shows, that alone.
  [[nodiscard]] std::vector<State> states(bool looks) const;
  void show_together(const std::vector<GimpLayer*>& layers);

  GimpImage* image_;
  bool is_merged_;
  std::vector<GimpLayer*> layers_;
  std::vector<State> states_;
  TemporaryImage copy_;
  Sources sources_;
  std::unique_ptr<const SourceLayer> together_;
};

}  // namespace color_clusters
