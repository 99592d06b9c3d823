// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/layer_clusters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <utility>

#include "core/base/parallel.h"
#include "core/base/sorted_indices.h"
#include "core/clustering/clustering.h"
#include "core/clustering/natural_centers.h"
#include "core/clustering/representative.h"
#include "core/color/color_order.h"
#include "core/kmeans/palette_subset.h"
#include "plugin/clusters/distinct_entries.h"
#include "plugin/clusters/named_colors.h"
#include "plugin/mapping/map_clusters.h"
#include "plugin/mapping/nearest_pixels.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// Whether the histogram's colors are the picture's own, none of them a bin's mean of several.
bool has_each_color(const ColorHistogram& histogram, const LayerEncoding& encoding) {
  return encoding.is_byte && histogram.colors.size() == histogram.distinct_colors;
}

/// Gives every cluster one of the picture's own colors, as layer color. Without
/// `layers` bins stand for the colors that they hold.
void use_own_colors(Representative representative, const ColorHistogram& histogram,
                    const ColorTree& tree, std::span<const LayerPixels> layers,
                    const ClusterSpace& space, const LayerEncoding& encoding,
                    ClusterColors& colors) {
  const int threads = thread_count();
  const bool is_vivid = representative == Representative::vivid;
  const bool looks_at_pixels = !layers.empty() && !has_each_color(histogram, encoding);
  const std::vector<std::size_t> members =
      is_vivid ? vivid_members(tree, colors.centers, to_srgb_of(space, encoding), threads)
               : nearest_members(tree, colors.centers, threads);
  std::ranges::transform(members, colors.layer.begin(),
                         [&](std::size_t i) { return histogram.colors[i]; });
  if (!looks_at_pixels) return;
  std::vector<Color> bins(members.size());
  std::ranges::transform(members, bins.begin(), [&](std::size_t i) { return tree.color(i); });
  use_nearest_pixels(layers, bins, space, threads, {}, colors.layer);
}

/// Centers of which the first `kept` stay, without those of the others that look the same as one of
/// them in 8-bit sRGB: where the picture has hardly more colors than asked for, a kept one would
/// leave its pixels to a twin.
std::vector<Color> without_kept_twins(std::vector<Color> centers, std::size_t kept,
                                      const ClusterSpace& space, const LayerEncoding& encoding) {
  using Rounded = std::array<long, 3>;
  std::vector<Rounded> seen;
  const ClusterColors colors = cluster_colors(centers, space, encoding);
  for (const Color& srgb : colors.srgb) {
    Rounded rounded{};
    std::ranges::transform(srgb, rounded.begin(), [](float v) { return std::lround(v * 255.0F); });
    seen.push_back(rounded);
  }
  for (std::size_t i = centers.size(); i > kept; --i) {
    const auto end = seen.begin() + static_cast<std::ptrdiff_t>(kept);
    if (std::find(seen.begin(), end, seen[i - 1]) == end) continue;
    centers.erase(centers.begin() + static_cast<std::ptrdiff_t>(i - 1));
  }
  return centers;
}

/// Places that were read in layer colors, in sRGB.
std::vector<Surroundings> places_in_srgb(std::vector<Surroundings> places,
                                         const LayerEncoding& encoding) {
  std::vector<Color> colors(places.size());
  std::ranges::transform(places, colors.begin(), &Surroundings::mean);
  colors = to_srgb(colors, encoding);
  for (std::size_t i = 0; i < places.size(); ++i) places[i].mean = colors[i];
  return places;
}

/// The centers that are asked for, those that stay first.
std::vector<Color> centers_around(std::span<const Color> kept, const ColorTree& tree,
                                  const std::vector<Surroundings>& places,
                                  const ClusterSpace& space, const LayerEncoding& encoding,
                                  const ClusterArguments& arguments, const SearchControl& control) {
  const ClusteringOptions options{.color_count = arguments.color_count,
                                  .accents = arguments.accents,
                                  .threads = thread_count(),
                                  .fixed = {kept.begin(), kept.end()},
                                  .draft = control.draft,
                                  .keep_going = control.keep_going};
  const ToSrgb to_srgb = to_srgb_of(space, encoding);
  std::vector<Color> centers =
      arguments.automatic
          ? find_natural_centers(tree, options, to_srgb, places_in_srgb(places, encoding))
          : find_centers(tree, options, to_srgb);
  if (kept.empty()) return centers;
  return without_kept_twins(std::move(centers), kept.size(), space, encoding);
}

/// Restores the kept colors, which have the lowest ranks, to their values before the conversions.
void restore_kept(const ClusterColors& kept, ClusterColors& colors) {
  for (std::size_t i = 0; i < colors.ranks.size(); ++i) {
    const std::size_t rank = colors.ranks[i];
    if (rank >= kept.centers.size()) continue;
    colors.layer[i] = kept.layer[rank];
    colors.srgb[i] = kept.srgb[rank];
  }
}

/// The colors of the clusters `indices` of a list of centers, in that order.
ClusterColors colors_of(std::span<const Color> centers, std::span<const std::size_t> indices,
                        const ClusterColors& kept, const ColorHistogram& histogram,
                        const ColorTree& tree, const LayerEncoding& encoding,
                        std::span<const LayerPixels> layers, const ClusterArguments& arguments) {
  const ClusterSpace space(arguments.color_space, encoding, histogram);
  // In the order of the list while colors are assigned to them: it decides ties.
  std::vector<std::size_t> in_list(indices.begin(), indices.end());
  std::ranges::sort(in_list);
  ClusterColors colors = selected(cluster_colors(centers, space, encoding), in_list);
  if (space.has_highlights()) {
    expand_highlights(histogram.colors, tree, encoding, thread_count(), colors);
  }
  if (arguments.representative != Representative::mean) {
    use_own_colors(arguments.representative, histogram, tree, layers, space, encoding, colors);
    colors.srgb = to_srgb(colors.layer, encoding);
  }
  restore_kept(kept, colors);
  std::vector<std::size_t> places;
  places.reserve(indices.size());
  for (const std::size_t number : indices) {
    places.push_back(
        static_cast<std::size_t>(std::ranges::lower_bound(in_list, number) - in_list.begin()));
  }
  colors.found = colors.srgb;
  return selected(colors, places);
}

/// The indices of the clusters in the order asked for, as if none were the paper.
std::vector<std::size_t> indices_of_all(const LayerClusters& clusters, Order order) {
  if (order == Order::share || order == Order::palette) {
    std::vector<std::size_t> indices = sorted_indices(
        clusters.shares.size(), [&](std::size_t i) { return clusters.shares[i]; },
        std::ranges::greater{});
    if (order == Order::palette) {
      std::ranges::stable_sort(indices, {}, [&](std::size_t i) {
        return std::min<std::size_t>(clusters.colors.ranks[i], clusters.given);
      });
    }
    return indices;
  }
  const std::vector<Color> oklab = oklab_from_srgb(clusters.colors.found);
  if (order == Order::hue) return order_by_hue(oklab);
  std::vector<std::size_t> indices = order_by_lightness(oklab);
  if (order == Order::light_first) std::ranges::reverse(indices);
  return indices;
}

/// The indices of the clusters in the order asked for.
std::vector<std::size_t> indices_in_order(const LayerClusters& clusters, Order order) {
  std::vector<std::size_t> indices = indices_of_all(clusters, order);
  std::ranges::stable_partition(indices, [&](std::size_t i) { return !clusters.is_paper(i); });
  return indices;
}

/// Puts clusters in another order; returns their former indices.
std::vector<std::size_t> put_in_order(LayerClusters& clusters, Order order) {
  std::vector<std::size_t> indices = indices_in_order(clusters, order);
  take_clusters(clusters, indices);
  return indices;
}

/// Replaces the cluster indices of a map by those after put_in_order.
void renumber(ClusterMap& map, std::span<const std::size_t> old_indices) {
  std::vector<std::uint16_t> new_numbers(old_indices.size());
  for (std::size_t i = 0; i < old_indices.size(); ++i) {
    new_numbers[old_indices[i]] = static_cast<std::uint16_t>(i);
  }
  const RowStrips strips{map.height};
  parallel_for(strips.count(), thread_count(), [&](std::size_t strip) {
    const auto rows = std::span(map.clusters)
                          .subspan(map.index(0, strips.begin(strip)),
                                   map.index(0, strips.end(strip) - strips.begin(strip)));
    for (std::uint16_t& cluster : rows) {
      if (cluster != no_cluster) cluster = new_numbers[cluster];
    }
  });
}

/// The places in a palette of the colors that are to be used.
std::vector<std::size_t> used_entries(std::span<const Color> in_space, const ColorTree& tree,
                                      const ClusterArguments& arguments,
                                      const SearchControl& control) {
  const auto wanted = static_cast<std::size_t>(arguments.palette_colors);
  if (wanted == 0 || wanted >= in_space.size()) {
    std::vector<std::size_t> all(in_space.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  std::vector<std::size_t> kept = entries_of(arguments.palette, arguments.kept);
  kept.resize(std::min(kept.size(), wanted));
  const auto checkpoint = [&] {
    if (control.keep_going && !control.keep_going()) throw ClusteringStopped();
  };
  return choose_entries(tree, in_space, wanted, kept, thread_count(), checkpoint);
}

/// What is given for a search.
struct GivenColors {
  ClusterColors colors;
  std::vector<std::string> names;
};

GivenColors given_colors(const ColorTree& tree, const ClusterSpace& space,
                         const LayerEncoding& encoding, const ClusterArguments& arguments,
                         const SearchControl& control) {
  if (arguments.palette.empty()) {
    return {cluster_colors_from_srgb(arguments.kept, space, encoding), {}};
  }
  const ClusterColors all = cluster_colors_from_srgb(arguments.palette, space, encoding);
  const std::vector<std::size_t> used = used_entries(all.centers, tree, arguments, control);
  GivenColors given{selected(all, used), {}};
  if (arguments.palette_names.empty()) return given;
  for (const std::size_t entry : used) given.names.push_back(arguments.palette_names[entry]);
  return given;
}

/// find_clusters, for a palette or not.
LayerClusters clusters_of(const ColorHistogram& histogram, const ColorTree& tree,
                          const LayerEncoding& encoding, std::span<const LayerPixels> layers,
                          const ClusterArguments& arguments, const SearchControl& control,
                          Shares shares) {
  const ClusterSpace space(arguments.color_space, encoding, histogram);
  const int threads = thread_count();
  const GivenColors given = given_colors(tree, space, encoding, arguments, control);
  const ClusterColors& kept = given.colors;
  const std::vector<Color> centers = !arguments.palette.empty()
                                         ? kept.centers
                                         : centers_around(kept.centers, tree, histogram.places,
                                                          space, encoding, arguments, control);
  Clustering clustering = assign_colors(tree, centers, threads, kept.centers.size());

  LayerClusters clusters{
      .encoding = encoding,
      .space = space,
      .colors = colors_of(centers, clustering.center_indices, kept, histogram, tree, encoding,
                          layers, arguments),
      .shares = std::move(clustering.shares),
      .given = kept.centers.size(),
      .paper = arguments.paper,
  };
  if (!given.names.empty()) {
    for (const std::uint16_t rank : clusters.colors.ranks) {
      clusters.names.push_back(given.names[rank]);
    }
  }
  if (shares == Shares::of_pixels && !layers.empty() && !has_each_color(histogram, encoding)) {
    clusters.shares = shares_of_nearest(layers, clusters.colors, space, threads);
  }
  put_in_order(clusters, arguments.order);
  return clusters;
}

/// How many entries a palette is to have, if the layer has enough colors.
std::size_t most_entries(const ClusterArguments& arguments) {
  return arguments.automatic ? 0 : static_cast<std::size_t>(arguments.color_count);
}

/// The clusters of the layer's colors in 8-bit sRGB, as many as asked for if it has enough.
LayerClusters clusters_in_bytes(const ColorHistogram& histogram, const LayerEncoding& encoding,
                                const ClusterArguments& arguments, const SearchControl& control) {
  const LayerEncoding bytes = layer_encoding(babl_format("R'G'B' u8"));
  const ColorHistogram seen = histogram_in_bytes(histogram, encoding);
  const ColorTree tree =
      tree_in_cluster_space(seen, ClusterSpace(arguments.color_space, bytes), thread_count());
  ClusterArguments distinct = arguments;
  distinct.kept = without_twins(arguments.kept);
  LayerClusters clusters = clusters_of(seen, tree, bytes, {}, distinct, control, Shares::of_bins);
  make_distinct(seen, tree, most_entries(arguments), clusters);
  clusters.encoding = encoding;
  clusters.space = ClusterSpace(arguments.color_space, encoding, histogram);
  clusters.colors.layer = layer_colors_from_srgb(clusters.colors.srgb, encoding);
  put_in_order(clusters, arguments.order);
  return clusters;
}

}  // namespace

Reading reading_for(const ClusterArguments& arguments) {
  const bool chooses = arguments.automatic && arguments.palette.empty();
  return chooses ? Reading::colors_and_places : Reading::colors;
}

LayerClusters find_clusters(const ColorHistogram& histogram, const ColorTree& tree,
                            const LayerEncoding& encoding, std::span<const LayerPixels> layers,
                            const ClusterArguments& arguments, const SearchControl& control,
                            Shares shares) {
  LayerClusters clusters =
      clusters_of(histogram, tree, encoding, layers, arguments, control, shares);
  if (!arguments.for_palette) return clusters;
  if (has_twins(clusters.colors.srgb)) {
    return clusters_in_bytes(histogram, encoding, arguments, control);
  }
  // Where a cluster went to a kept color that looks the same, there may be others for its place.
  if (!arguments.kept.empty() && clusters.shares.size() < most_entries(arguments)) {
    make_distinct(histogram, tree, most_entries(arguments), clusters);
    put_in_order(clusters, arguments.order);
  }
  return clusters;
}

void take_clusters(LayerClusters& clusters, std::span<const std::size_t> indices) {
  clusters.colors = selected(clusters.colors, indices);
  const std::vector<double> shares = std::exchange(clusters.shares, {});
  for (const std::size_t i : indices) clusters.shares.push_back(shares[i]);
  if (clusters.names.empty()) return;
  const std::vector<std::string> names = std::exchange(clusters.names, {});
  for (const std::size_t i : indices) clusters.names.push_back(names[i]);
}

void update_shares_and_order(std::vector<double> shares, Order order,
                             std::span<ClusterMap* const> maps, LayerClusters& clusters) {
  clusters.shares = std::move(shares);
  const std::vector<std::size_t> former = put_in_order(clusters, order);
  for (ClusterMap* const map : maps) renumber(*map, former);
}

}  // namespace color_clusters
