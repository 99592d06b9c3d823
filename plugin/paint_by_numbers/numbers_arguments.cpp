// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/paint_by_numbers/numbers_arguments.h"

#include <array>

#include <glib/gi18n.h>

#include "plugin/arguments/gimp_choices.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/arguments/length_argument.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/gegl_color.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

/// The smallest font of which digits can be told apart, and the largest one, in pixels.
constexpr int least_font = 5;
constexpr int most_font = 2000;
constexpr int most_minimum_width = 100;
constexpr double most_length = 10000.0;

constexpr std::array hidden_areas_choices{
    choice(HiddenAreas::dissolve, "dissolve", N_("Dissolve"),
           N_("They take on the color of a neighbor")),
    choice(HiddenAreas::leader_lines, "leader-lines", N_("Number beside it, with a line"),
           N_("The number stands in a neighbor, and a line leads from there; where that has no "
              "room either, they dissolve")),
};

constexpr std::array key_places{
    choice(KeyPlace::none, "none", N_("None"), N_("No key")),
    choice(KeyPlace::below, "below", N_("Below"), N_("Below the picture; the canvas gets higher")),
    choice(KeyPlace::beside, "beside", N_("Beside"),
           N_("To the right of the picture; the canvas gets wider")),
    choice(KeyPlace::image, "image", N_("As an image"), N_("An image of its own, to print")),
};

void add_number_sizes(GimpProcedure* procedure) {
  add_length_argument(procedure, "smallest-number", _("Smallest num_ber"),
                      _("The font size of the smallest numbers; 0 chooses what can be read when "
                        "the picture is printed on a sheet of paper."),
                      most_length);
  add_length_argument(procedure, "largest-number", _("Large_st number"),
                      _("The font size of the largest numbers; 0 chooses what suits the picture."),
                      most_length);
}

void add_outline_arguments(GimpProcedure* procedure) {
  const NumberArguments by_default;
  gimp_procedure_add_int_argument(procedure, "outline-width", _("Outline width"),
                                  _("How many pixels wide the lines between areas are."), 1, 20,
                                  by_default.outline_width, G_PARAM_READWRITE);
  // GIMP asks for arguments before anything has started GEGL.
  babl_init();
  // GIMP 3.0 forgets any other default than black on the way to those who call.
  const Owned<GeglColor> black = gegl_color(by_default.outline_color);
  constexpr gboolean has_alpha = FALSE;
  gimp_procedure_add_color_argument(procedure, "outline-color", _("Outline color"),
                                    _("The color of the outlines and of the numbers."), has_alpha,
                                    black.get(), G_PARAM_READWRITE);
}

}  // namespace

void add_numbers_arguments(GimpProcedure* procedure) {
  add_area_arguments(procedure);
  add_unit_argument(procedure);
  add_length_argument(procedure, "minimum-width", _("Minimum _width"),
                      _("What is narrower than this, lines and gaps, is merged into its neighbors; "
                        "0 keeps all."),
                      most_length);
  add_number_sizes(procedure);
  gimp_procedure_add_choice_argument(procedure, "hidden-areas", _("Areas w_ithout room"),
                                     _("What becomes of areas that have no room for their number."),
                                     gimp_choices(hidden_areas_choices), "dissolve",
                                     G_PARAM_READWRITE);
  add_outline_arguments(procedure);
  gimp_procedure_add_choice_argument(
      procedure, "key", _("_Key"),
      _("Where the colors, their numbers, names, shares, and how many areas they have are listed."),
      gimp_choices(key_places), "below", G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "template", _("Show the tem_plate"),
      _("Show outlines and numbers on white paper, and hide the painted picture; otherwise it is "
        "the other way around."),
      TRUE, G_PARAM_READWRITE);
}

AreaArguments numbered_areas_arguments(GimpProcedureConfig* config, GimpImage* image) {
  AreaArguments areas = area_arguments(config);
  areas.minimum_width = length_argument(config, "minimum-width", image, most_minimum_width);
  return areas;
}

NumberArguments numbers_arguments(GimpProcedureConfig* config, GimpImage* image) {
  NumberArguments arguments;
  GeglColor* color = nullptr;
  gboolean shows_template = TRUE;
  g_object_get(config, "outline-width", &arguments.outline_width, "outline-color", &color,
               "template", &shows_template, nullptr);
  const Owned<GeglColor> owned(color);
  if (owned) arguments.outline_color = srgb_of(owned.get());
  arguments.shows_template = shows_template != FALSE;
  arguments.hidden = chosen<HiddenAreas>(config, "hidden-areas");
  arguments.key = chosen<KeyPlace>(config, "key");
  arguments.smallest = length_argument(config, "smallest-number", image, most_font);
  arguments.largest = length_argument(config, "largest-number", image, most_font);
  double smallest = 0.0;
  double largest = 0.0;
  g_object_get(config, "smallest-number", &smallest, "largest-number", &largest, nullptr);
  const bool is_tiny = (smallest > 0.0 && arguments.smallest < least_font) ||
                       (largest > 0.0 && arguments.largest < least_font);
  if (is_tiny) {
    throw calling_error(format_text(
        // Translators: two numbers of pixels.
        _("Numbers of %d pixels cannot be read in this image; at least %d are needed. Make the "
          "numbers larger, or check the unit and the image’s resolution (Image > Print Size)."),
        smallest > 0.0 && arguments.smallest < least_font ? arguments.smallest : arguments.largest,
        least_font));
  }
  if (arguments.largest > 0 && arguments.smallest > arguments.largest) {
    throw calling_error(
        _("The smallest number is larger than the largest one. Make it smaller, or set the largest "
          "to 0 to have it chosen."));
  }
  return arguments;
}

}  // namespace color_clusters
