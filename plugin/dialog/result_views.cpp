// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/result_views.h"

#include <glib/gi18n.h>

#include "plugin/clusters/cluster_names.h"
#include "plugin/frame/dialog_help.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

constexpr int spacing = 6;

GtkWidget* framed(GtkWidget* widget, const char* name) {
  GtkWidget* const frame = gtk_frame_new(nullptr);
  gtk_container_add(GTK_CONTAINER(frame), widget);
  atk_object_set_name(gtk_widget_get_accessible(widget), name);
  return frame;
}

}  // namespace

ResultViews::ResultViews(GimpProcedureConfig* config, ErrorReport& errors)
    : errors_(errors), choices_(config), preview_(errors), bar_(errors), swatches_(errors) {
  bar_.on_point = swatches_.on_point = [this](std::optional<std::size_t> cluster) {
    point_at(cluster);
    preview_.highlight(cluster);
  };
  // The picture itself stays as it is under the mouse.
  preview_.on_point = [this](auto i) { point_at(i); };
  preview_.on_click = bar_.on_click = swatches_.on_activate = [this](auto i) { copy(i); };
  preview_.on_aim = [this](const std::optional<Color>& color) {
    gtk_label_set_text(GTK_LABEL(pointed_), color ? hex_name(*color).c_str() : "");
  };
  preview_.on_pick = [this](const Color& color) { pick(color); };
  swatches_.on_lock = [this](std::size_t row, bool locked) {
    if (row < clusters_->colors.found.size()) choices_.lock(clusters_->colors.found[row], locked);
  };
  swatches_.on_take_back = [this](std::size_t row) {
    if (row < clusters_->colors.found.size()) choices_.take_back(clusters_->colors.found, row);
  };
  swatches_.on_color = [this](auto row, const Color& color) { choose(row, color); };
}

void ResultViews::disconnect() {
  preview_.on_point = bar_.on_point = swatches_.on_point = nullptr;
  preview_.on_aim = nullptr;
}

GtkWidget* ResultViews::new_picture_side(const std::vector<GtkWidget*>& buttons) {
  GtkWidget* const side = gtk_box_new(GTK_ORIENTATION_VERTICAL, spacing);
  gtk_box_pack_start(GTK_BOX(side), framed(preview_.widget(), _("Preview")), TRUE, TRUE, 0);

  GtkWidget* const row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  for (GtkWidget* const button : buttons) {
    gtk_box_pack_start(GTK_BOX(row), button, FALSE, FALSE, 0);
  }
  zoom_ = gtk_toggle_button_new_with_mnemonic(_("_1:1"));
  gtk_widget_set_tooltip_text(zoom_,
                              _("Show each pixel of the layer as one pixel of the screen; or turn "
                                "the mouse wheel on the picture, and double-click to see all of "
                                "it"));
  connect<&ResultViews::toggle_zoom>(zoom_, "toggled", this);
  gtk_box_pack_start(GTK_BOX(row), zoom_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), new_pick_button(), FALSE, FALSE, 0);
  pointed_ = gtk_label_new(nullptr);
  gtk_label_set_selectable(GTK_LABEL(pointed_), FALSE);
  gtk_box_pack_end(GTK_BOX(row), pointed_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(side), row, FALSE, FALSE, 0);
  gtk_widget_show_all(side);
  return side;
}

GtkWidget* ResultViews::new_pick_button() {
  pick_ = gtk_toggle_button_new();
  gtk_container_add(GTK_CONTAINER(pick_), gtk_image_new_from_icon_name(GIMP_ICON_COLOR_PICKER_GRAY,
                                                                       GTK_ICON_SIZE_BUTTON));
  gtk_widget_set_tooltip_text(pick_, _("Pick a color to keep from the picture"));
  atk_object_set_name(gtk_widget_get_accessible(pick_), _("Pick a color"));
  connect<&ResultViews::toggle_picking>(pick_, "toggled", this);
  return pick_;
}

GtkWidget* ResultViews::new_list() {
  // Locks are the argument here.
  set_option_help(swatches_.widget(), "keep-palette");
  GtkWidget* const list = gtk_box_new(GTK_ORIENTATION_VERTICAL, spacing);
  gtk_box_pack_start(GTK_BOX(list), framed(bar_.widget(), _("Color bar")), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(list), swatches_.widget(), TRUE, TRUE, 0);
  gtk_widget_show_all(list);
  return list;
}

GtkWidget* ResultViews::new_add_button() {
  add_ = gtk_button_new_with_mnemonic(_("Add a color…"));
  gtk_widget_set_tooltip_text(add_,
                              _("Keep a color of your own; the others are found anew around it"));
  connect<&ResultViews::add_color>(add_, "clicked", this);
  return add_;
}

void ResultViews::show(const std::shared_ptr<const LiveResult>& result,
                       const ClusterArguments& arguments) {
  clusters_ = result->clusters;
  const LayerClusters& clusters = *clusters_;
  std::vector<Swatch> swatches;
  std::string description;
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    const Color& color = clusters.colors.srgb[i];
    const Color& found = clusters.colors.found[i];
    swatches.push_back({color, found, clusters.shares[i], choices_.lock_of(found, arguments),
                        i < clusters.names.size() ? clusters.names[i] : ""});
    description += hex_name(color) + " " + percent_text(clusters.shares[i]) + "; ";
  }
  swatches_.show(swatches);
  bar_.show(clusters.colors.srgb, clusters.shares, description.c_str());
  preview_.show(result);
  point_at(pointed_at_);
}

void ResultViews::allow_adding(bool is_allowed) {
  gtk_widget_set_sensitive(add_, is_allowed ? TRUE : FALSE);
  gtk_widget_set_sensitive(pick_, is_allowed ? TRUE : FALSE);
}

void ResultViews::point_at(std::optional<std::size_t> cluster) {
  const bool exists = cluster && clusters_ && *cluster < clusters_->shares.size();
  if (!exists) cluster.reset();
  pointed_at_ = cluster;
  bar_.mark(cluster);
  swatches_.mark(cluster);
  const std::string text = exists ? hex_name(clusters_->colors.srgb[*cluster]) + "  " +
                                        percent_text(clusters_->shares[*cluster])
                                  : "";
  gtk_label_set_text(GTK_LABEL(pointed_), text.c_str());
}

void ResultViews::copy(std::size_t cluster) {
  if (!clusters_ || cluster >= clusters_->shares.size()) return;
  const std::string hex = hex_name(clusters_->colors.srgb[cluster]);
  gtk_clipboard_set_text(gtk_clipboard_get(GDK_SELECTION_CLIPBOARD), hex.c_str(), -1);
  // Translators: %s is a color like #8a4b2f.
  on_message(format_text(_("%s was copied."), hex.c_str()));
}

void ResultViews::choose(std::optional<std::size_t> cluster, const Color& color) {
  if (!cluster) {
    choices_.add(color);
  } else if (*cluster < clusters_->colors.found.size()) {
    choices_.recolor(clusters_->colors.found, *cluster, color);
  }
}

void ResultViews::pick(const Color& color) {
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(pick_), FALSE);
  choices_.add(color);
}

void ResultViews::toggle_zoom(GtkToggleButton* button) {
  if (is_updating_) return;
  if (gtk_toggle_button_get_active(button) != FALSE) {
    preview_.show_pixels();
  } else {
    preview_.fit();
  }
}

void ResultViews::update_zoom_button() {
  is_updating_ = true;
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(zoom_), preview_.fits() ? FALSE : TRUE);
  is_updating_ = false;
}

void ResultViews::toggle_picking(GtkToggleButton* button) {
  preview_.set_picking(gtk_toggle_button_get_active(button) != FALSE);
}

void ResultViews::add_color(GtkButton*) { swatches_.choose_color(std::nullopt); }

}  // namespace color_clusters
