// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/posterize_arguments.h"

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"

namespace color_clusters {
namespace {

/// Percent: enough to compare the colors, and the picture keeps its room.
constexpr double default_bar_size = 8.0;
constexpr int max_smallest_area = 1000000;
constexpr int max_smoothing = 10;
constexpr int max_trap = 100;

GimpChoice* bar_positions() {
  GimpChoice* const choice = gimp_choice_new();
  gimp_choice_add(choice, "inside-bottom", static_cast<int>(BarPosition::inside_bottom),
                  _("Inside, at the bottom"), _("On the picture, along its lower edge"));
  gimp_choice_add(choice, "inside-top", static_cast<int>(BarPosition::inside_top),
                  _("Inside, at the top"), _("On the picture, along its upper edge"));
  gimp_choice_add(choice, "below", static_cast<int>(BarPosition::below), _("Below"),
                  _("Below the picture; the canvas gets higher"));
  gimp_choice_add(choice, "right", static_cast<int>(BarPosition::right), _("To the right"),
                  _("To the right of the picture, from top to bottom; the canvas gets wider"));
  return choice;
}

GimpChoice* dither_methods() {
  GimpChoice* const choice = gimp_choice_new();
  gimp_choice_add(choice, "none", static_cast<int>(DitherMethod::none), _("None"),
                  _("Each pixel gets the nearest color"));
  gimp_choice_add(choice, "floyd-steinberg", static_cast<int>(DitherMethod::floyd_steinberg),
                  _("Floyd–Steinberg"),
                  _("Keeps the most detail; fine grain that follows the picture"));
  gimp_choice_add(choice, "blue-noise", static_cast<int>(DitherMethod::blue_noise), _("Blue noise"),
                  _("Even grain without any pattern, also in animations"));
  gimp_choice_add(choice, "bayer", static_cast<int>(DitherMethod::bayer), _("Bayer"),
                  _("A regular pattern, as on old screens; compresses well"));
  return choice;
}

GimpChoice* layer_kinds() {
  GimpChoice* const choice = gimp_choice_new();
  gimp_choice_add(choice, "single", static_cast<int>(LayerKind::single), _("One layer"),
                  _("One layer with the posterized picture"));
  gimp_choice_add(choice, "per-color", static_cast<int>(LayerKind::per_color),
                  _("One layer per color"),
                  _("A group with one layer for each color; together they are the picture"));
  gimp_choice_add(
      choice, "per-color-masks", static_cast<int>(LayerKind::per_color_masks),
      _("One film per ink"),
      _("A group with one film for each color, black where it prints, for exposing screens"));
  gimp_choice_add(choice, "filter", static_cast<int>(LayerKind::filter), _("Live filter"),
                  _("No new layer, but a filter of the layer itself, with the colors found: paint "
                    "under it, change it or remove it at any time"));
  return choice;
}

void add_bar_arguments(GimpProcedure* procedure) {
  gimp_procedure_add_choice_argument(procedure, "color-bar-position", _("Posi_tion"),
                                     _("Where the color bar lies."), bar_positions(), "below",
                                     G_PARAM_READWRITE);
  gimp_procedure_add_double_argument(
      procedure, "color-bar-size", _("Si_ze (%)"),
      _("Height of the color bar in percent of the picture's height; to the right of the picture, "
        "its width in percent of the picture's width."),
      1.0, 50.0, default_bar_size, G_PARAM_READWRITE);
}

BarArguments bar_arguments(GimpProcedureConfig* config) {
  gboolean wanted = TRUE;
  double percent = default_bar_size;
  g_object_get(config, "color-bar", &wanted, "color-bar-size", &percent, nullptr);
  const int position = gimp_procedure_config_get_choice_id(config, "color-bar-position");
  return {.position = static_cast<BarPosition>(position),
          .percent = wanted != FALSE ? percent : 0.0};
}

void check(const PosterizeArguments& arguments) {
  if (arguments.labels && arguments.layers == LayerKind::per_color_masks) {
    throw calling_error(
        _("Films have no room for numbers. Turn the numbers off, or choose one layer or one layer "
          "per color."));
  }
  if (arguments.labels && arguments.layers == LayerKind::filter) {
    throw calling_error(
        _("A live filter cannot write numbers. Turn the numbers off, or choose one layer or one "
          "layer per color."));
  }
  if (arguments.dither.method == DitherMethod::none) return;
  if (arguments.labels) {
    throw calling_error(
        _("A dithered picture has no areas to number. Turn off the dithering or the numbers."));
  }
  if (arguments.areas.change_anything()) {
    throw calling_error(
        _("Cleaning areas and smoothing edges would undo the dithering. Set the smallest area and "
          "the smoothing to 0, or turn off the dithering."));
  }
  if (arguments.layers == LayerKind::per_color_masks && arguments.trap > 0) {
    throw calling_error(
        _("A trap would fill the gaps between dithered dots. Set the trap to 0, or turn off the "
          "dithering."));
  }
}

}  // namespace

void add_color_bar_argument(GimpProcedure* procedure) {
  gimp_procedure_add_boolean_argument(
      procedure, "color-bar", _("Add a color _bar"),
      _("Also add a layer with a bar of the colors, each as wide as "
        "its share of the picture."),
      TRUE, G_PARAM_READWRITE);
}

void add_posterize_arguments(GimpProcedure* procedure) {
  add_bar_arguments(procedure);
  gimp_procedure_add_int_argument(
      procedure, "smallest-area", _("S_mallest area"),
      _("Areas of one color with fewer pixels are merged into their neighbors; 0 keeps all."), 0,
      max_smallest_area, 0, G_PARAM_READWRITE);
  gimp_procedure_add_int_argument(
      procedure, "smooth-edges", _("Smooth ed_ges"),
      _("Rounds ragged borders between areas, without new colors; 0 leaves them as they are."), 0,
      max_smoothing, 0, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument(
      procedure, "dither", _("D_ithering"),
      _("How to show intermediate colors: as dots of the picture's few "
        "colors, which the eye mixes."),
      dither_methods(), "none", G_PARAM_READWRITE);
  gimp_procedure_add_double_argument(
      procedure, "dither-strength", _("Strength (%)"),
      _("At 100 the average brightness of an area is preserved; less gives less grain."), 0.0,
      100.0, 100.0, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument(procedure, "layers", _("La_yers"),
                                     _("What becomes of the posterized picture."), layer_kinds(),
                                     "single", G_PARAM_READWRITE);
  gimp_procedure_add_int_argument(
      procedure, "trap", _("Trap (o_verlap)"),
      _("On films, lighter inks are spread under darker ones by this many pixels, so that no paper "
        "shows between them when the films are not quite in register."),
      0, max_trap, 0, G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "labels", _("_Write numbers"),
      _("Also put the number of its color into each area that has room for it, and a key of the "
        "numbers beside the color bar: to paint by numbers."),
      FALSE, G_PARAM_READWRITE);
}

void add_result_arguments(GimpProcedure* procedure) {
  gimp_procedure_add_boolean_argument(
      procedure, "hide-original", _("_Hide the original"),
      _("Hide the layer, so that the posterized one is seen in its place, with its opacity and "
        "mode, and not on top of it."),
      TRUE, G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "create-palette", _("Also create the palette"),
      _("Also make a palette of the colors, as Extract Palette does."), FALSE, G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "replace-earlier", _("Replace the earlier result"),
      _("Replace the layers that this command last made of the same "
        "layer; otherwise the new ones are added above them."),
      FALSE, G_PARAM_READWRITE);
}

PosterizeArguments posterize_arguments(GimpProcedureConfig* config) {
  int smallest_area = 0;
  int smooth_edges = 0;
  double dither_strength = 0.0;
  int trap = 0;
  gboolean labels = FALSE;
  gboolean hide_original = TRUE;
  gboolean create_palette = FALSE;
  gboolean replace_earlier = FALSE;
  g_object_get(config, "smallest-area", &smallest_area, "smooth-edges", &smooth_edges,
               "dither-strength", &dither_strength, "trap", &trap, "labels", &labels,
               "hide-original", &hide_original, "create-palette", &create_palette,
               "replace-earlier", &replace_earlier, nullptr);
  const int dither = gimp_procedure_config_get_choice_id(config, "dither");
  const int layers = gimp_procedure_config_get_choice_id(config, "layers");
  const PosterizeArguments arguments{
      .bar = bar_arguments(config),
      .areas = {.smallest_area = smallest_area, .smooth_edges = smooth_edges},
      .dither = {.method = static_cast<DitherMethod>(dither), .strength = dither_strength},
      .layers = static_cast<LayerKind>(layers),
      .trap = trap,
      .labels = labels != FALSE,
      .hide_original = hide_original != FALSE,
      .create_palette = create_palette != FALSE,
      .replace_earlier = replace_earlier != FALSE,
  };
  check(arguments);
  return arguments;
}

}  // namespace color_clusters
