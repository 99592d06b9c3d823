// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/layer_clusters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>

#include "core/base/parallel.h"
#include "core/clustering/clustering.h"
#include "core/clustering/natural_centers.h"
#include "core/clustering/representative.h"
#include "core/color/color_order.h"
#include "plugin/clusters/nearest_pixels.h"
#include "plugin/pixels/thread_count.h"

namespace color_clusters {
namespace {

/// Gives every cluster one of the picture's own colors, as layer color. `pixels` may be null: then
/// bins stand for the colors of high precision.
void use_own_colors(Representative representative, const ColorHistogram& histogram,
                    const ColorTree& tree, const LayerPixels* pixels, LayerClusters& clusters) {
  const std::vector<Color>& centers = clusters.colors.centers;
  const int threads = thread_count();
  const bool is_vivid = representative == Representative::vivid;
  const bool knows_each_color =
      clusters.encoding.is_byte && histogram.colors.size() == histogram.distinct_colors;
  const bool looks_at_pixels = pixels != nullptr && !knows_each_color;
  if (looks_at_pixels && !is_vivid) {
    use_nearest_pixels(*pixels, centers, clusters.space, threads, {}, clusters.colors.layer);
    return;
  }
  const std::vector<std::size_t> members =
      is_vivid ? vivid_members(tree, centers, sight_of(clusters.space, clusters.encoding), threads)
               : nearest_members(tree, centers, threads);
  std::ranges::transform(members, clusters.colors.layer.begin(),
                         [&](std::size_t i) { return histogram.colors[i]; });
  if (!looks_at_pixels) return;
  std::vector<Color> bins(members.size());
  std::ranges::transform(members, bins.begin(), [&](std::size_t i) { return tree.color(i); });
  use_nearest_pixels(*pixels, bins, clusters.space, threads, {}, clusters.colors.layer);
}

/// Centers of which the first `kept` stay, without those of the others that look the same as one of
/// them in 8-bit sRGB: where the picture has hardly more colors than asked for, a kept one would
/// leave its pixels to a twin.
std::vector<Color> without_twins(std::vector<Color> centers, std::size_t kept,
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

/// The centers that are asked for, those that stay first.
std::vector<Color> centers_around(std::span<const Color> kept, const ColorTree& tree,
                                  const ClusterSpace& space, const LayerEncoding& encoding,
                                  const ClusterArguments& arguments, const Hurry& hurry) {
  const ClusteringOptions options{.colors = arguments.colors,
                                  .accents = arguments.accents,
                                  .threads = thread_count(),
                                  .fixed = {kept.begin(), kept.end()},
                                  .draft = hurry.draft,
                                  .keep_going = hurry.keep_going};
  const ToSrgb to_srgb = sight_of(space, encoding);
  std::vector<Color> centers = arguments.automatic ? find_natural_centers(tree, options, to_srgb)
                                                   : find_centers(tree, options, to_srgb);
  if (kept.empty()) return centers;
  return without_twins(std::move(centers), kept.size(), space, encoding);
}

/// Gives kept colors back what they were before the conversions. `numbers`: see Clustering.
void restore_kept(const ClusterColors& kept, std::span<const std::size_t> numbers,
                  ClusterColors& colors) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] >= kept.centers.size()) continue;
    colors.layer[i] = kept.layer[numbers[i]];
    colors.srgb[i] = kept.srgb[numbers[i]];
  }
}

template <typename T>
void permute(std::vector<T>& values, std::span<const std::size_t> order) {
  std::vector<T> permuted;
  permuted.reserve(values.size());
  for (const std::size_t i : order) permuted.push_back(values[i]);
  values = std::move(permuted);
}

/// The numbers of the clusters in the order asked for.
std::vector<std::size_t> numbers_in_order(const LayerClusters& clusters, Order order) {
  if (order == Order::share) {
    std::vector<std::size_t> numbers(clusters.shares.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    std::ranges::stable_sort(numbers, std::greater{},
                             [&](std::size_t i) { return clusters.shares[i]; });
    return numbers;
  }
  const std::vector<Color> oklab = oklab_from_srgb(clusters.colors.srgb);
  return order == Order::lightness ? order_by_lightness(oklab) : order_by_hue(oklab);
}

/// Puts clusters in another order, and answers with what their numbers were.
std::vector<std::size_t> put_in_order(LayerClusters& clusters, Order order) {
  std::vector<std::size_t> numbers = numbers_in_order(clusters, order);
  permute(clusters.colors.centers, numbers);
  permute(clusters.colors.layer, numbers);
  permute(clusters.colors.srgb, numbers);
  permute(clusters.shares, numbers);
  return numbers;
}

/// Gives the clusters of a map the numbers that they got with put_in_order.
void renumber(ClusterMap& map, std::span<const std::size_t> old_numbers) {
  std::vector<std::uint16_t> new_numbers(old_numbers.size());
  for (std::size_t i = 0; i < old_numbers.size(); ++i) {
    new_numbers[old_numbers[i]] = static_cast<std::uint16_t>(i);
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

}  // namespace

LayerClusters find_clusters(const ColorHistogram& histogram, const ColorTree& tree,
                            const LayerEncoding& encoding, const LayerPixels* pixels,
                            const ClusterArguments& arguments, const Hurry& hurry) {
  const ClusterSpace space(arguments.color_space, encoding);
  const int threads = thread_count();
  const bool has_palette = !arguments.palette.empty();
  const ClusterColors kept =
      cluster_colors_from_srgb(has_palette ? arguments.palette : arguments.kept, space, encoding);
  const std::vector<Color> centers =
      has_palette ? kept.centers
                  : centers_around(kept.centers, tree, space, encoding, arguments, hurry);
  Clustering clustering = assign_colors(tree, centers, threads, kept.centers.size());

  LayerClusters clusters{
      .encoding = encoding,
      .space = space,
      .colors = cluster_colors(clustering.centers, space, encoding),
      .shares = std::move(clustering.shares),
  };
  if (arguments.representative != Representative::mean) {
    use_own_colors(arguments.representative, histogram, tree, pixels, clusters);
    clusters.colors.srgb = to_srgb(clusters.colors.layer, encoding);
  }
  restore_kept(kept, clustering.numbers, clusters.colors);
  put_in_order(clusters, arguments.order);
  return clusters;
}

void use_shares(std::vector<double> shares, Order order, ClusterMap& map, LayerClusters& clusters) {
  clusters.shares = std::move(shares);
  renumber(map, put_in_order(clusters, order));
}

}  // namespace color_clusters
