// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <glib/gi18n.h>

#include "plugin/arguments/arguments.h"
#include "plugin/dialog/cluster_dialog.h"
#include "plugin/dialog/dialog.h"
#include "plugin/frame/palette_row.h"
#include "plugin/output/palette.h"

namespace color_clusters {
namespace {

class PalettePart final : public CommandPart {
 public:
  explicit PalettePart(const RunContext& context) : context_(context) {}

  [[nodiscard]] const char* title() const override { return _("Extract Palette"); }
  [[nodiscard]] const char* ok_label() const override { return _("Create _Palette"); }
  [[nodiscard]] PreviewView::Picture picture() const override {
    return PreviewView::Picture::original;
  }

  void add_controls(Controls& controls, ErrorReport& errors) override {
    names_ = std::make_unique<PaletteRow>(
        context_.config, "names-from", _("Name the colors after a palette:"),
        _("Each color is called what the entry of the palette is called that looks most like it"),
        errors);
    GtkWidget* const name = controls.of("palette-name");
    entry_ = GTK_ENTRY(gimp_label_entry_get_entry(GIMP_LABEL_ENTRY(name)));
    gtk_entry_set_activates_default(entry_, TRUE);
    controls.add(name);
  }

  void add_color_controls(Controls&, std::vector<GtkWidget*>& page,
                          std::vector<const char*>& arguments) override {
    page.push_back(names_->widget());
    arguments.push_back("names-from");
  }

  bool update(Controls&) override {
    names_->update();
    return true;
  }

  void complete(LiveRequest& request, const SourceLayer&) override {
    request.names = names_argument(context_.config);
  }

  void show(const LayerClusters& clusters, const LayerSnapshot&, PreviewView&) override {
    if (!gimp_image_is_valid(context_.image)) return;
    const int color_count = static_cast<int>(clusters.shares.size());
    gtk_entry_set_placeholder_text(entry_,
                                   default_palette_name(context_.image, color_count).c_str());
  }

 private:
  const RunContext& context_;
  GtkEntry* entry_ = nullptr;
  std::unique_ptr<PaletteRow> names_;
};

}  // namespace

void ask_palette_arguments(const RunContext& context) {
  run_cluster_dialog(context, std::make_unique<PalettePart>(context));
}

}  // namespace color_clusters
