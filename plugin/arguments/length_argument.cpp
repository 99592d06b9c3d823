// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/length_argument.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

/// GIMP's own for new images, should one have none.
constexpr double usual_resolution = 300.0;

/// The label without the line under its letter.
std::string plain_label(GimpProcedureConfig* config, const char* name) {
  std::string label =
      g_param_spec_get_nick(g_object_class_find_property(G_OBJECT_GET_CLASS(config), name));
  std::erase(label, '_');
  return label;
}

}  // namespace

void add_unit_argument(GimpProcedure* procedure) {
  constexpr gboolean has_pixels = TRUE;
  constexpr gboolean has_percent = FALSE;
  gimp_procedure_add_unit_argument(
      procedure, "unit", _("Unit"),
      _("What lengths are measured in; how many pixels that is, the image’s resolution tells."),
      has_pixels, has_percent, gimp_unit_pixel(), G_PARAM_READWRITE);
}

void add_length_argument(GimpProcedure* procedure, const char* name, const char* label,
                         const char* description, double most) {
  gimp_procedure_add_double_argument(procedure, name, label, description, 0.0, most, 0.0,
                                     G_PARAM_READWRITE);
}

int length_argument(GimpProcedureConfig* config, const char* name, GimpImage* image, int most) {
  double length = 0.0;
  GimpUnit* unit = nullptr;
  g_object_get(config, name, &length, "unit", &unit, nullptr);
  // GIMP owns its units for good.
  const Owned<GimpUnit> reference(unit);
  const double pixels =
      unit != nullptr ? gimp_units_to_pixels(length, unit, pixels_per_inch(image)) : length;
  if (!(std::round(pixels) <= most)) {
    throw calling_error(format_text(
        // Translators: the name of a length, such as “Trap”, and two numbers of pixels.
        _("“%s” is %.0f pixels long in this image, more than the %d that are possible. Make it "
          "shorter, or check the unit and the image’s resolution (Image > Print Size)."),
        plain_label(config, name).c_str(), std::round(pixels), most));
  }
  return static_cast<int>(std::lround(std::max(pixels, 0.0)));
}

double pixels_per_inch(GimpImage* image) {
  double x = 0.0;
  double y = 0.0;
  const bool has_any =
      gimp_image_is_valid(image) && gimp_image_get_resolution(image, &x, &y) != FALSE && x > 0.0;
  return has_any ? x : usual_resolution;
}

}  // namespace color_clusters
