// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/result_part.h"

namespace color_clusters {

void ResultPart::add_controls(Controls& controls, ErrorReport& errors) {
  errors_ = &errors;
  area_size_ = std::make_unique<AreaSize>(controls, config());
  add_main_controls(controls);
}

void ResultPart::add_color_controls(Controls& controls, std::vector<GtkWidget*>& page,
                                    std::vector<const char*>& arguments) {
  palette_ = std::make_unique<PaletteControls>(controls, config(), *errors_, palette_tooltip());
  palette_->add_to(page, arguments);
}

std::vector<GtkWidget*> ResultPart::preview_buttons(PreviewView& preview) {
  buttons_ = std::make_unique<PictureButtons>(preview, *errors_);
  return buttons_->widgets();
}

bool ResultPart::update(Controls& controls) {
  area_size_->update();
  update_controls(controls);
  return !palette_->update();
}

}  // namespace color_clusters
