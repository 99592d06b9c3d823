// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "plugin/dialog/area_size.h"
#include "plugin/dialog/command_part.h"
#include "plugin/dialog/palette_controls.h"
#include "plugin/dialog/picture_buttons.h"
#include "plugin/results/earlier_result.h"

namespace color_clusters {

/// What the dialogs of the commands have in common that add layers: the result as preview, with
/// buttons that show the layer as it is, and the controls for a palette whose colors are used and
/// for the smallest area.
class ResultPart : public CommandPart {
 public:
  /// `edited` is the result that is to be made again. Both live longer.
  ResultPart(const RunContext& context, const std::optional<EarlierResult>& edited)
      : context_(context), edited_(edited) {}

  [[nodiscard]] PreviewView::Picture picture() const final {
    return PreviewView::Picture::posterized;
  }
  [[nodiscard]] ErrorReport& errors() const { return *errors_; }

  void add_controls(Controls& controls, ErrorReport& errors) final;
  void add_color_controls(Controls& controls, std::vector<GtkWidget*>& page,
                          std::vector<const char*>& arguments) final;
  std::vector<GtkWidget*> preview_buttons(PreviewView& preview) override;
  bool update(Controls& controls) final;

 protected:
  /// The controls that always show.
  virtual void add_main_controls(Controls& controls) = 0;
  /// What a palette is good for, if it is not to paint the picture.
  [[nodiscard]] virtual const char* palette_tooltip() const { return nullptr; }
  /// Follows the arguments with the controls that only this command has.
  virtual void update_controls(Controls&) {}

  [[nodiscard]] const RunContext& context() const { return context_; }
  [[nodiscard]] GimpProcedureConfig* config() const { return context_.config; }
  [[nodiscard]] bool is_edit() const { return edited_.has_value(); }
  [[nodiscard]] AreaSize& area_size() { return *area_size_; }

 private:
  const RunContext& context_;
  const std::optional<EarlierResult>& edited_;
  ErrorReport* errors_ = nullptr;
  std::unique_ptr<PictureButtons> buttons_;
  std::unique_ptr<PaletteControls> palette_;
  std::unique_ptr<AreaSize> area_size_;
};

}  // namespace color_clusters
