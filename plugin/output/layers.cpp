// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/layers.h"

#include <cstddef>
#include <tuple>

#include <glib/gi18n.h>

#include "core/bar/color_bar.h"
#include "plugin/gimp/drawable_pixels.h"
#include "plugin/gimp/item_name.h"
#include "plugin/gimp/undo_group.h"
#include "plugin/output/copy_mask.h"
#include "plugin/painting/fill_color_bar.h"
#include "plugin/painting/posterize.h"
#include "plugin/results/result_names.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// Layers that were inserted, and the names that they had until then.
struct Inserted {
  std::vector<GimpLayer*> layers;
  std::vector<std::string> names;
};

void insert(GimpImage* image, Insertion& insertion, Inserted& inserted) {
  GimpItem* const below = GIMP_ITEM(insertion.plan.below);
  GimpItem* const parent = gimp_item_get_parent(below);
  // Each one goes where the one below it was, and moves it down.
  const int position = gimp_image_get_item_position(image, below);
  for (NewLayer& layer : insertion.layers) {
    inserted.names.push_back(item_name(GIMP_ITEM(layer.get())));
    if (!gimp_image_insert_layer(image, layer.get(), parent ? GIMP_LAYER(parent) : nullptr,
                                 position)) {
      throw layer_error();
    }
    inserted.layers.push_back(layer.release());
  }
  constexpr int on_top = 0;
  for (NewLayer& layer : insertion.inner.layers) {
    if (!gimp_image_insert_layer(image, layer.get(), insertion.inner.group, on_top)) {
      throw layer_error();
    }
    std::ignore = layer.release();
  }
}

/// Removes layers, and gives those in their place the names that were in use until then.
void remove_layers(GimpImage* image, const ResultPlan& plan, const Inserted& inserted) {
  if (plan.removed.empty()) return;
  for (GimpLayer* const layer : plan.removed) gimp_image_remove_layer(image, layer);
  for (std::size_t i = 0; i < inserted.layers.size(); ++i) {
    GimpItem* const item = GIMP_ITEM(inserted.layers[i]);
    if (item_name(item) != inserted.names[i]) {
      gimp_item_set_name(item, inserted.names[i].c_str());
    }
  }
}

void hide_layers(const ResultPlan& plan) {
  for (GimpLayer* const layer : plan.hidden) {
    if (!gimp_item_set_visible(GIMP_ITEM(layer), FALSE)) throw layer_error();
  }
}

void select_first(GimpImage* image, std::span<const Inserted> inserted) {
  std::vector<const GimpLayer*> selected;
  for (const Inserted& some : inserted) selected.push_back(some.layers.front());
  selected.push_back(nullptr);
  gimp_image_set_selected_layers(image, selected.data());
}

}  // namespace

Error layer_error() {
  return execution_error(
      _("GIMP could not make a new layer. Check that it is not out of memory or "
        "disk space and try again."));
}

NewLayer new_layer(const SourceLayer& source, GimpImage* image, const std::string& name,
                   const GeglRectangle& place, Alpha alpha) {
  // The pixels decide about the type: merging filters can have added alpha, a group always has it.
  const LayerEncoding encoding = layer_encoding(source.selected_pixels().buffer.format());
  const bool has_alpha =
      alpha == Alpha::always || (alpha == Alpha::like_source && encoding.has_alpha);
  const GimpImageType opaque = encoding.is_gray ? GIMP_GRAY_IMAGE : GIMP_RGB_IMAGE;
  const GimpImageType with_alpha = encoding.is_gray ? GIMP_GRAYA_IMAGE : GIMP_RGBA_IMAGE;
  NewLayer layer(gimp_layer_new(image, name.c_str(), place.width, place.height,
                                has_alpha ? with_alpha : opaque, 100.0, GIMP_LAYER_MODE_NORMAL));
  if (!layer) throw layer_error();
  gimp_layer_set_offsets(layer.get(), place.x, place.y);
  return layer;
}

void fill_white(GimpLayer* layer) {
  if (!gimp_drawable_fill(GIMP_DRAWABLE(layer), GIMP_FILL_WHITE)) throw layer_error();
}

void copy_blending(GimpLayer* from, GimpLayer* to) {
  gimp_layer_set_opacity(to, gimp_layer_get_opacity(from));
  gimp_layer_set_mode(to, gimp_layer_get_mode(from));
  gimp_layer_set_blend_space(to, gimp_layer_get_blend_space(from));
  gimp_layer_set_composite_space(to, gimp_layer_get_composite_space(from));
  gimp_layer_set_composite_mode(to, gimp_layer_get_composite_mode(from));
}

NewLayer make_posterized_layer(const SourceLayer& source, const LayerClusters& clusters,
                               const ClusterMap* map, const Progress& progress) {
  const int color_count = static_cast<int>(clusters.shares.size());
  NewLayer layer = new_layer(source, source.image(), posterized_name(source.layer(), color_count),
                             source.place());
  const LayerPixels pixels = source.all_pixels();
  const PixelBuffer destination = pixels_of(GIMP_DRAWABLE(layer.get()));
  if (map != nullptr) {
    posterize(pixels, destination, clusters.colors, *map, thread_count(), progress);
  } else {
    posterize(pixels, destination, clusters.colors, clusters.space, thread_count(), progress);
  }
  copy_blending(source.layer(), layer.get());
  copy_mask(pixels.layer_mask, layer.get());
  return layer;
}

NewLayer make_color_bar(const SourceLayer& source, GimpImage* image, const std::string& name,
                        const LayerClusters& clusters, const BarGeometry& geometry) {
  const PixelArea& bar = geometry.bar;
  NewLayer layer = new_layer(source, image, name, {bar.x, bar.y, bar.width, bar.height});
  const int length = geometry.is_vertical ? bar.height : bar.width;
  fill_color_bar(pixels_of(GIMP_DRAWABLE(layer.get())).get(), clusters.colors.layer,
                 segment_widths(clusters.shares, length), geometry.is_vertical);
  return layer;
}

void insert_layers(GimpImage* image, std::vector<Insertion> insertions, const PixelArea& canvas) {
  std::erase_if(insertions, [](const Insertion& insertion) { return insertion.layers.empty(); });
  const auto [width, height] = canvas_of(image);
  const bool fits = canvas == PixelArea{0, 0, width, height};
  std::vector<Inserted> inserted(insertions.size());
  // Everything is prepared: the less is done from here to the end, the less likely the process is
  // killed in between, which would leave the image half changed.
  const OwnedMemory<GimpLayer*> selected(gimp_image_get_selected_layers(image));
  const UndoGroup undo_group(image);
  try {
    for (std::size_t i = 0; i < insertions.size(); ++i) insert(image, insertions[i], inserted[i]);
    for (const Insertion& insertion : insertions) hide_layers(insertion.plan);
    // Last: all else can be taken back.
    if (!fits && !gimp_image_resize(image, canvas.width, canvas.height, -canvas.x, -canvas.y)) {
      throw layer_error();
    }
  } catch (...) {
    for (std::size_t i = 0; i < insertions.size(); ++i) {
      for (GimpLayer* const layer : insertions[i].plan.hidden) {
        gimp_item_set_visible(GIMP_ITEM(layer), TRUE);
      }
      for (GimpLayer* const layer : inserted[i].layers) gimp_image_remove_layer(image, layer);
    }
    gimp_image_set_selected_layers(image, const_cast<const GimpLayer**>(selected.get()));
    throw;
  }
  for (std::size_t i = 0; i < insertions.size(); ++i) {
    remove_layers(image, insertions[i].plan, inserted[i]);
  }
  select_first(image, inserted);
}

}  // namespace color_clusters
