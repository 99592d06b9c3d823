// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/palette_row.h"

#include <glib/gi18n.h>

#include "plugin/arguments/palette_argument.h"
#include "plugin/frame/dialog_help.h"

namespace color_clusters {
namespace {

constexpr int spacing = 6;

}  // namespace

PaletteRow::PaletteRow(GimpProcedureConfig* config, const char* argument, const char* label,
                       const char* tooltip, ErrorReport& errors)
    : config_(config),
      argument_(argument),
      errors_(errors),
      row_(gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing)),
      check_(gtk_check_button_new_with_mnemonic(label)) {
  const Owned<GimpPalette> palette = palette_argument(config, argument);
  chooser_ = gimp_palette_chooser_new(_("Choose a Palette"), nullptr, palette.get());
  gtk_widget_set_tooltip_text(row_, tooltip);
  gtk_box_pack_start(GTK_BOX(row_), check_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row_), chooser_, TRUE, TRUE, 0);
  gtk_widget_show_all(row_);
  set_option_help(row_, argument);
  update();
  connect<&PaletteRow::choose>(check_, "toggled", this);
  connect<&PaletteRow::choose_another>(chooser_, "resource-set", this);
}

void PaletteRow::choose(GtkWidget*) {
  if (is_updating_) return;
  const bool is_used = gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(check_)) != FALSE;
  GimpResource* const chosen = gimp_resource_chooser_get_resource(GIMP_RESOURCE_CHOOSER(chooser_));
  g_object_set(config_, argument_, is_used ? chosen : nullptr, nullptr);
}

void PaletteRow::choose_another(GtkWidget* chooser, GimpResource*, gboolean) { choose(chooser); }

bool PaletteRow::update() {
  const Owned<GimpPalette> palette = palette_argument(config_, argument_);
  is_updating_ = true;
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(check_), palette ? TRUE : FALSE);
  gtk_widget_set_sensitive(chooser_, palette ? TRUE : FALSE);
  auto* const chooser = GIMP_RESOURCE_CHOOSER(chooser_);
  auto* const resource = reinterpret_cast<GimpResource*>(palette.get());
  if (palette && gimp_resource_chooser_get_resource(chooser) != resource) {
    gimp_resource_chooser_set_resource(chooser, resource);
  }
  is_updating_ = false;
  return palette != nullptr;
}

}  // namespace color_clusters
