// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/separate/separate_dialog.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/arguments/layer_arguments.h"
#include "plugin/arguments/length_argument.h"
#include "plugin/clusters/cluster_names.h"
#include "plugin/dialog/cluster_dialog.h"
#include "plugin/dialog/result_part.h"
#include "plugin/films/inks.h"
#include "plugin/separate/film_preview.h"
#include "plugin/separate/separate_arguments.h"

namespace color_clusters {
namespace {

class SeparatePart final : public ResultPart {
 public:
  SeparatePart(const RunContext& context, const std::optional<EarlierResult>& edited)
      : ResultPart(context, edited) {}

  [[nodiscard]] const char* title() const override {
    return is_edit() ? _("Edit Films") : _("Separate Inks");
  }
  [[nodiscard]] const char* ok_label() const override { return _("Se_parate"); }

  void add_pages(Controls& controls) override;
  std::vector<GtkWidget*> preview_buttons(PreviewView& preview) override;
  [[nodiscard]] ClusterArguments colors(GimpProcedureConfig* config) const override {
    return ink_arguments(config);
  }
  void complete(LiveRequest& request, const SourceLayer& layer) override;
  void show(const LayerClusters& clusters, const LayerSnapshot& layer,
            PreviewView& preview) override;

 private:
  void add_main_controls(Controls& controls) override;
  [[nodiscard]] const char* palette_tooltip() const override {
    return _("Print in inks that you have instead of colors found in the picture");
  }
  void update_controls(Controls& controls) override;
  void choose_film(GtkComboBox* films);

  PreviewView* preview_ = nullptr;
  GtkComboBoxText* films_ = nullptr;
  /// What is in that list.
  std::vector<std::string> film_names_;
  bool is_listing_ = false;
};

void SeparatePart::add_main_controls(Controls& controls) {
  GtkWidget* const color = controls.of("paper-color");
  // The menu beside it says what it is.
  if (GIMP_IS_LABELED(color)) gtk_widget_hide(gimp_labeled_get_label(GIMP_LABELED(color)));
  GtkWidget* const paper = controls.of("paper");
  GtkWidget* const row = Controls::side_by_side({});
  gtk_box_pack_start(GTK_BOX(row), paper, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(row), color, FALSE, FALSE, 0);
  gtk_widget_show(paper);
  controls.add(row);
  GtkWidget* const halftone = controls.of("halftone");
  controls.add(halftone);
  controls.add(controls.of("underbase"));
}

void SeparatePart::add_pages(Controls& controls) {
  const double resolution = pixels_per_inch(context().image);
  const auto length = [&](const char* argument) { return controls.length(argument, resolution); };
  controls.add_page(_("Areas"),
                    {area_size().widget(), controls.slider("smooth-edges", 0),
                     length("minimum-width"), length("trap"), length("choke")},
                    {"smallest-area", "smooth-edges", "minimum-width", "trap", "choke"});
  controls.add_page(_("Halftone"),
                    {controls.of("lpi"), controls.of("first-angle"), controls.of("angles")},
                    {"lpi", "first-angle", "angles"});
  controls.add_result_page(
      _("Films"),
      {length("underbase-choke"), controls.of("registration-marks"), controls.of("ink-labels"),
       controls.of("proof"), controls.of("hide-original"), controls.of("create-palette")},
      {"underbase-choke", "registration-marks", "ink-labels", "proof", "hide-original",
       "create-palette"},
      is_edit());
}

std::vector<GtkWidget*> SeparatePart::preview_buttons(PreviewView& preview) {
  preview_ = &preview;
  GtkWidget* const films = gtk_combo_box_text_new();
  films_ = GTK_COMBO_BOX_TEXT(films);
  gtk_widget_set_tooltip_text(films, _("Show the print, or one of the films"));
  atk_object_set_name(gtk_widget_get_accessible(films), _("Film"));
  connect<&SeparatePart::choose_film>(films, "changed", this);
  std::vector<GtkWidget*> widgets = ResultPart::preview_buttons(preview);
  widgets.push_back(films);
  return widgets;
}

/// The first in the list is the proof.
void SeparatePart::choose_film(GtkComboBox* films) {
  const int chosen = gtk_combo_box_get_active(films);
  if (is_listing_ || chosen < 0) return;
  preview_->set_film(chosen > 0 ? std::optional(static_cast<std::size_t>(chosen - 1))
                                : std::nullopt);
}

void SeparatePart::update_controls(Controls& controls) {
  const int halftone = gimp_procedure_config_get_choice_id(config(), "halftone");
  const bool has_dots = halftone >= 0;
  gboolean has_underbase = FALSE;
  g_object_get(config(), "underbase", &has_underbase, nullptr);
  gtk_widget_set_visible(controls.of("paper-color"), has_paper_color(config()) ? TRUE : FALSE);
  for (const char* argument : {"lpi", "first-angle", "angles"}) {
    controls.allow(controls.of(argument), has_dots, _("Choose a halftone first"));
  }
  const char* const no_areas = _("Turn off the halftone first: it prints tones, not areas");
  // What is in the way can be taken back.
  const auto allowed = [&](const char* argument) {
    return !has_dots || !controls.is_default(argument);
  };
  area_size().allow(allowed("smallest-area"), no_areas);
  for (const char* argument : {"smooth-edges", "minimum-width", "trap", "choke"}) {
    controls.allow(controls.of(argument), allowed(argument), no_areas);
  }
  controls.allow(controls.of("underbase-choke"), has_underbase != FALSE,
                 _("Add an underbase first"));
}

void SeparatePart::complete(LiveRequest& request, const SourceLayer& layer) {
  const SeparateArguments how = separate_arguments(config(), context().image);
  request.areas = how.areas;
  request.paint = film_painter(how, layer.place().width, layer.place().height);
}

void SeparatePart::show(const LayerClusters& clusters, const LayerSnapshot&, PreviewView& preview) {
  gboolean has_underbase = FALSE;
  g_object_get(config(), "underbase", &has_underbase, nullptr);
  std::vector<std::string> names{_("Proof")};
  const std::size_t inks = ink_count(clusters);
  const std::vector<std::string> colors = color_names(clusters.colors.srgb, clusters.names);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    names.push_back(i < inks ? std::to_string(i + 1) + " " + colors[i] : std::string(_("Paper")));
  }
  if (has_underbase != FALSE) names.emplace_back(_("Underbase"));
  if (names == film_names_) return;
  const int chosen = std::max(gtk_combo_box_get_active(GTK_COMBO_BOX(films_)), 0);
  film_names_ = names;
  is_listing_ = true;
  gtk_combo_box_text_remove_all(films_);
  for (const std::string& name : names) gtk_combo_box_text_append_text(films_, name.c_str());
  const bool is_there = chosen < static_cast<int>(names.size());
  gtk_combo_box_set_active(GTK_COMBO_BOX(films_), is_there ? chosen : 0);
  is_listing_ = false;
  if (!is_there) preview.set_film(std::nullopt);
}

}  // namespace

void ask_separate_arguments(const RunContext& context, const std::optional<EarlierResult>& edited) {
  run_cluster_dialog(context, std::make_unique<SeparatePart>(context, edited));
}

}  // namespace color_clusters
