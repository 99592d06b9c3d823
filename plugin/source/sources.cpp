// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/source/sources.h"

#include <algorithm>
#include <map>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/gimp/layers_in.h"

namespace color_clusters {
namespace {

/// An image for a layer that shows another one. What an indexed image shows are not only colors of
/// its colormap.
TemporaryImage image_like(GimpImage* image) {
  if (gimp_image_get_base_type(image) != GIMP_INDEXED) return new_similar_image(image);
  TemporaryImage similar(gimp_image_new_with_precision(gimp_image_get_width(image),
                                                       gimp_image_get_height(image), GIMP_RGB,
                                                       gimp_image_get_precision(image)));
  gimp_image_undo_disable(similar.get());
  return similar;
}

/// Adds layers, and what lies in them, from the top down.
void add_layers(const std::vector<GimpLayer*>& added, std::vector<GimpLayer*>& layers) {
  for (GimpLayer* const layer : added) {
    layers.push_back(layer);
    // Its type, because asking GIMP whether it has children takes long where there are hundreds.
    if (GIMP_IS_GROUP_LAYER(layer)) add_layers(layers_in(layer), layers);
  }
}

void sort_from_the_top(GimpImage* image, std::vector<GimpLayer*>& layers) {
  if (layers.size() == 1) return;
  std::map<GimpLayer*, std::size_t> places;
  for (GimpLayer* const layer : layers_from_the_top(image)) places.emplace(layer, places.size());
  std::ranges::sort(layers, {}, [&](GimpLayer* layer) { return places[layer]; });
}

}  // namespace

std::vector<GimpLayer*> layers_from_the_top(GimpImage* image) {
  std::vector<GimpLayer*> layers;
  add_layers(layers_in(image), layers);
  return layers;
}

std::vector<GimpLayer*> named_layers(GimpImage* image, GimpDrawable** drawables, bool is_merged) {
  try {
    return given_layers(image, drawables);
  } catch (const Error&) {
    if (!is_merged) throw;
    return {};
  }
}

void check_sources(GimpImage* image, GimpDrawable** drawables, bool is_merged) {
  if (!is_merged) check_layers(image, drawables);
}

std::unique_ptr<const SourceLayer> merged_source(GimpImage* image, const std::string& name,
                                                 const std::optional<GeglRectangle>& part) {
  if (layers_from_the_top(image).empty()) throw no_layer_error();
  TemporaryImage copy = image_like(image);
  GimpLayer* const shown = gimp_layer_new_from_visible(image, copy.get(), name.c_str());
  if (shown == nullptr || !gimp_image_insert_layer(copy.get(), shown, nullptr, 0) ||
      (part && !gimp_layer_resize(shown, part->width, part->height, -part->x, -part->y))) {
    throw execution_error(
        _("GIMP could not merge the visible layers. Check that it is not out of memory or disk "
          "space and try again."));
  }
  return std::make_unique<const SourceLayer>(image, std::move(copy), shown);
}

Sources open_sources(GimpImage* image, GimpDrawable** drawables, bool is_merged,
                     const std::string& title) {
  Sources sources;
  if (is_merged) {
    sources.push_back(merged_source(image, title));
    return sources;
  }
  std::vector<GimpLayer*> layers = check_layers(image, drawables);
  sort_from_the_top(image, layers);
  for (GimpLayer* const layer : layers) {
    sources.push_back(std::make_unique<const SourceLayer>(image, layer));
  }
  return sources;
}

std::vector<LayerPixels> selected_pixels(const Sources& sources) {
  std::vector<LayerPixels> pixels;
  for (const auto& source : sources) pixels.push_back(source->selected_pixels());
  return pixels;
}

GeglRectangle place_of(const Sources& sources) {
  GeglRectangle place = sources.front()->place();
  for (const auto& source : sources) {
    gegl_rectangle_bounding_box(&place, &place, &source->place());
  }
  return place;
}

}  // namespace color_clusters
