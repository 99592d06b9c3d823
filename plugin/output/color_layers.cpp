// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/color_layers.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <glib/gi18n.h>

#include "plugin/clusters/cluster_names.h"
#include "plugin/gimp/drawable_pixels.h"
#include "plugin/glib/text.h"
#include "plugin/output/copy_mask.h"
#include "plugin/output/layer_group.h"
#include "plugin/painting/posterize.h"
#include "plugin/painting/separations.h"
#include "plugin/results/result_names.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// The part of the progress for making the picture that is then split into layers.
constexpr double posterizing_part = 0.3;

/// The clusters for which `is_used` is true.
template <typename IsUsed>
std::vector<std::uint16_t> used_clusters(const LayerClusters& clusters, const IsUsed& is_used) {
  std::vector<std::uint16_t> used;
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    if (is_used(i)) used.push_back(static_cast<std::uint16_t>(i));
  }
  return used;
}

/// For each cluster whether it has pixels in a map. Behind a mask it can have some without a share.
std::vector<bool> clusters_in(const ClusterMap& map, std::size_t clusters) {
  std::vector<bool> found(clusters + 1);
  for (const std::uint16_t cluster : map.clusters) {
    found[std::min<std::size_t>(cluster, clusters)] = true;
  }
  return found;
}

void report(const Progress& progress, std::size_t done, std::size_t of) {
  if (!progress) return;
  const double part = static_cast<double>(done) / static_cast<double>(of);
  progress(posterizing_part + (1.0 - posterizing_part) * part);
}

PixelBuffer posterized_pixels(const SourceLayer& source, const LayerClusters& clusters,
                              const ClusterMap& map, const Progress& progress) {
  const LayerPixels pixels = source.all_pixels();
  const Owned<GeglBuffer> gegl_buffer(gegl_buffer_new(&pixels.area, clusters.encoding.format));
  const PixelBuffer buffer(gegl_buffer.get());
  posterize(pixels, buffer, clusters.colors, map, thread_count(),
            [&](double fraction) { return !progress || progress(posterizing_part * fraction); });
  return buffer;
}

/// Adds a layer with the pixels of one cluster, or of none, if there is anything to see.
void add_color_layer(const SourceLayer& source, const PixelBuffer& posterized,
                     const ClusterMap& map, std::uint16_t cluster, const std::string& name,
                     LayerGroup& group) {
  NewLayer layer = new_layer(source, group.image(), name, source.place(), Alpha::always);
  if (copy_cluster(posterized, map, cluster, pixels_of(GIMP_DRAWABLE(layer.get())),
                   thread_count())) {
    group.add(std::move(layer));
  }
}

}  // namespace

NewLayer make_color_layers(const SourceLayer& source, const LayerClusters& clusters,
                           const ClusterMap& map, const Progress& progress) {
  const PixelBuffer posterized = posterized_pixels(source, clusters, map, progress);
  const std::vector<bool> is_in_map = clusters_in(map, clusters.shares.size());
  const std::vector<std::uint16_t> used =
      used_clusters(clusters, [&](std::size_t i) { return is_in_map[i]; });
  const std::vector<std::string> names =
      cluster_names(clusters.colors.srgb, clusters.shares, clusters.names);
  const int count = static_cast<int>(used.size());
  LayerGroup group(source, posterized_name(source.layer(), count));
  for (std::size_t i = 0; i < used.size(); ++i) {
    add_color_layer(source, posterized, map, used[i], names[used[i]], group);
    report(progress, i + 1, used.size());
  }
  add_color_layer(source, posterized, map, no_cluster, _("Not selected"), group);
  copy_blending(source.layer(), group.layer());
  copy_mask(source.all_pixels().layer_mask, group.layer());
  return group.finish();
}

}  // namespace color_clusters
