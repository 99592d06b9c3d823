// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/presets.h"

#include <string_view>

#include <glib/gi18n.h>

#include "plugin/gimp/error.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"
#include "plugin/results/earlier_result.h"

namespace color_clusters {
namespace {

constexpr int spacing = 12;
constexpr char values_key[] = "values";

OwnedString path() {
  return OwnedString(g_build_filename(gimp_directory(), "color-clusters-presets.ini", nullptr));
}

std::string string_of(GKeyFile* file, const std::string& group, const char* key) {
  const OwnedString text(g_key_file_get_string(file, group.c_str(), key, nullptr));
  return text ? text.get() : "";
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
  gtk_widget_set_tooltip_text(button_, _("Settings that you have saved under a name"));
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
  if (!has_values || !read_settings(settings, config_)) {
    throw execution_error(_("This preset cannot be read. Delete it and save it again."));
  }
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
