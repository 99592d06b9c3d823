// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog.h"

#include <memory>

#include <glib/gi18n.h>
#include <libgimp/gimpui.h>

namespace color_clusters {
namespace {

struct WidgetDestroy {
  void operator()(GtkWidget* widget) const { gtk_widget_destroy(widget); }
};
using OwnedWidget = std::unique_ptr<GtkWidget, WidgetDestroy>;

/// Makes sure that there is a screen: without one gimp_ui_init ends the process. Where GIMP itself
/// has a window nothing needs to be tried, and nothing may be before gimp_ui_init has told GTK
/// about it.
void check_screen() {
  if (gimp_display_name() != nullptr || gtk_init_check(nullptr, nullptr)) return;
  throw calling_error(
      _("There is no screen to show the dialog on. Run the procedure with the run mode "
        "RUN-NONINTERACTIVE."));
}

/// Runs a dialog with the controls of the named arguments, in that order.
void ask(const RunContext& context, const char* title, const char* ok_label,
         const char* last_argument) {
  check_screen();
  gimp_ui_init("color-clusters");
  const OwnedWidget widget(gimp_procedure_dialog_new(context.procedure, context.config, title));
  auto* const dialog = GIMP_PROCEDURE_DIALOG(widget.get());
  gimp_procedure_dialog_set_ok_label(dialog, ok_label);
  // A slider: the number of colors is found by trying.
  gimp_procedure_dialog_get_scale_entry(dialog, "colors", 1.0);
  gimp_procedure_dialog_get_scale_entry(dialog, "accents", 1.0);
  gimp_procedure_dialog_fill(dialog, "colors", "automatic", "accents", "color-space",
                             "representative", "order", last_argument, nullptr);
  if (!gimp_procedure_dialog_run(dialog)) throw cancelled();
}

}  // namespace

void ask_palette_arguments(const RunContext& context) {
  ask(context, _("Extract Palette"), _("Create _Palette"), "palette-name");
}

void ask_posterize_arguments(const RunContext& context) {
  ask(context, _("Posterize"), _("_Posterize"), "color-bar");
}

}  // namespace color_clusters
