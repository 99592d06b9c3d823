// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/option_help.h"

#include <string>

#include <libgimp/gimpui.h>

#include "plugin/owned.h"

namespace color_clusters {

void set_option_help(GtkWidget* control, const char* option) {
  // It would be taken away.
  const OwnedString tooltip(gtk_widget_get_tooltip_text(control));
  // GIMP keeps the address of the name. data/help/make_page.py makes the same names.
  const std::string name = std::string("color-clusters-") + option;
  gimp_help_connect(control, tooltip.get(), gimp_standard_help_func,
                    g_intern_string(name.c_str()), nullptr, nullptr);
}

}  // namespace color_clusters
