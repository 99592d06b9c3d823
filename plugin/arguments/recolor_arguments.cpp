// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/arguments/recolor_arguments.h"

#include <cstddef>

#include <glib/gi18n.h>

#include "plugin/arguments/colors_argument.h"
#include "plugin/arguments/palette_argument.h"

namespace color_clusters {
namespace {

constexpr const char* recolored_name = "recolored-colors";

}  // namespace

void add_recolor_argument(GimpProcedure* procedure) {
  add_palette_argument(
      procedure, "recolor", _("Recolor _with"),
      _("A palette whose entries are shown in place of the colors found, the first "
        "for the first color in the order and so on; areas and shares stay."));
  add_colors_aux_argument(
      procedure, recolored_name, "Recolored colors",
      "Colors that are recolored in the dialog: pairs of what was found and what "
      "is shown.");
}

std::vector<RecoloredCluster> recolored_clusters(GimpProcedureConfig* config) {
  const std::vector<Color> colors = colors_argument(config, recolored_name);
  std::vector<RecoloredCluster> clusters;
  for (std::size_t i = 0; i + 1 < colors.size(); i += 2) {
    clusters.push_back({colors[i], colors[i + 1]});
  }
  return clusters;
}

void set_recolored_clusters(GimpProcedureConfig* config,
                            std::span<const RecoloredCluster> clusters) {
  std::vector<Color> colors;
  for (const RecoloredCluster& cluster : clusters) {
    colors.push_back(cluster.found);
    colors.push_back(cluster.shown);
  }
  set_colors_argument(config, recolored_name, colors);
}

Recoloring recoloring(GimpProcedureConfig* config) {
  const Owned<GimpPalette> palette = palette_argument(config, "recolor");
  Recoloring recoloring{.in_order = {}, .names = {}, .by_color = recolored_clusters(config)};
  if (!palette) return recoloring;
  recoloring.in_order = palette_entries(palette.get());
  recoloring.names = entry_names(palette.get(), recoloring.in_order.size());
  return recoloring;
}

}  // namespace color_clusters
