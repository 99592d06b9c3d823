// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/source/source_layer.h"

#include <algorithm>
#include <span>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/gimp/drawable_pixels.h"
#include "plugin/gimp/drawable_place.h"
#include "plugin/gimp/error.h"
#include "plugin/gimp/item_name.h"
#include "plugin/gimp/layers_in.h"
#include "plugin/gimp/selection_bounds.h"
#include "plugin/glib/text.h"
#include "plugin/source/merged_copy.h"

namespace color_clusters {
namespace {

bool has_filters(GimpLayer* layer) {
  const OwnedMemory<GimpDrawableFilter*> filters(gimp_drawable_get_filters(GIMP_DRAWABLE(layer)));
  return filters && filters.get()[0] != nullptr;
}

/// Whether the layer, or for a group anything in it, has filters. GIMP cannot hand the pixels of a
/// group out in which a layer is larger with its filters than without: the plug-in would not
/// survive it.
bool shows_filters(GimpLayer* layer) {
  if (has_filters(layer)) return true;
  if (!GIMP_IS_GROUP_LAYER(layer)) return false;
  return std::ranges::any_of(layers_in(layer), shows_filters);
}

Error selection_error() {
  return calling_error(
      _("The selection is outside the layer. Select a part of the layer, or nothing "
        "at all (Select > None) to use all of it."));
}

}  // namespace

Error floating_selection_error() {
  return calling_error(
      _("There is a floating selection above the layer. Anchor it first, with the "
        "anchor button of the Layers dialog."));
}

Error layer_gone_error() {
  return calling_error(_("The layer does not exist any more. Select a layer of the image."));
}

Error no_layer_error() {
  return calling_error(_("No layer was given. Select the layer whose colors you want to find."));
}

namespace {

/// The number of drawables that libgimp hands over. Throws Error when there is none.
gsize count_given(GimpDrawable** drawables) {
  const gsize count = gimp_core_object_array_get_length(reinterpret_cast<GObject**>(drawables));
  if (count == 0) throw no_layer_error();
  return count;
}

/// Throws Error when a drawable is not a layer of the image.
GimpLayer* layer_of(GimpImage* image, GimpDrawable* drawable) {
  if (drawable == nullptr || !gimp_item_is_valid(GIMP_ITEM(drawable))) throw layer_gone_error();
  if (GIMP_IS_LAYER_MASK(drawable)) {
    throw calling_error(
        _("A layer mask has no colors to cluster. Select the layer itself: click "
          "its picture in the Layers dialog."));
  }
  if (!GIMP_IS_LAYER(drawable)) {
    throw calling_error(format_text(
        _("“%s” is a channel and has no colors to cluster. Select a layer in the Layers dialog."),
        single_line(item_name(GIMP_ITEM(drawable))).c_str()));
  }
  if (gimp_item_get_image(GIMP_ITEM(drawable)) != image) {
    throw calling_error(_("The layer belongs to another image. Select a layer of this image."));
  }
  return GIMP_LAYER(drawable);
}

bool lies_in(GimpLayer* layer, const std::vector<GimpLayer*>& groups) {
  GimpItem* parent = gimp_item_get_parent(GIMP_ITEM(layer));
  for (; parent != nullptr; parent = gimp_item_get_parent(parent)) {
    if (std::ranges::find(groups, GIMP_LAYER(parent)) != groups.end()) return true;
  }
  return false;
}

/// Throws Error when GIMP cannot tell the filters of a layer, and its pixels are about to change.
void check_floating_selection(GimpImage* image, GimpLayer* layer) {
  if (gimp_image_floating_sel_attached_to(image) == GIMP_DRAWABLE(layer)) {
    throw floating_selection_error();
  }
}

/// Whether anything of a layer is selected. Filters can make it larger than GIMP says here; then
/// the selection is checked later.
bool is_selected(GimpLayer* layer) {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  return shows_filters(layer) ||
         gimp_drawable_mask_intersect(GIMP_DRAWABLE(layer), &x, &y, &width, &height) != FALSE;
}

}  // namespace

GimpLayer* given_layer(GimpImage* image, GimpDrawable** drawables) {
  const gsize count = count_given(drawables);
  if (count > 1) {
    throw calling_error(
        format_text(ngettext("This command takes one layer, but %d is selected. Select one layer.",
                             "This command takes one layer, but %d are selected. Select one layer.",
                             static_cast<unsigned long>(count)),
                    static_cast<int>(count)));
  }
  return layer_of(image, drawables[0]);
}

std::vector<GimpLayer*> given_layers(GimpImage* image, GimpDrawable** drawables) {
  std::vector<GimpLayer*> layers;
  for (GimpDrawable* const drawable : std::span(drawables, count_given(drawables))) {
    GimpLayer* const layer = layer_of(image, drawable);
    if (std::ranges::find(layers, layer) == layers.end()) layers.push_back(layer);
  }
  const std::vector<GimpLayer*> all = layers;
  if (all.size() > 1) std::erase_if(layers, [&](GimpLayer* layer) { return lies_in(layer, all); });
  return layers;
}

std::vector<GimpLayer*> check_layers(GimpImage* image, GimpDrawable** drawables) {
  std::vector<GimpLayer*> layers = given_layers(image, drawables);
  for (GimpLayer* const layer : layers) check_floating_selection(image, layer);
  std::erase_if(layers, [](GimpLayer* layer) { return !is_selected(layer); });
  if (layers.empty()) throw selection_error();
  return layers;
}

GimpLayer* check_layer(GimpImage* image, GimpDrawable** drawables) {
  GimpLayer* const layer = given_layer(image, drawables);
  check_floating_selection(image, layer);
  if (!is_selected(layer)) throw selection_error();
  return layer;
}

SourceLayer::SourceLayer(GimpImage* image, GimpDrawable** drawables)
    : SourceLayer(image, check_layer(image, drawables)) {}

SourceLayer::SourceLayer(GimpImage* image, GimpLayer* layer) : image_(image), layer_(layer) {
  open_pixels();
  open_selection();
}

SourceLayer::SourceLayer(GimpImage* image, TemporaryImage copy, GimpLayer* shown)
    : image_(image), layer_(shown), is_merged_(true), copy_(std::move(copy)) {
  open_buffer(GIMP_DRAWABLE(shown));
  open_selection();
}

LayerPixels SourceLayer::all_pixels() const {
  LayerPixels pixels = pixels_;
  pixels.area = {0, 0, place_.width, place_.height};
  return pixels;
}

GimpLayer* SourceLayer::visible_layer() {
  if (!shows_filters(layer_)) return layer_;
  copy_ = new_similar_image(image_);
  GimpLayer* const merged = merged_copy(layer_, copy_.get());
  if (merged == nullptr) {
    throw execution_error(
        _("The layer's filters could not be applied. Merge or remove them in the "
          "Layers dialog and try again."));
  }
  return merged;
}

void SourceLayer::open_pixels() {
  GimpLayer* const visible = visible_layer();
  open_buffer(GIMP_DRAWABLE(visible));
  open_mask();
}

void SourceLayer::open_buffer(GimpDrawable* shown) {
  place_ = place_of(shown);
  pixels_.buffer = pixels_of(shown);
}

// That of the layer itself, not of a copy with the filters merged: filters can make a layer larger,
// but not its mask, which then hides what is beyond.
void SourceLayer::open_mask() {
  GimpLayerMask* const mask = gimp_layer_get_mask(layer_);
  if (mask == nullptr || !gimp_layer_get_apply_mask(layer_)) return;
  int x = 0;
  int y = 0;
  gimp_drawable_get_offsets(GIMP_DRAWABLE(layer_), &x, &y);
  pixels_.layer_mask = {
      .buffer = pixels_of(GIMP_DRAWABLE(mask)), .offset_x = place_.x - x, .offset_y = place_.y - y};
}

void SourceLayer::open_selection() {
  pixels_.area = {0, 0, place_.width, place_.height};
  if (gimp_selection_is_empty(image_)) return;
  GeglRectangle bounds = selection_bounds(image_);
  bounds.x -= place_.x;
  bounds.y -= place_.y;
  if (!gegl_rectangle_intersect(&pixels_.area, &pixels_.area, &bounds)) {
    throw selection_error();
  }
  GimpSelection* const selection = gimp_image_get_selection(image_);
  pixels_.selection = {
      .buffer = pixels_of(GIMP_DRAWABLE(selection)), .offset_x = place_.x, .offset_y = place_.y};
}

}  // namespace color_clusters
