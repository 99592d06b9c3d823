// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/palette_name_argument.h"

#include <glib/gi18n.h>

#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

constexpr const char* name_argument = "palette-name";
constexpr const char* image_argument = "named-image";

std::string text_of(GimpProcedureConfig* config, const char* argument) {
  char* text = nullptr;
  g_object_get(config, argument, &text, nullptr);
  const OwnedString owned(text);
  return text != nullptr ? text : "";
}

/// Identifies an image in this process of GIMP: last values outlive the process, and images of the
/// next one get the same IDs.
std::string identity(GimpImage* image) {
  return format_text("%d/%d", gimp_getpid(), gimp_image_get_id(image));
}

}  // namespace

void add_palette_name_argument(GimpProcedure* procedure) {
  gimp_procedure_add_string_argument(
      procedure, name_argument, _("Palette na_me"),
      _("Name of the new palette; made from the name of the image when empty."), "",
      G_PARAM_READWRITE);
  gimp_procedure_add_string_aux_argument(procedure, image_argument, "Named image",
                                         "The image that the name was given for.", "",
                                         G_PARAM_READWRITE);
}

std::string palette_name_argument(GimpProcedureConfig* config) {
  return single_line(text_of(config, name_argument));
}

void forget_name_of_other_image(GimpProcedureConfig* config, GimpImage* image) {
  if (text_of(config, image_argument) == identity(image)) return;
  g_object_set(config, name_argument, "", nullptr);
}

void remember_named_image(GimpProcedureConfig* config, GimpImage* image) {
  g_object_set(config, image_argument, identity(image).c_str(), nullptr);
}

}  // namespace color_clusters
