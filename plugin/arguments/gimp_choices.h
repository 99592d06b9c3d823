// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <glib/gi18n.h>
#include <libgimp/gimp.h>

#include "plugin/clusters/choices.h"

namespace color_clusters {

/// Choices for an argument of a procedure, in the user's language.
inline GimpChoice* gimp_choices(std::span<const Choice> choices) {
  GimpChoice* const result = gimp_choice_new();
  for (const Choice& choice : choices) {
    gimp_choice_add(result, choice.name, choice.value, _(choice.label), _(choice.description));
  }
  return result;
}

/// What is chosen of them: an enumeration whose values they are.
template <typename Value>
Value chosen(GimpProcedureConfig* config, const char* argument) {
  return static_cast<Value>(gimp_procedure_config_get_choice_id(config, argument));
}

}  // namespace color_clusters
