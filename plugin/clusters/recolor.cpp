// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/recolor.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"

namespace color_clusters {
namespace {

constexpr double nothing_wanted = std::numeric_limits<double>::infinity();

/// The recoloring of a cluster: the color to show, and the CIEDE2000 difference between the color
/// that it was chosen for and the one found.
struct Match {
  Color shown{};
  double difference = nothing_wanted;
};

/// Assigns a recoloring to the cluster nearest to its color, unless that has one at least as near.
void add_match(const RecoloredCluster& wanted, std::span<const Color> found_lab,
               std::vector<Match>& matches) {
  const Color lab = lab_from_srgb(wanted.found);
  std::size_t nearest = 0;
  double least = nothing_wanted;
  for (std::size_t i = 0; i < found_lab.size(); ++i) {
    const double difference = ciede2000(lab, found_lab[i]);
    if (difference >= least) continue;
    nearest = i;
    least = difference;
  }
  if (least > max_recolored_difference || matches[nearest].difference <= least) return;
  matches[nearest] = {wanted.shown, least};
}

void show(std::size_t cluster, const Color& srgb, const std::string& name,
          LayerClusters& clusters) {
  if (clusters.names.empty() && !name.empty()) clusters.names.resize(clusters.shares.size());
  if (!clusters.names.empty()) clusters.names[cluster] = name;
  clusters.colors.srgb[cluster] = srgb;
  clusters.colors.layer[cluster] =
      layer_colors_from_srgb(std::span(&srgb, 1), clusters.encoding).front();
}

}  // namespace

void recolor(const Recoloring& recoloring, LayerClusters& clusters) {
  const std::size_t in_order = std::min(recoloring.in_order.size(), clusters.shares.size());
  for (std::size_t i = 0; i < in_order; ++i) {
    show(i, recoloring.in_order[i], i < recoloring.names.size() ? recoloring.names[i] : "",
         clusters);
  }
  if (recoloring.by_color.empty()) return;

  std::vector<Color> found_lab(clusters.colors.found.size());
  std::ranges::transform(clusters.colors.found, found_lab.begin(), lab_from_srgb);
  std::vector<Match> matches(found_lab.size());
  for (const RecoloredCluster& wanted : recoloring.by_color) add_match(wanted, found_lab, matches);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (matches[i].difference < nothing_wanted) show(i, matches[i].shown, "", clusters);
  }
}

}  // namespace color_clusters
