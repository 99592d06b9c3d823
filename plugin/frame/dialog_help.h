// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

namespace color_clusters {

/// Makes F1 open the help page at an option when the keyboard's focus is on its control, and
/// Shift+F1 with a click on it, too. The option is an anchor of data/help/en/page.md.
void set_option_help(GtkWidget* control, const char* option);

/// The same for F1 anywhere else in a dialog, at the place that GIMP knows by the name of the
/// procedure. Where no program can show the page, F1 and the Help button tell which file it is.
void set_dialog_help(GtkDialog* dialog, const char* procedure);

}  // namespace color_clusters
