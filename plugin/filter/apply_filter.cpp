// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/apply_filter.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/bar/color_bar.h"
#include "core/histogram/color_histogram.h"
#include "plugin/clusters/layer_clusters.h"
#include "plugin/clusters/recolor.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/painting/fill_color_bar.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/layer_encoding.h"
#include "plugin/pixels/read_histogram.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// What is not the cluster that is shown keeps so much of its color; the rest is gray.
constexpr float dimmed_part = 0.15F;
constexpr float dimmed_gray = 0.4F;

/// The picture's pixels; the buffer stays the caller's.
LayerPixels pixels_of(GeglBuffer* buffer, const GeglRectangle& area) {
  return {.buffer = buffer, .area = area, .selection = {}, .layer_mask = {}};
}

/// The part of a map of `picture` that lies at `part`.
ClusterMap part_of(const ClusterMap& map, const GeglRectangle& picture, const GeglRectangle& part) {
  ClusterMap result{.clusters = {}, .width = part.width, .height = part.height};
  result.clusters.resize(result.index(0, part.height));
  for (int y = 0; y < part.height; ++y) {
    std::copy_n(&map.clusters[map.index(part.x - picture.x, part.y - picture.y + y)], part.width,
                &result.clusters[result.index(0, y)]);
  }
  return result;
}

void dim_all_but(std::size_t shown, std::span<Color> layer_colors) {
  for (std::size_t i = 0; i < layer_colors.size(); ++i) {
    if (i == std::min(shown, layer_colors.size() - 1)) continue;
    for (float& channel : layer_colors[i]) {
      channel = dimmed_gray + (channel - dimmed_gray) * dimmed_part;
    }
  }
}

void draw_bar(const BarShape& shape, const LayerClusters& clusters, const GeglRectangle& picture,
              GeglBuffer* output, const GeglRectangle& part) {
  const PixelArea all{0, 0, picture.width, picture.height};
  const PixelArea bar = color_bar_geometry(all, picture.width, picture.height, shape).bar;
  std::vector<GeglRectangle> segments;
  int x = picture.x + bar.x;
  for (const int length : segment_widths(clusters.shares, bar.width)) {
    GeglRectangle segment = {x, picture.y + bar.y, length, bar.height};
    x += length;
    if (gegl_rectangle_intersect(&segment, &segment, &part) == FALSE) segment = {0, 0, 0, 0};
    segments.push_back(segment);
  }
  fill_areas(output, clusters.colors.layer, segments);
}

}  // namespace

const Babl* filter_format(const Babl* format) {
  if (format == nullptr) return babl_format("R'G'B'A float");
  const Babl* const space = babl_format_get_space(format);
  const BablModelFlag flags = babl_get_model_flags(babl_format_get_model(format));
  const bool has_alpha = babl_format_has_alpha(format) != 0;
  const bool is_color = babl_format_is_palette(format) == 0 &&
                        (flags & (BABL_MODEL_FLAG_RGB | BABL_MODEL_FLAG_GRAY)) != 0;
  const bool is_straight = (flags & BABL_MODEL_FLAG_ASSOCIATED) == 0;
  // One type for all components, and no components of other models.
  const int components = babl_format_get_n_components(format);
  const bool is_gray = (flags & BABL_MODEL_FLAG_GRAY) != 0;
  const bool is_plain = components == (is_gray ? 1 : 3) + (has_alpha ? 1 : 0);
  if (is_color && is_straight && is_plain) return format;
  return babl_format_with_space(has_alpha ? "R'G'B'A float" : "R'G'B' float", space);
}

void apply_filter(const FilterOptions& options, GeglBuffer* input, const GeglRectangle& picture,
                  GeglBuffer* output, const GeglRectangle& part) {
  const int threads = thread_count();
  const LayerPixels pixels = pixels_of(input, picture);
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ColorHistogram histogram =
      read_histogram(pixels, threads, {}, reading_for(options.clusters));
  if (histogram.empty()) {
    gegl_buffer_copy(input, &part, GEGL_ABYSS_NONE, output, &part);
    return;
  }
  const ColorTree tree = tree_in_cluster_space(
      histogram, ClusterSpace(options.clusters.color_space, encoding, histogram), threads);
  const bool has_map = changes_map(options.areas, options.dither);
  // Shares decide on the bar, and on which cluster is which.
  const bool shows_shares = options.bar || options.shown_cluster || !options.recolored.empty();
  const Shares shares = shows_shares && !has_map ? Shares::of_pixels : Shares::of_bins;
  LayerClusters clusters =
      find_clusters(histogram, tree, encoding, &pixels, options.clusters, {}, shares);

  ClusterMap map;
  if (has_map) {
    CountedMap counted = map_layer(pixels, clusters.colors, clusters.space, options.areas,
                                   options.dither, MapOf::picture, threads, {});
    map = std::move(counted.map);
    update_shares_and_order(std::move(counted.shares), options.clusters.order, map, clusters);
  }
  recolor({.in_order = options.recolored, .names = {}, .by_color = {}}, clusters);
  const LayerClusters found = clusters;
  if (options.shown_cluster) dim_all_but(*options.shown_cluster, clusters.colors.layer);
  const LayerPixels asked = pixels_of(input, part);
  const PixelBuffer target(output);
  if (has_map) {
    posterize(asked, target, clusters.colors, part_of(map, picture, part), threads, {});
  } else {
    posterize(asked, target, clusters.colors, clusters.space, threads, {});
  }
  if (options.bar) draw_bar(*options.bar, found, picture, output, part);
}

}  // namespace color_clusters
