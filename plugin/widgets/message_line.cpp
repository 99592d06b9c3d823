// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/widgets/message_line.h"

namespace color_clusters {
namespace {

constexpr int spacing = 6;
constexpr int most_lines = 2;

}  // namespace

MessageLine::MessageLine()
    : box_(gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing)),
      icon_(gtk_image_new_from_icon_name("dialog-warning-symbolic", GTK_ICON_SIZE_MENU)),
      label_(gtk_label_new(nullptr)),
      progress_(gtk_progress_bar_new()) {
  gtk_widget_set_no_show_all(icon_, TRUE);
  gtk_label_set_xalign(GTK_LABEL(label_), 0.0F);
  gtk_label_set_line_wrap(GTK_LABEL(label_), TRUE);
  gtk_label_set_lines(GTK_LABEL(label_), most_lines);
  gtk_label_set_ellipsize(GTK_LABEL(label_), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign(progress_, GTK_ALIGN_CENTER);
  gtk_box_pack_start(GTK_BOX(box_), icon_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box_), label_, TRUE, TRUE, 0);
  gtk_box_pack_end(GTK_BOX(box_), progress_, FALSE, FALSE, 0);
}

void MessageLine::set_text(const std::string& text, bool is_warning) {
  gtk_label_set_text(GTK_LABEL(label_), text.c_str());
  gtk_widget_set_tooltip_text(label_, text.c_str());
  gtk_widget_set_visible(icon_, is_warning ? TRUE : FALSE);
}

void MessageLine::say(const std::string& text) { set_text(text, false); }

void MessageLine::warn(const std::string& text) { set_text(text, true); }

void MessageLine::show_progress(double fraction) {
  gtk_widget_show(progress_);
  gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(progress_), fraction);
}

void MessageLine::hide_progress() { gtk_widget_hide(progress_); }

}  // namespace color_clusters
