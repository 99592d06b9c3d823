// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/separate/separate_arguments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <locale>
#include <sstream>
#include <string>

#include <glib/gi18n.h>

#include "core/clustering/clustering.h"
#include "core/color/byte_color.h"
#include "plugin/arguments/arguments.h"
#include "plugin/arguments/gimp_choices.h"
#include "plugin/arguments/layer_arguments.h"
#include "plugin/arguments/length_argument.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/gegl_color.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

/// Whatever the unit is; see length_argument.
constexpr double longest = 100.0;
constexpr int most_pixels = 100;
constexpr double most_lines = 1000.0;
/// Of the choices of `halftone` the only one that is no DotShape.
constexpr int no_halftone = -1;

enum class Paper { none, white, black, color };

constexpr std::array papers{
    choice(Paper::white, "white", N_("White"), N_("White paper or fabric")),
    choice(Paper::black, "black", N_("Black"), N_("Black paper or fabric")),
    choice(Paper::color, "color", N_("Other color"), N_("Paper of the color chosen")),
    choice(Paper::none, "none", N_("None"),
           N_("White paper that is printed all over: white is an ink, too, if it is found")),
};

constexpr std::array halftones{
    choice(no_halftone, "none", N_("None"), N_("Each area has one ink, solid")),
    choice(DotShape::round, "round", N_("Round dots"),
           N_("Tones between the inks, by round dots: for most pictures")),
    choice(DotShape::ellipse, "ellipse", N_("Elliptical dots"),
           N_("Dots that join in one direction first: smoother middle tones, for skin")),
    choice(DotShape::line, "line", N_("Lines"), N_("Lines that get thicker with the tone")),
};

void add_paper_arguments(GimpProcedure* procedure) {
  gimp_procedure_add_choice_argument(
      procedure, "paper", _("Paper"),
      _("What is printed on: paper, or a garment. Nothing prints where its color is nearer than "
        "all "
        "inks; it is no ink, and does not count among the number of colors."),
      gimp_choices(papers), "white", G_PARAM_READWRITE);
  constexpr gboolean has_alpha = FALSE;
  // Nothing of GEGL has been started when arguments are declared, and a color needs formats.
  babl_init();
  gimp_procedure_add_color_argument(procedure, "paper-color", _("Paper color"),
                                    _("The color of the paper, if it is another one."), has_alpha,
                                    gegl_color({1, 1, 1}).get(), G_PARAM_READWRITE);
}

void add_film_arguments(GimpProcedure* procedure) {
  add_length_argument(procedure, "minimum-width", _("M_inimum width"),
                      _("Lines and gaps that are narrower dissolve in what is beside them, because "
                        "a screen cannot hold them; 0 and one pixel keep all."),
                      longest);
  add_length_argument(procedure, "trap", _("_Trap"),
                      _("Lighter inks are spread so far under darker ones, so that no paper shows "
                        "between them when the films are not quite in register."),
                      longest);
  add_length_argument(procedure, "choke", _("Cho_ke"),
                      _("All that an ink prints shrinks by so much, to make up for ink that runs."),
                      longest);
  gimp_procedure_add_boolean_argument(procedure, "underbase", _("Under_base"),
                                      _("Add a film for white under all inks, for dark garments."),
                                      FALSE, G_PARAM_READWRITE);
  add_length_argument(
      procedure, "underbase-choke", _("Underbase choke"),
      _("The underbase shrinks by so much, so that no white shows beside the inks."), longest);
}

void add_halftone_arguments(GimpProcedure* procedure) {
  const ScreenArguments by_default;
  gimp_procedure_add_choice_argument(
      procedure, "halftone", _("Halftone"),
      _("How to print the tones between the inks: as dots, whose size is the amount of the ink."),
      gimp_choices(halftones), "none", G_PARAM_READWRITE);
  gimp_procedure_add_double_argument(procedure, "lpi", _("Lines per inch"),
                                     _("How many dots are beside each other in an inch."), 1.0,
                                     most_lines, by_default.lines_per_inch, G_PARAM_READWRITE);
  gimp_procedure_add_double_argument(
      procedure, "first-angle", _("First angle"),
      _("How the lines of dots of the first ink are turned, in degrees clockwise. Each further ink "
        "is turned by 22.5 degrees more, which makes the least moiré."),
      -360.0, 360.0, by_default.first_angle, G_PARAM_READWRITE);
  gimp_procedure_add_string_argument(
      procedure, "angles", _("Angles"),
      _("The angle of each ink in the order of printing, in degrees with spaces between, as in "
        "“22.5 52.5 82.5”; further inks follow the last one. When empty, the first angle counts."),
      "", G_PARAM_READWRITE);
}

std::vector<double> angles_argument(GimpProcedureConfig* config) {
  char* text = nullptr;
  g_object_get(config, "angles", &text, nullptr);
  const OwnedString owned(text);
  std::istringstream stream(text != nullptr ? text : "");
  stream.imbue(std::locale::classic());
  std::vector<double> angles;
  for (std::string word; stream >> word;) {
    char* end = nullptr;
    const double angle = g_ascii_strtod(word.c_str(), &end);
    if (*end != '\0' || !std::isfinite(angle)) {
      throw calling_error(format_text(
          _("“%s” is not an angle. Write numbers with spaces between, such as 22.5 45 67.5."),
          single_line(word).c_str()));
    }
    angles.push_back(angle);
  }
  return angles;
}

std::optional<ScreenArguments> screen_arguments(GimpProcedureConfig* config, GimpImage* image) {
  const int shape = gimp_procedure_config_get_choice_id(config, "halftone");
  if (shape == no_halftone) return std::nullopt;
  ScreenArguments screen{.shape = static_cast<DotShape>(shape),
                         .pixels_per_inch = pixels_per_inch(image),
                         .angles = angles_argument(config)};
  g_object_get(config, "lpi", &screen.lines_per_inch, "first-angle", &screen.first_angle, nullptr);
  if (screen.lines_per_inch > screen.pixels_per_inch) {
    throw calling_error(format_text(
        // Translators: numbers per inch.
        _("An image with %.4g pixels per inch has no room for %.4g lines of dots. Choose fewer "
          "lines, or check the image’s resolution (Image > Print Size)."),
        screen.pixels_per_inch, screen.lines_per_inch));
  }
  // A cell of more than that has no edges that a halftone could have.
  constexpr double most_pixels_per_line = 10000.0;
  screen.lines_per_inch =
      std::max(screen.lines_per_inch, screen.pixels_per_inch / most_pixels_per_line);
  return screen;
}

Paper paper_choice(GimpProcedureConfig* config) { return chosen<Paper>(config, "paper"); }

Color paper_argument(GimpProcedureConfig* config) {
  const Paper paper = paper_choice(config);
  if (paper == Paper::black) return {0, 0, 0};
  if (paper != Paper::color) return {1, 1, 1};
  GeglColor* color = nullptr;
  g_object_get(config, "paper-color", &color, nullptr);
  const Owned<GeglColor> owned(color);
  return color != nullptr ? srgb_of(color) : Color{1, 1, 1};
}

void check(const SeparateArguments& arguments) {
  const FilmArguments& films = arguments.films;
  if (!films.screen) return;
  if (arguments.areas.change_anything()) {
    throw calling_error(
        _("A halftone prints tones and has no areas to tidy. Set the smallest area, the smoothing "
          "and the minimum width to 0, or turn off the halftone."));
  }
  if (films.trap > 0 || films.choke > 0) {
    throw calling_error(
        _("A trap or a choke would change the size of a halftone’s dots. Set both to 0, or turn "
          "off the halftone."));
  }
}

}  // namespace

bool has_paper_color(GimpProcedureConfig* config) { return paper_choice(config) == Paper::color; }

void add_separate_arguments(GimpProcedure* procedure) {
  add_paper_arguments(procedure);
  add_area_arguments(procedure);
  add_unit_argument(procedure);
  add_film_arguments(procedure);
  add_halftone_arguments(procedure);
  gimp_procedure_add_boolean_argument(
      procedure, "registration-marks", _("Registration marks"),
      _("Put a mark beyond each corner of the picture, the same on all films, by which they are "
        "laid over each other. The canvas grows by what they need."),
      TRUE, G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "ink-labels", _("Ink labels"),
      _("Write on each film which ink it is for, above the picture. The canvas grows by what that "
        "needs."),
      TRUE, G_PARAM_READWRITE);
  gimp_procedure_add_boolean_argument(
      procedure, "proof", _("Proof"),
      _("Add a layer that shows how the inks look that are printed over each other."), TRUE,
      G_PARAM_READWRITE);
}

SeparateArguments separate_arguments(GimpProcedureConfig* config, GimpImage* image) {
  gboolean underbase = FALSE;
  gboolean marks = TRUE;
  gboolean labels = TRUE;
  gboolean proof = TRUE;
  g_object_get(config, "underbase", &underbase, "registration-marks", &marks, "ink-labels", &labels,
               "proof", &proof, nullptr);
  const auto length = [&](const char* name) {
    return length_argument(config, name, image, most_pixels);
  };
  SeparateArguments arguments{
      .areas = area_arguments(config),
      .films = {.paper = paper_argument(config),
                .trap = length("trap"),
                .choke = length("choke"),
                .has_underbase = underbase != FALSE,
                .underbase_choke = underbase != FALSE ? length("underbase-choke") : 0,
                .screen = screen_arguments(config, image)},
      .has_marks = marks != FALSE,
      .has_labels = labels != FALSE,
      .has_proof = proof != FALSE};
  arguments.areas.minimum_width = length("minimum-width");
  check(arguments);
  return arguments;
}

ClusterArguments ink_arguments(GimpProcedureConfig* config) {
  ClusterArguments arguments = cluster_arguments(config);
  if (paper_choice(config) == Paper::none) return arguments;
  const Color paper = paper_argument(config);
  const bool has_palette = !arguments.palette.empty();
  std::vector<Color>& given = has_palette ? arguments.palette : arguments.kept;
  const auto known = std::ranges::find(given, to_bytes(paper), to_bytes);
  // A color that is kept and is the paper's is no ink. Inks are counted without the paper.
  arguments.paper = known != given.end() ? *known : paper;
  if (known == given.end()) {
    given.push_back(paper);
    if (has_palette && !arguments.palette_names.empty()) arguments.palette_names.emplace_back();
  }
  const bool is_full = arguments.color_count == max_clusters;
  if (!has_palette && is_full && (!arguments.automatic || given.size() > max_clusters)) {
    throw calling_error(
        _("With a paper there can be 255 inks at the most. Ask for fewer, or set the paper to "
          "none."));
  }
  arguments.color_count = std::min(arguments.color_count + 1, static_cast<int>(max_clusters));
  if (has_palette && arguments.palette_colors > 0) {
    // It is used in any case, beside as many inks as are wanted.
    std::erase(arguments.kept, *arguments.paper);
    arguments.kept.insert(arguments.kept.begin(), *arguments.paper);
    ++arguments.palette_colors;
  }
  return arguments;
}

}  // namespace color_clusters
