// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/colors_argument.h"

#include <limits>
#include <locale>
#include <sstream>

#include "plugin/glib/owned.h"

namespace color_clusters {

void add_colors_aux_argument(GimpProcedure* procedure, const char* name, const char* label,
                             const char* description) {
  gimp_procedure_add_string_aux_argument(procedure, name, label, description, "",
                                         G_PARAM_READWRITE);
}

std::vector<Color> colors_argument(GimpProcedureConfig* config, const char* name) {
  char* text = nullptr;
  g_object_get(config, name, &text, nullptr);
  const OwnedString owned(text);
  std::istringstream stream(text != nullptr ? text : "");
  stream.imbue(std::locale::classic());
  std::vector<Color> colors;
  for (Color color{}; stream >> color[0] >> color[1] >> color[2];) colors.push_back(color);
  return colors;
}

void set_colors_argument(GimpProcedureConfig* config, const char* name,
                         std::span<const Color> colors) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(std::numeric_limits<float>::max_digits10);
  for (const Color& color : colors) text << color[0] << ' ' << color[1] << ' ' << color[2] << '\n';
  g_object_set(config, name, text.str().c_str(), nullptr);
}

}  // namespace color_clusters
