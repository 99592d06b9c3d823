// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/arguments.h"

#include <array>
#include <span>

#include <glib/gi18n.h>

#include "core/clustering/clustering.h"
#include "plugin/arguments/gimp_choices.h"
#include "plugin/arguments/kept_colors.h"
#include "plugin/arguments/palette_argument.h"
#include "plugin/arguments/recolor_arguments.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

/// Of all choices the only one that is no Order itself.
constexpr int automatic_order = -1;

constexpr std::array orders{
    choice(automatic_order, "automatic", N_("Automatic"),
           N_("As in the palette if one is given, else by share")),
    choice(Order::share, "share", N_("Share"), N_("The largest part of the picture first")),
    choice(Order::palette, "palette", N_("As in the palette"),
           N_("Colors that are given or kept first, in their order, then the others by share")),
    choice(Order::lightness, "lightness", N_("Lightness"), N_("From dark to light")),
    choice(Order::hue, "hue", N_("Hue"), N_("Grays first, then around the color wheel from red")),
};

constexpr std::array ink_orders{
    choice(Order::light_first, "light-to-dark", N_("From light to dark"),
           N_("The lightest ink is printed first")),
    choice(Order::lightness, "dark-to-light", N_("From dark to light"),
           N_("The darkest ink is printed first")),
    choice(Order::palette, "palette", N_("As in the palette"),
           N_("Colors that are given or kept first, in their order, then the others by share")),
    choice(Order::share, "share", N_("Share"), N_("The largest part of the picture first")),
};

Order chosen_order(GimpProcedureConfig* config, bool has_palette) {
  const int id = gimp_procedure_config_get_choice_id(config, "order");
  if (id != automatic_order) return static_cast<Order>(id);
  return has_palette ? Order::palette : Order::share;
}

bool has_argument(GimpProcedureConfig* config, const char* name) {
  return g_object_class_find_property(G_OBJECT_GET_CLASS(config), name) != nullptr;
}

/// The colors of the argument `palette`, if there are any to use instead of finding some.
std::vector<NamedColor> given_palette(GimpProcedureConfig* config) {
  if (!has_argument(config, "palette")) return {};
  const Owned<GimpPalette> palette = palette_argument(config, "palette");
  if (!palette) return {};
  std::vector<NamedColor> colors = named_colors(palette.get());
  if (!colors.empty()) return colors;
  const OwnedString name(gimp_resource_get_name(GIMP_RESOURCE(palette.get())));
  throw calling_error(
      format_text(_("The palette “%s” has no colors. Add some, or choose another palette."),
                  name ? single_line(name.get()).c_str() : ""));
}

/// The part of the arguments that is about a palette's colors.
void set_palette(GimpProcedureConfig* config, std::span<const NamedColor> colors,
                 ClusterArguments& arguments) {
  for (const NamedColor& color : colors) {
    arguments.palette.push_back(color.srgb);
    arguments.palette_names.push_back(color.name);
  }
  g_object_get(config, "palette-colors", &arguments.palette_colors, nullptr);
  if (arguments.palette_colors == 0) return;
  arguments.kept = kept_entries(config, arguments.palette, arguments.palette_colors);
}

}  // namespace

void add_cluster_arguments(GimpProcedure* procedure) {
  const ClusterArguments by_default;
  gimp_procedure_add_int_argument(
      procedure, "colors", _("_Number of colors"),
      _("How many colors to find. A picture with fewer colors gives as many as it has."), 1,
      max_clusters, by_default.color_count, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument(procedure, "color-space", _("Color spac_e"),
                                     _("The space in which colors are compared with each other."),
                                     gimp_choices(color_space_choices()),
                                     name_of(color_space_choices(), by_default.color_space),
                                     G_PARAM_READWRITE);
}

void add_choice_arguments(GimpProcedure* procedure, Listed listed) {
  const ClusterArguments by_default;
  gimp_procedure_add_boolean_argument(
      procedure, "automatic", _("A_utomatic"),
      _("Choose the number of colors to suit the picture; the number asked for is ignored."), FALSE,
      G_PARAM_READWRITE);
  gimp_procedure_add_int_argument(procedure, "most-colors", _("At most"),
                                  _("The largest number of colors that is chosen automatically."),
                                  1, max_clusters, default_most_colors, G_PARAM_READWRITE);
  gimp_procedure_add_double_argument(
      procedure, "accents", _("_Accents"),
      _("How many of the colors go to small spots that differ from everything else: none at 0, up "
        "to a third at 1. The others stay the main colors of the picture. With an automatic "
        "number: "
        "how small a spot may be to get a color."),
      0.0, 1.0, 0.0, G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument(
      procedure, "representative", _("Color o_f each cluster"),
      _("Which color stands for a cluster."), gimp_choices(representative_choices()),
      name_of(representative_choices(), by_default.representative), G_PARAM_READWRITE);
  if (listed == Listed::inks) {
    gimp_procedure_add_choice_argument(
        procedure, "order", _("Or_der of printing"),
        _("Which ink is printed first. Films and their numbers are in this order."),
        gimp_choices(ink_orders), "light-to-dark", G_PARAM_READWRITE);
  } else {
    gimp_procedure_add_choice_argument(procedure, "order", _("Or_der"),
                                       _("The order of the colors in palette and color bar."),
                                       gimp_choices(orders), "automatic", G_PARAM_READWRITE);
  }
  add_keep_palette_argument(procedure);
  add_recolor_argument(procedure);
}

void add_given_palette_argument(GimpProcedure* procedure) {
  add_palette_argument(
      procedure, "palette", _("Colors of a pa_lette"),
      _("A palette whose colors are used instead of finding any: each pixel gets the nearest of "
        "them."));
  gimp_procedure_add_int_argument(
      procedure, "palette-colors", _("Best of its colors (0: all)"),
      _("How many colors of the palette to use: those that fit the picture best together; 0 uses "
        "all. Kept colors count among them."),
      0, max_clusters, 0, G_PARAM_READWRITE);
}

bool chooses_entries(GimpProcedureConfig* config) {
  int palette_colors = 0;
  if (has_argument(config, "palette-colors")) {
    g_object_get(config, "palette-colors", &palette_colors, nullptr);
  }
  return palette_colors > 0;
}

void add_merged_argument(GimpProcedure* procedure) {
  gimp_procedure_add_boolean_argument(
      procedure, "sample-merged", _("Sample merged"),
      _("Look at the picture as it is visible, instead of at the selected layers."), FALSE,
      G_PARAM_READWRITE);
}

bool can_sample_merged(GimpProcedureConfig* config) {
  return has_argument(config, "sample-merged");
}

bool samples_merged(GimpProcedureConfig* config) {
  gboolean is_merged = FALSE;
  if (can_sample_merged(config)) {
    g_object_get(config, "sample-merged", &is_merged, nullptr);
  }
  return is_merged != FALSE;
}

void add_names_argument(GimpProcedure* procedure) {
  add_palette_argument(procedure, "names-from", _("Na_me the colors after"),
                       _("A palette whose entries name the colors: each is called what the entry "
                         "is called that looks most like it (CIEDE2000)."));
}

std::vector<NamedColor> names_argument(GimpProcedureConfig* config) {
  const Owned<GimpPalette> palette = palette_argument(config, "names-from");
  return palette ? named_colors(palette.get()) : std::vector<NamedColor>{};
}

void add_shares_return_value(GimpProcedure* procedure, Listed listed) {
  gimp_procedure_add_double_array_return_value(
      procedure, "shares", _("Shares"),
      listed == Listed::inks
          ? _("The share of each ink, in the order chosen. What is left of 1 is the paper’s.")
          : _("The share of each color, in the order chosen; their sum is 1. There are fewer of "
              "them than asked for when the picture has fewer colors."),
      G_PARAM_READWRITE);
}

void set_shares(GimpValueArray* values, int index, const std::vector<double>& shares) {
  gimp_value_set_double_array(gimp_value_array_index(values, index), shares.data(), shares.size());
}

ClusterArguments cluster_arguments(GimpProcedureConfig* config) {
  const std::vector<NamedColor> palette = given_palette(config);
  const bool finds_colors = palette.empty();
  int color_count = default_color_count;
  int most_colors = default_most_colors;
  gboolean automatic = FALSE;
  double accents = 0.0;
  g_object_get(config, "colors", &color_count, "automatic", &automatic, "most-colors", &most_colors,
               "accents", &accents, nullptr);
  if (automatic != FALSE) color_count = most_colors;
  ClusterArguments arguments{
      .color_count = color_count,
      .automatic = automatic != FALSE,
      .color_space = chosen<ColorSpace>(config, "color-space"),
      .accents = accents,
      .representative = chosen<Representative>(config, "representative"),
      .order = chosen_order(config, !finds_colors),
      .for_palette = has_argument(config, "palette-name"),
  };
  if (finds_colors) {
    arguments.kept = kept_colors(config, color_count);
  } else {
    set_palette(config, palette, arguments);
  }
  return arguments;
}

}  // namespace color_clusters
