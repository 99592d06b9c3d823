// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <libgimp/gimpui.h>

#include "plugin/frame/shipped_presets.h"
#include "plugin/glib/guard.h"
#include "plugin/results/earlier_result.h"

namespace color_clusters {

/// Settings with names in a menu: those that come with a command, and those that the artist has
/// saved. GIMP's own dialogs for plug-ins know only one set of saved settings; these are in a file
/// of GIMP's folder.
class Presets {
 public:
  Presets(GimpProcedureConfig* config, ErrorReport& errors);
  Presets(const Presets&) = delete;
  Presets& operator=(const Presets&) = delete;

  /// A button that opens the menu.
  [[nodiscard]] GtkWidget* widget() const { return button_; }
  [[nodiscard]] ErrorReport& errors() const { return errors_; }

 private:
  struct Free {
    void operator()(GKeyFile* file) const noexcept { g_key_file_unref(file); }
  };

  void rebuild();
  void add_shipped(GtkWidget* menu);
  void load_shipped(GtkMenuItem* item);
  void load(GtkMenuItem* item);
  void apply(const ResultSettings& settings);
  void remove(GtkMenuItem* item);
  void save_as(GtkMenuItem* item);
  void ask_and_save();
  void save(const std::string& name);
  void write();
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] std::string group_of(const std::string& name) const;
  /// Asks for a name; empty if there is to be none.
  [[nodiscard]] std::string ask_name() const;

  GimpProcedureConfig* config_;
  ErrorReport& errors_;
  /// Before the names of this command's presets.
  std::string prefix_;
  std::unique_ptr<GKeyFile, Free> file_;
  GtkWidget* button_;
  PendingCall asking_;
};

}  // namespace color_clusters
