// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/presets.h"

#include <string_view>

#include <glib/gi18n.h>

#include "plugin/frame/shipped_palette.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

constexpr int spacing = 12;
constexpr char values_key[] = "values";
/// What a menu item has its shipped preset under.
constexpr char preset_key[] = "preset";

OwnedString path() {
  return OwnedString(g_build_filename(gimp_directory(), "color-clusters-presets.ini", nullptr));
}

std::string string_of(GKeyFile* file, const std::string& group, const char* key) {
  const OwnedString text(g_key_file_get_string(file, group.c_str(), key, nullptr));
  return text ? text.get() : "";
}

Error unreadable() {
  return execution_error(_("This preset cannot be read. Delete it and save it again."));
}

GtkWidget* left_label(const char* text) {
  GtkWidget* const label = gtk_label_new(text);
  gtk_label_set_xalign(GTK_LABEL(label), 0.0F);
  return label;
}

/// A name, and below it what it does.
GtkWidget* new_item(const ShippedPreset& preset) {
  GtkWidget* const line = left_label(_(preset.line));
  PangoAttrList* const attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_scale_new(PANGO_SCALE_SMALL));
  gtk_label_set_attributes(GTK_LABEL(line), attributes);
  pango_attr_list_unref(attributes);
  gtk_style_context_add_class(gtk_widget_get_style_context(line), GTK_STYLE_CLASS_DIM_LABEL);
  GtkWidget* const lines = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_pack_start(GTK_BOX(lines), left_label(_(preset.name)), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(lines), line, FALSE, FALSE, 0);
  GtkWidget* const item = gtk_menu_item_new();
  gtk_container_add(GTK_CONTAINER(item), lines);
  AtkObject* const accessible = gtk_widget_get_accessible(item);
  atk_object_set_name(accessible, _(preset.name));
  atk_object_set_description(accessible, _(preset.line));
  return item;
}

}  // namespace

Presets::Presets(GimpProcedureConfig* config, ErrorReport& errors)
    : config_(config),
      errors_(errors),
      prefix_(std::string(gimp_procedure_get_name(gimp_procedure_config_get_procedure(config))) +
              "/"),
      file_(g_key_file_new()),
      button_(gtk_menu_button_new()) {
  g_key_file_load_from_file(file_.get(), path().get(), G_KEY_FILE_NONE, nullptr);
  gtk_button_set_label(GTK_BUTTON(button_), _("Presets"));
  // A label takes the place of the arrow that a menu button has.
  gtk_button_set_image(GTK_BUTTON(button_),
                       gtk_image_new_from_icon_name("pan-down-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_button_set_image_position(GTK_BUTTON(button_), GTK_POS_RIGHT);
  gtk_button_set_always_show_image(GTK_BUTTON(button_), TRUE);
  gtk_widget_set_tooltip_text(
      button_, _("Settings for a trade, and those that you have saved under a name"));
  gtk_widget_set_valign(button_, GTK_ALIGN_CENTER);
  rebuild();
}

std::string Presets::group_of(const std::string& name) const {
  const OwnedString escaped(g_uri_escape_string(name.c_str(), " ", TRUE));
  return prefix_ + escaped.get();
}

std::vector<std::string> Presets::names() const {
  std::vector<std::string> names;
  const OwnedStrings groups(g_key_file_get_groups(file_.get(), nullptr));
  for (char** group = groups.get(); *group != nullptr; ++group) {
    const std::string_view text(*group);
    if (!text.starts_with(prefix_)) continue;
    const OwnedString name(g_uri_unescape_string(*group + prefix_.size(), nullptr));
    if (name) names.emplace_back(name.get());
  }
  return names;
}

void Presets::rebuild() {
  GtkWidget* const menu = gtk_menu_new();
  const auto append = [](GtkWidget* to, const char* label) {
    GtkWidget* const item = gtk_menu_item_new_with_label(label);
    gtk_menu_shell_append(GTK_MENU_SHELL(to), item);
    return item;
  };
  add_shipped(menu);
  const std::vector<std::string> all = names();
  for (const std::string& name : all) {
    connect<&Presets::load>(append(menu, name.c_str()), "activate", this);
  }
  if (!all.empty()) gtk_menu_shell_append(GTK_MENU_SHELL(menu), gtk_separator_menu_item_new());
  connect<&Presets::save_as>(append(menu, _("Save as a preset…")), "activate", this);
  if (!all.empty()) {
    GtkWidget* const unwanted = gtk_menu_new();
    for (const std::string& name : all) {
      connect<&Presets::remove>(append(unwanted, name.c_str()), "activate", this);
    }
    gtk_menu_item_set_submenu(GTK_MENU_ITEM(append(menu, _("Delete a preset"))), unwanted);
  }
  gtk_widget_show_all(menu);
  gtk_menu_button_set_popup(GTK_MENU_BUTTON(button_), menu);
}

void Presets::add_shipped(GtkWidget* menu) {
  bool has_any = false;
  for (const ShippedPreset& preset : shipped_presets()) {
    if (command_of(config_) != preset.command) continue;
    GtkWidget* const item = new_item(preset);
    g_object_set_data(G_OBJECT(item), preset_key, const_cast<ShippedPreset*>(&preset));
    connect<&Presets::load_shipped>(item, "activate", this);
    gtk_menu_shell_append(GTK_MENU_SHELL(menu), item);
    has_any = true;
  }
  if (has_any) gtk_menu_shell_append(GTK_MENU_SHELL(menu), gtk_separator_menu_item_new());
}

void Presets::load_shipped(GtkMenuItem* item) {
  const auto& preset =
      *static_cast<const ShippedPreset*>(g_object_get_data(G_OBJECT(item), preset_key));
  ResultSettings settings{.values = preset.values, .palettes = {}};
  if (preset.palette != nullptr) {
    settings.palettes.emplace_back("palette", shipped_palette(preset.palette));
  }
  apply(settings);
}

void Presets::load(GtkMenuItem* item) {
  const std::string group = group_of(gtk_menu_item_get_label(item));
  ResultSettings settings{.values = string_of(file_.get(), group, values_key), .palettes = {}};
  const OwnedStrings keys(g_key_file_get_keys(file_.get(), group.c_str(), nullptr, nullptr));
  for (char** key = keys.get(); key != nullptr && *key != nullptr; ++key) {
    if (std::string_view(*key) != values_key) {
      settings.palettes.emplace_back(*key, string_of(file_.get(), group, *key));
    }
  }
  const bool has_values =
      g_key_file_has_key(file_.get(), group.c_str(), values_key, nullptr) != FALSE;
  if (!has_values) throw unreadable();
  apply(settings);
}

void Presets::apply(const ResultSettings& settings) {
  if (!read_settings(settings, config_)) throw unreadable();
}

void Presets::remove(GtkMenuItem* item) {
  g_key_file_remove_group(file_.get(), group_of(gtk_menu_item_get_label(item)).c_str(), nullptr);
  write();
}

/// Later: what asks through the accessibility tree waits until the item has been activated, and
/// could not answer.
void Presets::save_as(GtkMenuItem*) { asking_.when_idle<&Presets::ask_and_save>(this); }

void Presets::ask_and_save() {
  const std::string name = ask_name();
  if (!name.empty()) save(name);
}

std::string Presets::ask_name() const {
  GtkWidget* const parent = gtk_widget_get_toplevel(button_);
  GtkWidget* const dialog = gtk_dialog_new_with_buttons(
      _("Save as a Preset"), GTK_WINDOW(parent), GTK_DIALOG_MODAL, _("_Cancel"),
      GTK_RESPONSE_CANCEL, _("_Save"), GTK_RESPONSE_OK, nullptr);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
  GtkWidget* const entry = gtk_entry_new();
  gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
  gtk_entry_set_placeholder_text(GTK_ENTRY(entry), _("Name of the preset"));
  GtkWidget* const content = gtk_dialog_get_content_area(GTK_DIALOG(dialog));
  gtk_container_set_border_width(GTK_CONTAINER(content), spacing);
  gtk_box_pack_start(GTK_BOX(content), entry, FALSE, FALSE, spacing);
  gtk_widget_show_all(dialog);
  std::string name;
  if (gtk_dialog_run(GTK_DIALOG(dialog)) == GTK_RESPONSE_OK) {
    name = single_line(gtk_entry_get_text(GTK_ENTRY(entry)));
  }
  gtk_widget_destroy(dialog);
  return name;
}

void Presets::save(const std::string& name) {
  const std::string group = group_of(name);
  const ResultSettings settings = settings_of(config_);
  g_key_file_remove_group(file_.get(), group.c_str(), nullptr);
  g_key_file_set_string(file_.get(), group.c_str(), values_key, settings.values.c_str());
  for (const auto& [argument, palette] : settings.palettes) {
    g_key_file_set_string(file_.get(), group.c_str(), argument.c_str(), palette.c_str());
  }
  write();
}

void Presets::write() {
  if (g_key_file_save_to_file(file_.get(), path().get(), nullptr) == FALSE) {
    throw execution_error(
        _("The preset could not be saved. Check that there is room on the disk and try again."));
  }
  rebuild();
}

}  // namespace color_clusters
