// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/accented_centers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

#include "core/color/color_difference.h"
#include "core/inks/accents.h"
#include "core/kmeans/cluster_search.h"

namespace color_clusters {
namespace {

/// Accents may be as near to a center as one that a spot and its edges share.
constexpr double least_accent_difference = 4.0;
/// A main color stands for so much of the picture, and goes so far (CIEDE2000).
constexpr double main_share = 0.05;
constexpr double longest_way = 5.5;
constexpr int halvings = 10;
/// How long centers settle. On the way to the end little changes that is seen.
constexpr int settling_iterations = 30;
constexpr double settled = 1e-4;

/// How many accents a value of `accents` stands for.
std::size_t count_of_accents(double accents, std::size_t most) {
  // 0.2 of 5 is one, whatever the rounding.
  constexpr double rounding = 1e-9;
  return static_cast<std::size_t>(
      std::ceil(std::max(accents * static_cast<double>(most) - rounding, 1e-6)));
}

/// Centers in their order: first those that stay, from `first_main` on those of plain k-means, and
/// at last, from `first_new` on, accents and others.
struct CenterGroups {
  std::vector<Color> centers;
  std::size_t first_main = 0;
  std::size_t first_new = 0;
  std::size_t accents = 0;
};

double scatter_around(std::span<const Moments> clusters, std::span<const Color> centers) {
  double scatter = 0.0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (clusters[i].weight <= 0.0) continue;
    scatter += clusters[i].scatter() +
               clusters[i].weight * squared_distance(clusters[i].mean(), centers[i]);
  }
  return scatter;
}

Color between(const Color& from, const Color& to, double part) {
  Color color{};
  for (std::size_t c = 0; c < 3; ++c) {
    color[c] = static_cast<float>(std::lerp(double{from[c]}, double{to[c]}, part));
  }
  return color;
}

/// `to`, or the color on the line toward it that is as far from `from` as main colors may move.
Color limited(const Color& from, const Color& to, const ToSrgb& to_srgb) {
  const Color lab = lab_of(from, to_srgb);
  const auto is_near = [&](const Color& color) {
    return ciede2000(lab_of(color, to_srgb), lab) <= longest_way;
  };
  if (is_near(to)) return to;
  double near = 0.0;
  double far = 1.0;
  for (int i = 0; i < halvings; ++i) {
    const double middle = 0.5 * (near + far);
    (is_near(between(from, to, middle)) ? near : far) = middle;
  }
  return between(from, to, near);
}

/// Lets all centers but the fixed ones and the accents settle, the large main ones near to where
/// they are.
std::vector<Color> settled_centers(const ColorTree& tree, const CenterGroups& groups,
                                   const ClusteringOptions& options, const ToSrgb& to_srgb,
                                   std::span<const Moments> main_clusters) {
  const Checkpoint checkpoint = checkpoint_of(options);
  const auto settle_on_colors = [&](std::vector<Color> centers, std::size_t fixed_count) {
    return settle(tree, std::move(centers), settling_iterations, settled, options.threads,
                  fixed_count, checkpoint)
        .centers;
  };
  // Those that stay come first: fixed ones, accents, and then main ones that have gone far enough.
  const std::span all = groups.centers;
  const auto mains = all.subspan(groups.first_main, groups.first_new - groups.first_main);
  const auto firsts = all.first(groups.first_main);
  std::vector<Color> centers(firsts.begin(), firsts.end());
  const auto accents = all.subspan(groups.first_new, groups.accents);
  const auto others = all.subspan(groups.first_new + groups.accents);
  centers.insert(centers.end(), accents.begin(), accents.end());
  const std::size_t staying = centers.size();
  // The large ones first.
  std::vector<Color> large;
  std::vector<Color> small;
  for (std::size_t i = 0; i < mains.size(); ++i) {
    const bool is_large =
        main_clusters[groups.first_main + i].weight >= main_share * tree.total().weight;
    (is_large ? large : small).push_back(mains[i]);
  }
  centers.insert(centers.end(), large.begin(), large.end());
  centers.insert(centers.end(), small.begin(), small.end());
  centers.insert(centers.end(), others.begin(), others.end());

  centers = settle_on_colors(std::move(centers), staying);
  for (std::size_t i = 0; i < large.size(); ++i) {
    centers[staying + i] = limited(large[i], centers[staying + i], to_srgb);
  }
  return settle_on_colors(std::move(centers), staying + large.size());
}

}  // namespace

std::vector<Color> find_accented_centers(const ColorTree& tree, const ClusteringOptions& options,
                                         const ToSrgb& to_srgb) {
  const std::size_t fixed_count = options.fixed.size();
  const auto color_count = static_cast<std::size_t>(options.color_count);
  ClusteringOptions plain = options;
  plain.accents = 0.0;
  plain.color_count = static_cast<int>(std::max(color_count - color_count / 3, fixed_count));

  CenterGroups groups{.centers = find_centers(tree, plain), .first_main = fixed_count};
  groups.first_new = groups.centers.size();
  const std::vector<Moments> main_clusters =
      tree.partition(groups.centers, ColorTree::Detail::squares, options.threads);
  const double main_scatter = scatter_around(main_clusters, groups.centers);

  const BinnedColors binned(tree, to_srgb);
  std::vector<Color> served;
  served.reserve(groups.centers.size());
  for (const Color& center : groups.centers) served.push_back(lab_of(center, to_srgb));
  const std::vector<Accent> accents = find_accents(binned, served, least_accent_difference);
  groups.accents =
      std::min(count_of_accents(options.accents, color_count - groups.first_new), accents.size());
  for (std::size_t i = 0; i < groups.accents; ++i) groups.centers.push_back(accents[i].center);

  plain.color_count = options.color_count;
  plain.fixed = groups.centers;
  groups.centers = find_centers(tree, plain);
  if (!options.draft) {
    std::vector<Color> better = settled_centers(tree, groups, options, to_srgb, main_clusters);
    const std::vector<Moments> clusters =
        tree.partition(better, ColorTree::Detail::squares, options.threads);
    const auto has_colors = [](const Moments& cluster) { return cluster.weight > 0.0; };
    if (scatter_around(clusters, better) <= main_scatter &&
        std::ranges::all_of(std::span(clusters).subspan(fixed_count), has_colors)) {
      return better;
    }
  }
  move_empty_centers(tree, groups.centers, options.threads, fixed_count);
  return std::move(groups.centers);
}

}  // namespace color_clusters
