// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/live_filter.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/clusters/choices.h"
#include "plugin/clusters/color_text.h"
#include "plugin/gimp/error.h"

namespace color_clusters {
namespace {

constexpr const char* operation = "color-clusters:posterize";

/// None if GIMP does not have the operation; it says so only to the plug-in.
GimpDrawableFilter* new_filter(GimpLayer* layer) {
  GimpPlugIn* const plug_in = gimp_get_plug_in();
  const GimpPDBErrorHandler handler = gimp_plug_in_get_pdb_error_handler(plug_in);
  gimp_plug_in_set_pdb_error_handler(plug_in, GIMP_PDB_ERROR_HANDLER_PLUGIN);
  GimpDrawableFilter* const filter =
      gimp_drawable_filter_new(GIMP_DRAWABLE(layer), operation, _("Posterize by Clusters"));
  gimp_plug_in_set_pdb_error_handler(plug_in, handler);
  return filter;
}

const char* bar_name(const BarArguments& bar) {
  if (bar.percent <= 0.0) return "none";
  if (bar.position == BarPosition::inside_bottom) return "inside-bottom";
  return bar.position == BarPosition::inside_top ? "inside-top" : "none";
}

}  // namespace

bool has_live_filter(GimpLayer* layer) {
  GimpDrawableFilter* const filter = new_filter(layer);
  if (filter == nullptr) return false;
  gimp_drawable_filter_delete(filter);
  return true;
}

const char* why_no_live_filter() {
  return _(
      "This GIMP does not have the live filter. Install it as described in Help, or choose "
      "other layers.");
}

LiveFilter::LiveFilter(GimpLayer* layer) : layer_(layer), filter_(new_filter(layer)) {
  if (filter_ == nullptr) throw calling_error(why_no_live_filter());
}

LiveFilter::~LiveFilter() {
  if (!is_appended_) gimp_drawable_filter_delete(filter_);
}

void LiveFilter::configure(const LayerClusters& clusters, ColorSpace space,
                           const PosterizeArguments& how) {
  // What pixels are compared with is not what is shown, where clusters have other colors.
  const std::vector<Color> compared =
      cluster_colors(clusters.colors.centers, clusters.space, clusters.encoding).srgb;
  const std::string palette = text_of_colors(compared);
  const std::string shown = text_of_colors(clusters.colors.srgb);
  GimpDrawableFilterConfig* const config = gimp_drawable_filter_get_config(filter_);
  g_object_set(config, "colors", static_cast<int>(compared.size()), "palette", palette.c_str(),
               "recolor", shown == palette ? "" : shown.c_str(), "color-space",
               name_of(color_space_choices(), space), "smallest-area", how.areas.smallest_area,
               "smooth-edges", how.areas.smooth_edges, "dither",
               name_of(dither_choices(), how.dither.method), "dither-strength", how.dither.strength,
               "color-bar", bar_name(how.bar), nullptr);
  if (how.bar.percent > 0.0) g_object_set(config, "color-bar-size", how.bar.percent, nullptr);
}

void LiveFilter::append() noexcept {
  gimp_drawable_append_filter(GIMP_DRAWABLE(layer_), filter_);
  is_appended_ = true;
}

}  // namespace color_clusters
