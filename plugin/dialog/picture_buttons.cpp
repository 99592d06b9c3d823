// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/picture_buttons.h"

#include <glib/gi18n.h>

namespace color_clusters {

PictureButtons::PictureButtons(PreviewView& preview, ErrorReport& errors)
    : preview_(preview),
      errors_(errors),
      original_(button(_("Original"), _("Show the layer as it is; or hold the mouse button "
                                        "on the picture"))),
      split_(button(_("Split view"), _("Show the result to the left of a line that can be "
                                       "dragged, and the original to the right of it"))) {}

std::vector<GtkWidget*> PictureButtons::widgets() const {
  return {GTK_WIDGET(original_), GTK_WIDGET(split_)};
}

GtkToggleButton* PictureButtons::button(const char* label, const char* tooltip) {
  GtkWidget* const button = gtk_toggle_button_new_with_mnemonic(label);
  gtk_widget_set_tooltip_text(button, tooltip);
  connect<&PictureButtons::choose>(button, "toggled", this);
  return GTK_TOGGLE_BUTTON(button);
}

void PictureButtons::choose(GtkToggleButton* button) {
  GtkToggleButton* const other = button == split_ ? original_ : split_;
  if (gtk_toggle_button_get_active(button) != FALSE) gtk_toggle_button_set_active(other, FALSE);
  PreviewView::Picture picture = PreviewView::Picture::posterized;
  if (gtk_toggle_button_get_active(split_) != FALSE) picture = PreviewView::Picture::split;
  if (gtk_toggle_button_get_active(original_) != FALSE) picture = PreviewView::Picture::original;
  preview_.set_picture(picture);
}

}  // namespace color_clusters
