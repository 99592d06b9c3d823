// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/area_size.h"

#include <glib/gi18n.h>

namespace color_clusters {

AreaSize::AreaSize(Controls& controls, GimpProcedureConfig* config)
    : controls_(controls),
      config_(config),
      unit_(gtk_label_new(nullptr)),
      widget_(Controls::side_by_side({controls.of("smallest-area"), unit_})) {}

void AreaSize::update() {
  int area = 0;
  g_object_get(config_, "smallest-area", &area, nullptr);
  gtk_label_set_text(GTK_LABEL(unit_),
                     // Translators: behind a number.
                     ngettext("pixel", "pixels", static_cast<unsigned long>(area)));
}

void AreaSize::allow(bool is_allowed, const char* why_not) {
  gtk_widget_set_sensitive(unit_, is_allowed ? TRUE : FALSE);
  controls_.allow(controls_.of("smallest-area"), is_allowed, why_not);
}

}  // namespace color_clusters
