// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <libgimp/gimpui.h>

namespace color_clusters {

/// The controls of a dialog, one below the other: some always, others on pages under "More".
class Controls {
 public:
  Controls(GimpProcedureDialog* dialog, GimpProcedureConfig* config);

  [[nodiscard]] GtkWidget* widget() const { return column_; }

  /// GIMP's control for an argument, with the help of its place in the page.
  GtkWidget* of(const char* argument);
  /// The same with a slider with that many decimal places.
  GtkWidget* slider(const char* argument, int digits);
  /// A length (see add_length_argument) with a menu of units, which all lengths of a dialog share.
  GtkWidget* length(const char* argument, double pixels_per_inch);
  /// Some of them side by side.
  static GtkWidget* side_by_side(const std::vector<GtkWidget*>& parts);

  /// Adds to the column.
  void add(GtkWidget* control, bool takes_room = false);
  /// Adds a page under "More" with the controls of these arguments.
  void add_page(const char* title, const std::vector<GtkWidget*>& controls,
                const std::vector<const char*>& arguments);
  /// Adds the page about what becomes of a result, and of an earlier one unless that is edited.
  void add_result_page(const char* title, std::vector<GtkWidget*> controls,
                       std::vector<const char*> arguments, bool is_edit);
  /// Adds "More" with its pages to the column.
  void add_more();
  [[nodiscard]] GtkExpander* more() const { return GTK_EXPANDER(more_); }
  [[nodiscard]] GtkNotebook* pages() const { return GTK_NOTEBOOK(pages_); }
  /// Marks "More" and its pages where they hold a setting that is not the default.
  void mark_changes();

  /// Makes a control sensitive, or says in its tooltip why it is not.
  void allow(GtkWidget* control, bool is_allowed, const char* why_not);
  /// Whether an argument has the value that it has when nothing is said.
  [[nodiscard]] bool is_default(const char* argument) const;

 private:
  struct Page {
    std::vector<const char*> arguments;
    GtkWidget* mark;
  };

  GimpProcedureDialog* dialog_;
  GimpProcedureConfig* config_;
  GtkWidget* column_;
  GtkWidget* pages_;
  GtkWidget* more_ = nullptr;
  GtkWidget* more_mark_ = nullptr;
  std::vector<Page> all_pages_;
  /// What the tooltips are when nothing is in the way.
  std::map<GtkWidget*, std::string> tooltips_;
};

}  // namespace color_clusters
