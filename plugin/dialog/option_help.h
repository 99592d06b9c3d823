// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

namespace color_clusters {

/// Makes F1 open the help page at an option when the keyboard's focus is on its control, and Shift+F1
/// with a click on it, too. The option is an anchor of data/help/en/page.md. Anywhere else in a dialog
/// GIMP opens the page at the dialog itself.
void set_option_help(GtkWidget* control, const char* option);

}  // namespace color_clusters
