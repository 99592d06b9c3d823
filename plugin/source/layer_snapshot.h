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
/// windows meanwhile, their pixels can be read. They are in a copy that has no window. It takes no
/// memory of its own until the original changes: in GIMP both share their pixels.
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
  /// filters; of several layers also in order, opacity or mode; with `looks`, also in what it looks
  /// like when it is small. Without `looks` it is so quick that it can be asked at each change of a
  /// control: of many layers it compares some at each call, in turn.
  [[nodiscard]] bool has_changed(bool looks);

 private:
  /// What can be compared without reading pixels.
  struct ImageState {
    std::array<int, 4> image{};
    std::array<int, 4> selection{};
    std::vector<unsigned char> thumbnail;

    bool operator==(const ImageState&) const = default;
  };
  struct State {
    std::array<int, 6> layer{};
    double opacity = 0.0;
    std::array<int, 4> blending{};
    int filters = 0;
    bool has_mask = false;
    std::vector<unsigned char> thumbnail;

    bool operator==(const State&) const = default;
  };
  struct Place {
    GimpLayer* layer;
    GimpItem* parent;

    bool operator==(const Place&) const = default;
  };
  [[nodiscard]] ImageState image_state(bool looks) const;
  /// Of the layers, and after them of the groups around.
  [[nodiscard]] State state(std::size_t index, bool looks) const;
  /// Where several layers and the groups around them are, from the topmost down.
  [[nodiscard]] std::vector<Place> order() const;
  void check_existence(const std::vector<Place>& places) const;
  /// Whether nothing else of the image plays a part in what is read of a layer.
  [[nodiscard]] bool is_seen_alone(GimpLayer* layer) const;
  /// Makes a copy of the only layer: when GIMP has copied a whole image it draws all of it, seen or
  /// not, which takes seconds from whoever reads it meanwhile.
  void copy_layer();
  /// Makes the copy; returns where in it the layers are. Throws the Error of layers that are gone.
  std::vector<std::vector<int>> copy_image();
  void show_together(const std::vector<GimpLayer*>& layers);

  GimpImage* image_;
  bool is_merged_;
  std::vector<GimpLayer*> layers_;
  /// Those that several layers lie in.
  std::vector<GimpLayer*> groups_;
  ImageState image_state_;
  std::vector<Place> order_;
  std::vector<State> states_;
  /// Where the comparison goes on.
  std::size_t next_ = 0;
  TemporaryImage copy_;
  Sources sources_;
  std::unique_ptr<const SourceLayer> together_;
};

}  // namespace color_clusters
