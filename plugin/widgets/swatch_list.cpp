// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/widgets/swatch_list.h"

#include <algorithm>

#include <glib/gi18n.h>
#include <libgimp/gimpui.h>

#include "plugin/glib/gegl_color.h"
#include "plugin/glib/owned.h"

namespace color_clusters {
namespace {

constexpr int least_rows = 3;
constexpr int chooser_size = 16;

}  // namespace

SwatchList::SwatchList(ErrorReport& errors)
    : errors_(errors),
      room_(gtk_box_new(GTK_ORIENTATION_VERTICAL, 0)),
      scrolled_(gtk_scrolled_window_new(nullptr, nullptr)),
      list_(gtk_list_box_new()) {
  gtk_list_box_set_selection_mode(GTK_LIST_BOX(list_), GTK_SELECTION_NONE);
  atk_object_set_name(gtk_widget_get_accessible(list_), _("Colors"));
  connect<&SwatchList::activate>(list_, "row-activated", this);
  connect<&SwatchList::press_key>(list_, "key-press-event", this);
  connect<&SwatchList::move_focus>(list_, "focus", this);

  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled_), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(scrolled_), GTK_SHADOW_IN);
  gtk_scrolled_window_set_overlay_scrolling(GTK_SCROLLED_WINDOW(scrolled_), FALSE);
  gtk_container_add(GTK_CONTAINER(scrolled_), list_);
  gtk_box_pack_start(GTK_BOX(room_), scrolled_, TRUE, TRUE, 0);
  gtk_widget_set_vexpand(room_, TRUE);
  connect<&SwatchList::fit_rows>(room_, "size-allocate", this);

  const Owned<GeglColor> black = gegl_color({});
  chooser_ = gimp_color_button_new(_("Choose a Color"), chooser_size, chooser_size, black.get(),
                                   GIMP_COLOR_AREA_FLAT);
  gimp_color_button_set_update(GIMP_COLOR_BUTTON(chooser_), FALSE);
  gtk_widget_set_no_show_all(chooser_, TRUE);
  gtk_box_pack_end(GTK_BOX(room_), chooser_, FALSE, FALSE, 0);
  connect<&SwatchList::color_chosen>(chooser_, "color-changed", this);
}

SwatchList::~SwatchList() = default;

void SwatchList::add_row() {
  const std::size_t number = rows_.size();
  rows_.push_back(std::make_unique<SwatchRow>(errors_));
  SwatchRow& row = *rows_.back();
  row.on_point = [this, number](bool is_pointed_at) {
    if (on_point) on_point(is_pointed_at ? std::optional(number) : std::nullopt);
  };
  row.on_lock = [this, number](bool is_locked) {
    if (on_lock) on_lock(number, is_locked);
  };
  row.on_take_back = [this, number] {
    if (on_take_back) on_take_back(number);
  };
  row.on_choose = [this, number] { choose_color(number); };
  gtk_container_add(GTK_CONTAINER(list_), row.widget());
}

void SwatchList::show(const std::vector<Swatch>& swatches) {
  while (rows_.size() < swatches.size()) add_row();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    gtk_widget_set_visible(rows_[i]->widget(), i < swatches.size() ? TRUE : FALSE);
    if (i < swatches.size()) rows_[i]->show(swatches[i]);
  }
  if (!swatches.empty()) {
    int height = 0;
    gtk_widget_get_preferred_height(rows_.front()->widget(), nullptr, &height);
    gtk_scrolled_window_set_min_content_height(GTK_SCROLLED_WINDOW(scrolled_), least_rows * height);
  }
}

void SwatchList::mark(std::optional<std::size_t> row) {
  if (marked_ && *marked_ < rows_.size()) rows_[*marked_]->mark(false);
  marked_ = row;
  if (!row || *row >= rows_.size()) return;
  rows_[*row]->mark(true);
  GtkAllocation place{};
  gtk_widget_get_allocation(rows_[*row]->widget(), &place);
  gtk_adjustment_clamp_page(gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scrolled_)),
                            place.y, place.y + place.height);
}

void SwatchList::choose_color(std::optional<std::size_t> row) {
  chosen_for_ = row;
  const Color before = row ? rows_[*row]->color() : Color{0.5F, 0.5F, 0.5F};
  const Owned<GeglColor> color = gegl_color(before);
  is_updating_ = true;
  gimp_color_button_set_color(GIMP_COLOR_BUTTON(chooser_), color.get());
  is_updating_ = false;
  gtk_button_clicked(GTK_BUTTON(chooser_));
}

void SwatchList::color_chosen(GtkWidget* button) {
  if (is_updating_ || !on_color) return;
  const Owned<GeglColor> chosen(gimp_color_button_get_color(GIMP_COLOR_BUTTON(button)));
  on_color(chosen_for_, srgb_of(chosen.get()));
}

void SwatchList::activate(GtkListBox*, GtkListBoxRow* row) {
  if (on_activate) on_activate(static_cast<std::size_t>(gtk_list_box_row_get_index(row)));
}

gboolean SwatchList::press_key(GtkWidget*, GdkEventKey* event) {
  const auto focused = std::ranges::find_if(rows_, [](const std::unique_ptr<SwatchRow>& row) {
    return gtk_widget_has_focus(row->widget()) != FALSE;
  });
  constexpr guint modifiers = GDK_CONTROL_MASK | GDK_MOD1_MASK;
  if (focused == rows_.end() || (event->state & modifiers) != 0) return FALSE;
  switch (event->keyval) {
    case GDK_KEY_l:
    case GDK_KEY_L:
      (*focused)->toggle_lock();
      return TRUE;
    case GDK_KEY_F2:
    case GDK_KEY_space:
      if ((*focused)->on_choose) (*focused)->on_choose();
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      // Here, before it confirms the dialog.
      if (on_activate) on_activate(static_cast<std::size_t>(focused - rows_.begin()));
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_BackSpace:
      (*focused)->take_back();
      return TRUE;
    default:
      return FALSE;
  }
}

/// GTK would go from row to row with Tab, too.
gboolean SwatchList::move_focus(GtkWidget* list, GtkDirectionType direction) {
  const bool is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  if (is_tab && gtk_container_get_focus_child(GTK_CONTAINER(list)) != nullptr) {
    g_signal_stop_emission_by_name(list, "focus");
  }
  return FALSE;
}

void SwatchList::fit_rows(GtkWidget*, GdkRectangle* area) {
  if (rows_.empty()) return;
  const int height = gtk_widget_get_allocated_height(rows_.front()->widget());
  if (height < 2) return;
  constexpr int frame = 2;
  left_over_ = std::max(0, area->height - frame) % height;
  // Not in the middle of a layout.
  if (left_over_ != gtk_widget_get_margin_bottom(scrolled_)) {
    fitting_.when_idle<&SwatchList::set_margin>(this);
  }
}

void SwatchList::set_margin() { gtk_widget_set_margin_bottom(scrolled_, left_over_); }

}  // namespace color_clusters
