// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/filter_properties.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include <gegl-plugin.h>
#include <glib/gi18n-lib.h>

#include "core/kmeans/color_tree.h"
#include "plugin/clusters/choices.h"

namespace color_clusters {
namespace {

/// The slider ends here; more can be typed.
constexpr int slider_colors = 32;
constexpr int slider_area = 1000;

enum Property : guint {
  property_colors = 1,
  property_automatic,
  property_most_colors,
  property_accents,
  property_color_space,
  property_representative,
  property_keep_colors,
  property_palette,
  property_palette_colors,
  property_recolor,
  property_smallest_area,
  property_smooth_edges,
  property_dither,
  property_dither_strength,
  property_color_bar,
  property_color_bar_size,
  property_show,
  property_color,
};

constexpr auto property_flags =
    static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_CONSTRUCT | GEGL_PARAM_PAD_INPUT);

/// A property whose control is active only when the expression holds (GIMP's GUM language).
void install(GObjectClass* object_class, Property id, GParamSpec* spec,
             const char* sensitive = nullptr) {
  if (sensitive != nullptr) gegl_param_spec_set_property_key(spec, "sensitive", sensitive);
  g_object_class_install_property(object_class, id, spec);
}

/// An enumerated type. GLib refers to its values for as long as the type exists, so that they
/// cannot be in anything that has a destructor.
struct ChoiceType {
  const char* name;
  /// As many as any of the types has, and a 0 behind the last one.
  std::array<GEnumValue, 5> values{};
};
constinit ChoiceType space_type{"ColorClustersFilterColorSpace"};
constinit ChoiceType representative_type{"ColorClustersFilterRepresentative"};
constinit ChoiceType dither_type{"ColorClustersFilterDither"};
constinit ChoiceType bar_type{"ColorClustersFilterBar"};
constinit ChoiceType shown_type{"ColorClustersFilterShow"};

template <typename Value>
GParamSpec* choice_spec(const char* name, const char* label, const char* description,
                        const ChoiceType& type, Value by_default) {
  return gegl_param_spec_enum(name, label, description, g_type_from_name(type.name),
                              static_cast<int>(by_default), property_flags);
}

GParamSpec* text(const char* name, const char* label, const char* description) {
  return gegl_param_spec_string(name, label, description, FALSE, FALSE, "", property_flags);
}

void install_color_properties(GObjectClass* object_class, const FilterValues& by_default) {
  install(object_class, property_colors,
          gegl_param_spec_int("colors", _("Number of colors"),
                              _("How many colors to find. A picture with fewer colors gives as "
                                "many as it has."),
                              1, max_clusters, by_default.color_count, 1, slider_colors, 1.0,
                              property_flags),
          "! automatic");
  install(
      object_class, property_automatic,
      g_param_spec_boolean(
          "automatic", _("Automatic"),
          _("Choose the number of colors to suit the picture; the number asked for is ignored."),
          FALSE, property_flags));
  install(object_class, property_most_colors,
          gegl_param_spec_int("most-colors", _("At most"),
                              _("The largest number of colors that is chosen automatically."), 1,
                              max_clusters, by_default.most_colors, 1, slider_colors, 1.0,
                              property_flags),
          "automatic");
  GParamSpec* const accents = gegl_param_spec_double(
      "accents", _("Accents"),
      _("How many of the colors go to small spots that differ from everything else: none at 0, up "
        "to a third at 1. The others stay the main colors of the picture. With an automatic "
        "number: how small a spot may be to get a color."),
      0.0, 1.0, by_default.accents, 0.0, 1.0, 1.0, property_flags);
  gegl_param_spec_double_set_digits(GEGL_PARAM_SPEC_DOUBLE(accents), 2);
  gegl_param_spec_double_set_steps(GEGL_PARAM_SPEC_DOUBLE(accents), 0.05, 0.1);
  install(object_class, property_accents, accents);
  install(object_class, property_color_space,
          choice_spec("color-space", _("Color space"),
                      _("The space in which colors are compared with each other."), space_type,
                      by_default.color_space));
  install(object_class, property_representative,
          choice_spec("representative", _("Color of each cluster"),
                      _("Which color stands for a cluster."), representative_type,
                      by_default.representative));
  install(object_class, property_keep_colors,
          text("keep-colors", _("Keep these colors"),
               _("Colors that stay as they are, as #8a4b2f or red, with spaces between; the others "
                 "are found around them. They count among the number of colors.")));
  install(object_class, property_palette,
          text("palette", _("Use these colors only"),
               _("Colors to use instead of finding any, as #8a4b2f or red, with spaces between. "
                 "Empty: the colors are found.")));
  install(object_class, property_palette_colors,
          gegl_param_spec_int("palette-colors", _("Best of them"),
                              _("How many of these colors to use: those that fit the picture best "
                                "together; 0 uses all. Kept colors count among them."),
                              0, max_clusters, by_default.palette_colors, 0, slider_colors, 1.0,
                              property_flags));
  install(object_class, property_recolor,
          text("recolor", _("Recolor with"),
               _("Colors to show in place of those found or given, the first for the first and so "
                 "on; areas stay.")));
}

void install_area_properties(GObjectClass* object_class, const FilterValues& by_default) {
  const char* const without_dither = "dither {none}";
  install(
      object_class, property_smallest_area,
      gegl_param_spec_int(
          "smallest-area", _("Smallest area"),
          _("Areas of one color with fewer pixels are merged into their neighbors; 0 keeps all."),
          0, max_smallest_area, by_default.smallest_area, 0, slider_area, 2.0, property_flags),
      without_dither);
  install(object_class, property_smooth_edges,
          gegl_param_spec_int("smooth-edges", _("Smooth edges"),
                              _("Rounds ragged borders between areas, without new colors; 0 leaves "
                                "them as they are."),
                              0, max_smoothing, by_default.smooth_edges, 0, max_smoothing, 1.0,
                              property_flags),
          without_dither);
  install(
      object_class, property_dither,
      choice_spec("dither", _("Dithering"),
                  _("How to show intermediate colors: as dots of the picture's few colors, which "
                    "the eye mixes."),
                  dither_type, by_default.dither));
  install(object_class, property_dither_strength,
          gegl_param_spec_double(
              "dither-strength", _("Strength (%)"),
              _("At 100 the average brightness of an area is preserved; less gives less grain."),
              0.0, 100.0, by_default.dither_strength, 0.0, 100.0, 1.0, property_flags),
          "! dither {none}");
}

void install_view_properties(GObjectClass* object_class, const FilterValues& by_default) {
  install(object_class, property_color_bar,
          choice_spec("color-bar", _("Color bar"),
                      _("A bar of the colors, each as wide as its share of the picture."), bar_type,
                      by_default.bar));
  install(object_class, property_color_bar_size,
          gegl_param_spec_double("color-bar-size", _("Size (%)"),
                                 _("Height of the color bar in percent of the picture's height."),
                                 1.0, 50.0, by_default.bar_size, 1.0, 50.0, 1.0, property_flags),
          "! color-bar {none}");
  install(object_class, property_show,
          choice_spec("show", _("Show"), _("Show one color alone to see where it is."), shown_type,
                      by_default.shown));
  install(object_class, property_color,
          gegl_param_spec_int(
              "color", _("Color"), _("The number of that color: 1 has the largest share."), 1,
              max_clusters, by_default.color, 1, slider_colors, 1.0, property_flags),
          "show {one-color}");
}

constexpr std::array bar_choices{
    choice(FilterBar::none, "none", N_("None")),
    choice(FilterBar::inside_bottom, "inside-bottom", N_("Inside, at the bottom")),
    choice(FilterBar::inside_top, "inside-top", N_("Inside, at the top")),
};
constexpr std::array shown_choices{
    choice(Shown::posterized, "posterized", N_("All colors")),
    choice(Shown::one_color, "one-color", N_("One color")),
};

/// GEGL shows the names of values in its dialogs; scripts and files have the nicks.
void register_choices(GTypeModule* module, ChoiceType& type, std::span<const Choice> choices) {
  g_assert(choices.size() < type.values.size());
  std::ranges::transform(choices, type.values.begin(), [](const Choice& choice) -> GEnumValue {
    return {choice.value, g_intern_string(_(choice.label)), choice.name};
  });
  g_type_module_register_enum(module, type.name, type.values.data());
}

}  // namespace

void install_filter_properties(GObjectClass* object_class) {
  const FilterValues by_default;
  install_color_properties(object_class, by_default);
  install_area_properties(object_class, by_default);
  install_view_properties(object_class, by_default);
}

void register_filter_choices(GTypeModule* module) {
  register_choices(module, space_type, color_space_choices());
  register_choices(module, representative_type, representative_choices());
  register_choices(module, dither_type, dither_choices());
  register_choices(module, bar_type, bar_choices);
  register_choices(module, shown_type, shown_choices);
}

bool set_value(FilterValues& values, guint id, const GValue* value) {
  const auto text = [&] {
    const char* const string = g_value_get_string(value);
    return std::string(string != nullptr ? string : "");
  };
  switch (id) {
    case property_colors:
      values.color_count = g_value_get_int(value);
      break;
    case property_automatic:
      values.automatic = g_value_get_boolean(value) != FALSE;
      break;
    case property_most_colors:
      values.most_colors = g_value_get_int(value);
      break;
    case property_accents:
      values.accents = g_value_get_double(value);
      break;
    case property_color_space:
      values.color_space = static_cast<ColorSpace>(g_value_get_enum(value));
      break;
    case property_representative:
      values.representative = static_cast<Representative>(g_value_get_enum(value));
      break;
    case property_keep_colors:
      values.keep_colors = text();
      break;
    case property_palette:
      values.palette = text();
      break;
    case property_palette_colors:
      values.palette_colors = g_value_get_int(value);
      break;
    case property_recolor:
      values.recolor = text();
      break;
    case property_smallest_area:
      values.smallest_area = g_value_get_int(value);
      break;
    case property_smooth_edges:
      values.smooth_edges = g_value_get_int(value);
      break;
    case property_dither:
      values.dither = static_cast<DitherMethod>(g_value_get_enum(value));
      break;
    case property_dither_strength:
      values.dither_strength = g_value_get_double(value);
      break;
    case property_color_bar:
      values.bar = static_cast<FilterBar>(g_value_get_enum(value));
      break;
    case property_color_bar_size:
      values.bar_size = g_value_get_double(value);
      break;
    case property_show:
      values.shown = static_cast<Shown>(g_value_get_enum(value));
      break;
    case property_color:
      values.color = g_value_get_int(value);
      break;
    default:
      return false;
  }
  return true;
}

bool get_value(const FilterValues& values, guint id, GValue* value) {
  switch (id) {
    case property_colors:
      g_value_set_int(value, values.color_count);
      break;
    case property_automatic:
      g_value_set_boolean(value, values.automatic ? TRUE : FALSE);
      break;
    case property_most_colors:
      g_value_set_int(value, values.most_colors);
      break;
    case property_accents:
      g_value_set_double(value, values.accents);
      break;
    case property_color_space:
      g_value_set_enum(value, static_cast<int>(values.color_space));
      break;
    case property_representative:
      g_value_set_enum(value, static_cast<int>(values.representative));
      break;
    case property_keep_colors:
      g_value_set_string(value, values.keep_colors.c_str());
      break;
    case property_palette:
      g_value_set_string(value, values.palette.c_str());
      break;
    case property_palette_colors:
      g_value_set_int(value, values.palette_colors);
      break;
    case property_recolor:
      g_value_set_string(value, values.recolor.c_str());
      break;
    case property_smallest_area:
      g_value_set_int(value, values.smallest_area);
      break;
    case property_smooth_edges:
      g_value_set_int(value, values.smooth_edges);
      break;
    case property_dither:
      g_value_set_enum(value, static_cast<int>(values.dither));
      break;
    case property_dither_strength:
      g_value_set_double(value, values.dither_strength);
      break;
    case property_color_bar:
      g_value_set_enum(value, static_cast<int>(values.bar));
      break;
    case property_color_bar_size:
      g_value_set_double(value, values.bar_size);
      break;
    case property_show:
      g_value_set_enum(value, static_cast<int>(values.shown));
      break;
    case property_color:
      g_value_set_int(value, values.color);
      break;
    default:
      return false;
  }
  return true;
}

}  // namespace color_clusters
