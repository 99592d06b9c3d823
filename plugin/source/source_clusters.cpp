// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/source/source_clusters.h"

#include <string>

#include <glib/gi18n.h>

#include "core/kmeans/color_tree.h"
#include "plugin/glib/text.h"
#include "plugin/pixels/read_histogram.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

// Reading the pixels from GIMP takes by far the longest.
constexpr double reading_part = 0.9;

}  // namespace

ColorHistogram read_colors(std::span<const LayerPixels> layers, const Progress& progress,
                           Reading reading) {
  ColorHistogram histogram = read_histogram(layers, thread_count(), progress, reading);
  if (!histogram.empty()) return histogram;
  if (layers.front().selection.buffer.exists()) {
    throw calling_error(
        _("Nothing of the layer is visible inside the selection. Select a part that "
          "is not transparent."));
  }
  throw calling_error(
      _("The layer is fully transparent and has no colors. Select a layer with "
        "visible pixels."));
}

LayerClusters find_clusters(const SourceLayer& source, const ClusterArguments& arguments,
                            double progress_end, Shares shares) {
  return find_clusters(std::span(&source.selected_pixels(), 1), arguments, progress_end, shares);
}

LayerClusters find_clusters(std::span<const LayerPixels> layers, const ClusterArguments& arguments,
                            double progress_end, Shares shares) {
  const LayerEncoding encoding = layer_encoding(layers.front().buffer.format());
  const double read = reading_part * progress_end;
  const ColorHistogram histogram = read_colors(
      layers, progress_stage(_("Reading the layer"), 0.0, read), reading_for(arguments));
  const Progress progress = progress_stage(_("Finding the colors"), read, progress_end);
  const ColorTree tree = tree_in_cluster_space(
      histogram, ClusterSpace(arguments.color_space, encoding, histogram), thread_count());
  LayerClusters clusters = find_clusters(histogram, tree, encoding, layers, arguments, {}, shares);
  progress(1.0);
  return clusters;
}

void report_fewer_colors(const LayerClusters& clusters, const ClusterArguments& arguments,
                         GimpRunMode run_mode) {
  const int found = static_cast<int>(clusters.shares.size());
  // The paper is among what is looked for and kept, but no ink.
  const int paper = arguments.paper ? 1 : 0;
  const int wanted = arguments.color_count - paper;
  if (found >= wanted || arguments.automatic || !arguments.palette.empty()) return;
  const auto number = static_cast<unsigned long>(found);
  const char* const format =
      static_cast<int>(arguments.kept.size()) <= paper
          // Translators: the numbers are how many there are, and how many were asked for.
          ? ngettext(
                "There is only %d distinct color here; it is used instead of the %d asked for.",
                "There are only %d distinct colors here; they are used instead of the %d asked "
                "for.",
                number)
          // Translators: the numbers are how many there are, and how many were asked for.
          : ngettext(
                "With the kept one there is only %d distinct color here; it is used instead of "
                "the %d asked for.",
                "With the kept ones there are only %d distinct colors here; they are used "
                "instead of the %d asked for.",
                number);
  const std::string text = format_text(format, found, wanted);
  if (run_mode == GIMP_RUN_NONINTERACTIVE) {
    // A script sees it from the number of shares; a box on the screen for each of a hundred images
    // would be in the way.
    g_printerr("color-clusters: %s\n", text.c_str());
  } else {
    gimp_message(text.c_str());
  }
}

}  // namespace color_clusters
