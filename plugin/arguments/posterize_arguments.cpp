// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/posterize_arguments.h"

#include <array>

#include <glib/gi18n.h>

#include "plugin/arguments/gimp_choices.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/gimp/error.h"

namespace color_clusters {
namespace {

/// Percent: enough to compare the colors, and the picture keeps its room.
constexpr double default_bar_size = 8.0;

constexpr std::array bar_positions{
    choice(BarPosition::inside_bottom, "inside-bottom", N_("Inside, at the bottom"),
           N_("On the picture, along its lower edge")),
    choice(BarPosition::inside_top, "inside-top", N_("Inside, at the top"),
           N_("On the picture, along its upper edge")),
    choice(BarPosition::below, "below", N_("Below"),
           N_("Below the picture; the canvas gets higher")),
    choice(BarPosition::right, "right", N_("To the right"),
           N_("To the right of the picture, from top to bottom; the canvas gets wider")),
};

constexpr std::array bar_texts{
    choice(BarText::none, "none", N_("None"), N_("Only the colors")),
    choice(BarText::hex, "hex", N_("Hexadecimal value"), N_("As in #c0392b")),
    choice(BarText::share, "share", N_("Share"), N_("The part of the picture in percent")),
    choice(BarText::hex_and_share, "hex-and-share", N_("Value and share"),
           N_("The hexadecimal value, and the share below it")),
    choice(BarText::name, "name", N_("Name"),
           N_("What the palette calls the color; without a name its hexadecimal value")),
};

constexpr std::array layer_kinds{
    choice(LayerKind::single, "single", N_("One layer"),
           N_("One layer with the posterized picture")),
    choice(LayerKind::per_color, "per-color", N_("One layer per color"),
           N_("A group with one layer for each color; together they are the picture")),
    choice(LayerKind::filter, "filter", N_("Live filter"),
           N_("No new layer, but a filter of the layer itself, with the colors found: paint under "
              "it, change it or remove it at any time")),
    choice(LayerKind::none, "none", N_("None"),
           N_("Only the color bar; the layer is not changed or hidden")),
};

void add_bar_arguments(GimpProcedure* procedure) {
  gimp_procedure_add_choice_argument(procedure, "color-bar-position", _("Posi_tion"),
                                     _("Where the color bar lies."), gimp_choices(bar_positions),
                                     "below", G_PARAM_READWRITE);
  gimp_procedure_add_double_argument(
      procedure, "color-bar-size", _("Si_ze (%)"),
      _("Height of the color bar in percent of the picture's height; to the right of the picture, "
        "its width in percent of the picture's width."),
      1.0, 50.0, default_bar_size, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument(
      procedure, "color-bar-text", _("Te_xt"),
      _("What is written on the segments of the color bar, in black or white, whichever reads "
        "better; left out where a segment is too narrow."),
      gimp_choices(bar_texts), "none", G_PARAM_READWRITE);
}

BarArguments bar_arguments(GimpProcedureConfig* config) {
  gboolean wanted = TRUE;
  double percent = default_bar_size;
  g_object_get(config, "color-bar", &wanted, "color-bar-size", &percent, nullptr);
  return {.position = chosen<BarPosition>(config, "color-bar-position"),
          .percent = wanted != FALSE ? percent : 0.0,
          .text = wanted != FALSE ? chosen<BarText>(config, "color-bar-text") : BarText::none};
}

void check_bar_only(const PosterizeArguments& arguments) {
  if (arguments.bar.percent == 0.0) {
    throw calling_error(
        _("There is nothing to make. Add a color bar, or choose another kind of layers."));
  }
}

void check(const PosterizeArguments& arguments) {
  if (arguments.layers == LayerKind::none) check_bar_only(arguments);
  if (arguments.bar.text != BarText::none && arguments.layers == LayerKind::filter) {
    throw calling_error(
        _("A live filter cannot write on the color bar. Set its text to none, or choose other "
          "layers."));
  }
  if (arguments.dither.method == DitherMethod::none) return;
  if (arguments.areas.change_anything()) {
    throw calling_error(
        _("Cleaning areas and smoothing edges would undo the dithering. Set the smallest area and "
          "the smoothing to 0, or turn off the dithering."));
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
  add_area_arguments(procedure);
  gimp_procedure_add_choice_argument(
      procedure, "dither", _("D_ithering"),
      _("How to show intermediate colors: as dots of the picture's few "
        "colors, which the eye mixes."),
      gimp_choices(dither_choices()), "none", G_PARAM_READWRITE);
  gimp_procedure_add_double_argument(
      procedure, "dither-strength", _("Strength (%)"),
      _("At 100 the average brightness of an area is preserved; less gives less grain."), 0.0,
      100.0, 100.0, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument(procedure, "layers", _("La_yers"),
                                     _("What becomes of the posterized picture."),
                                     gimp_choices(layer_kinds), "single", G_PARAM_READWRITE);
}

PosterizeArguments posterize_arguments(GimpProcedureConfig* config) {
  double dither_strength = 0.0;
  g_object_get(config, "dither-strength", &dither_strength, nullptr);
  const PosterizeArguments arguments{
      .bar = bar_arguments(config),
      .areas = area_arguments(config),
      .dither = {.method = chosen<DitherMethod>(config, "dither"), .strength = dither_strength},
      .layers = chosen<LayerKind>(config, "layers"),
  };
  check(arguments);
  return arguments;
}

}  // namespace color_clusters
