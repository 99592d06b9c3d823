// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/natural_centers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <utility>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "core/inks/accents.h"
#include "core/inks/area_inks.h"
#include "core/inks/binned_colors.h"
#include "core/inks/color_blends.h"
#include "core/inks/ink_search.h"
#include "core/kmeans/cluster_search.h"
#include "core/kmeans/color_bins.h"

namespace color_clusters {
namespace {

/// Flat art has this part of its colors within this distance of an ink in gamma-encoded sRGB (three
/// standard deviations of strong noise). On generated flat art it was 23/255 at most; photographs
/// begin about there, and those are of flat things.
constexpr double flat_share = 0.75;
constexpr double flat_radius = 25.0 / 255.0;
/// With a sample of places, it has this part of the calm ones near an ink; there it was 83.7 % at
/// least on generated flat art, and 82.6 % at most on photographs with no more than
/// `most_area_inks`, if not of flat things.
constexpr double least_explained = 0.83;
constexpr std::size_t most_area_inks = 16;
/// An ink that fills no area, only lines, is a mode of all colors with this share, that differs
/// from all other inks, and is off the blends of two (that much with one pair of inks).
constexpr double least_line_ink = 0.01;
constexpr double least_line_ink_difference = 15.0;
constexpr double least_line_ink_distance = 40.0 / 255.0;

/// More parts than this have no names to the eye.
constexpr std::size_t most_parts = 16;
/// Bins to look for them in.
constexpr std::size_t enough_part_bins = 2000;
constexpr float widest_part_bin = 1.0F / 20.0F;
/// Parts of a photograph differ at least by this: the CIEDE2000 difference times the fourth root of
/// ab / (a + b), where a and b are their shares. (With the square root it would be Ward's
/// criterion, which gives too little to small vivid parts.) Two halves count as different from
/// 11.3 on, two parts of 10 % from 16.9, one of 1 % and the rest from 25.4.
constexpr double least_part_difference = 8.0;
/// An ink nearer than this to a fixed center is that color: the distance at which find_inks takes
/// two modes for one.
constexpr double least_ink_difference = 5.0;
/// A vivid part is a set of colors within this CIEDE2000 difference of its middle, further than
/// `least_vivid_difference` from all centers, with a chroma that few shadows and reflections
/// have and at least this share of the picture. In flat art edges make colors of their own, so that
/// there it takes more.
constexpr double vivid_radius = 10.0;
constexpr double least_vivid_difference = 20.0;
constexpr double least_vivid_chroma = 30.0;
constexpr double least_vivid_share = 0.005;
constexpr double least_vivid_share_in_flat_art = 0.015;
/// Vivid parts are looked for in cells this part of the sRGB cube wide, around the largest of those
/// that no center is near to.
constexpr int cells_per_axis = 16;
constexpr std::size_t vivid_candidates = 32;
/// An accent is at least so far from all centers.
constexpr double least_accent_difference = 20.0;
/// How long centers settle on all colors. On the way to the end little changes that is seen.
constexpr int settling_iterations = 8;
constexpr double settled = 1e-4;

/// The share from which on an accent counts: from 0.5 % down to what noise leaves of 0.1 %.
double least_accent_share(double accents) { return 0.005 * std::pow(0.14, accents); }

bool is_flat(const BinnedColors& binned, std::span<const DensityMode> inks) {
  double near = 0.0;
  double total = 0.0;
  for (std::size_t i = 0; i < binned.srgb.size(); ++i) {
    total += binned.bins.weights[i];
    if (std::ranges::any_of(inks, [&](const DensityMode& ink) {
          return squared_distance(binned.srgb[i], ink.position) <= flat_radius * flat_radius;
        })) {
      near += binned.bins.weights[i];
    }
  }
  return near >= flat_share * total;
}

/// Adds to the inks of areas those that only lines are drawn with.
void add_line_inks(std::vector<Color>& colors, std::span<const DensityMode> modes) {
  std::vector<Ink> inks(colors.begin(), colors.end());
  for (const DensityMode& mode : modes) {
    if (mode.core < least_line_ink) continue;
    const Ink ink(mode.position);
    const double least_distance = least_line_ink_distance / std::cbrt(pair_count(inks.size()));
    if (difference_to_nearest(ink, inks) < least_line_ink_difference ||
        blend_distance(ink, inks).line < least_distance) {
      continue;
    }
    inks.push_back(ink);
    colors.push_back(ink.rgb);
  }
}

/// What flat art was made with.
struct Inks {
  /// None if the picture is something else.
  std::vector<Color> colors;
  /// Whether it is known that all else is on edges.
  bool fill_areas = false;
};

Inks inks_of(const BinnedColors& binned, std::span<const Surroundings> places) {
  const std::vector<DensityMode> modes = find_inks(binned.srgb, binned.bins.weights);
  AreaInks areas = find_area_inks(places);
  if (areas.explained >= least_explained && areas.colors.size() <= most_area_inks) {
    add_line_inks(areas.colors, modes);
    return {std::move(areas.colors), true};
  }
  // Places tell more than colors alone: a dark ground can hold three quarters of those of a picture
  // that glows in many others.
  if (!areas.colors.empty() && areas.explained < least_explained) return {};
  Inks inks;
  if (!is_flat(binned, modes)) return inks;
  for (const DensityMode& mode : modes) inks.colors.push_back(mode.position);
  return inks;
}

/// The mean in the cluster space of the colors around an ink, or the nearest color.
Color center_of(const BinnedColors& binned, const Color& ink) {
  constexpr double radius2 = double{DensityMode::core_radius} * DensityMode::core_radius;
  Moments core;
  double least = std::numeric_limits<double>::infinity();
  std::size_t nearest = 0;
  for (std::size_t i = 0; i < binned.srgb.size(); ++i) {
    const double distance2 = squared_distance(binned.srgb[i], ink);
    if (distance2 <= radius2) core.add(binned.bins.colors[i], binned.bins.weights[i]);
    if (distance2 < least) {
      least = distance2;
      nearest = i;
    }
  }
  return core.weight > 0.0 ? core.mean() : binned.bins.colors[nearest];
}

struct Part {
  Moments moments;
  Color lab;
};

/// `a` stays where it is when they are merged if its center is fixed: then all of `b` is moved, and
/// nothing of `a`.
double visible_difference(const Part& a, const Part& b, bool is_a_fixed, double total) {
  const double moved =
      is_a_fixed ? b.moments.weight
                 : a.moments.weight * b.moments.weight / (a.moments.weight + b.moments.weight);
  return ciede2000(a.lab, b.lab) * std::pow(moved / total, 0.25);
}

struct Pair {
  std::size_t first = 0;
  std::size_t second = 0;
  double difference = std::numeric_limits<double>::infinity();
};

/// Two of the parts, of which the first `fixed_count` are not merged with each other.
Pair most_alike(std::span<const Part> parts, std::size_t fixed_count, double total) {
  Pair best;
  for (std::size_t second = fixed_count; second < parts.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      const double difference =
          visible_difference(parts[first], parts[second], first < fixed_count, total);
      if (difference < best.difference) best = {first, second, difference};
    }
  }
  return best;
}

/// Clusters of the picture, more of them than the eye tells apart; first those of the fixed
/// centers.
std::vector<Part> parts_of(const BinnedColors& binned, const ClusteringOptions& options,
                           const ToSrgb& to_srgb) {
  const ColorTree bins(binned.bins.colors, binned.bins.weights, options.threads);
  const WeightedColors coarse = bin_colors(bins, enough_part_bins, widest_part_bin);
  const ColorTree tree(coarse.colors, coarse.weights, options.threads);
  const std::size_t fixed_count = options.fixed.size();
  const std::size_t others = std::min(
      {static_cast<std::size_t>(options.color_count) - fixed_count, most_parts, tree.size()});
  const Partition partition =
      search_centers(tree, static_cast<int>(fixed_count + others), options.threads, options.fixed);
  std::vector<Part> parts;
  for (std::size_t i = 0; i < partition.clusters.size(); ++i) {
    const Moments& cluster = partition.clusters[i];
    if (i < fixed_count) {
      parts.push_back({cluster, lab_of(options.fixed[i], to_srgb)});
    } else if (cluster.weight > 0.0) {
      parts.push_back({cluster, lab_of(cluster.mean(), to_srgb)});
    }
  }
  return parts;
}

void merge_alike(std::vector<Part>& parts, std::size_t fixed_count, double total,
                 const ToSrgb& to_srgb) {
  for (;;) {
    const Pair pair = most_alike(parts, fixed_count, total);
    if (!(pair.difference < least_part_difference)) return;
    Part& merged = parts[pair.first];
    merged.moments.add(parts[pair.second].moments);
    if (pair.first >= fixed_count) merged.lab = lab_of(merged.moments.mean(), to_srgb);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(pair.second));
  }
}

/// Centers and their CIELAB colors.
struct Centers {
  std::vector<Color> colors;
  std::vector<Color> labs;

  void push(const Color& color, const Color& lab) {
    colors.push_back(color);
    labs.push_back(lab);
  }
};

Centers fixed_centers(const ClusteringOptions& options, const ToSrgb& to_srgb) {
  Centers centers;
  for (const Color& color : options.fixed) centers.push(color, lab_of(color, to_srgb));
  return centers;
}

/// The fixed centers, and those of the inks that none of them is.
Centers centers_of_inks(const BinnedColors& binned, std::span<const Color> inks,
                        const ClusteringOptions& options, const ToSrgb& to_srgb) {
  Centers centers = fixed_centers(options, to_srgb);
  const std::vector<Color> fixed = centers.labs;
  for (const Color& ink : inks) {
    const Color lab = lab_from_srgb(ink);
    const bool is_there = std::ranges::any_of(
        fixed, [&](const Color& other) { return ciede2000(lab, other) < least_ink_difference; });
    if (!is_there) centers.push(center_of(binned, ink), lab);
  }
  return centers;
}

Centers centers_of_parts(const ColorTree& tree, const BinnedColors& binned,
                         const ClusteringOptions& options, const ToSrgb& to_srgb) {
  std::vector<Part> parts = parts_of(binned, options, to_srgb);
  const std::size_t fixed_count = options.fixed.size();
  merge_alike(parts, fixed_count, tree.total().weight, to_srgb);
  Centers centers;
  centers.colors = options.fixed;
  for (const Part& part : std::span(parts).subspan(fixed_count)) {
    centers.colors.push_back(part.moments.mean());
  }
  centers.colors = lloyd(tree, std::move(centers.colors), settling_iterations, settled,
                         options.threads, fixed_count)
                       .centers;
  for (const Color& color : centers.colors) centers.labs.push_back(lab_of(color, to_srgb));
  return centers;
}

/// Colors of a small part of the sRGB cube.
struct Cell {
  Moments moments;
  Color lab;
};

/// The index of a color's cell; what is out of gamut is clamped, and NaN counts as 0.
int cell_of(const Color& srgb) {
  int cell = 0;
  for (const float value : srgb) {
    const float in_gamut = std::isnan(value) ? 0.0F : std::clamp(value, 0.0F, 1.0F);
    const float scaled = in_gamut * cells_per_axis;
    cell = cell * cells_per_axis + std::min(static_cast<int>(scaled), cells_per_axis - 1);
  }
  return cell;
}

/// The vivid colors of a picture in cells, largest first.
std::vector<Cell> vivid_cells(const BinnedColors& binned, const ToSrgb& to_srgb) {
  std::vector<Moments> all(
      static_cast<std::size_t>(cells_per_axis * cells_per_axis * cells_per_axis));
  for (std::size_t i = 0; i < binned.srgb.size(); ++i) {
    all[static_cast<std::size_t>(cell_of(binned.srgb[i]))].add(binned.bins.colors[i],
                                                               binned.bins.weights[i]);
  }
  std::vector<Cell> vivid;
  for (const Moments& moments : all) {
    if (moments.weight <= 0.0) continue;
    const Color lab = lab_of(moments.mean(), to_srgb);
    if (std::hypot(lab[1], lab[2]) >= least_vivid_chroma) vivid.push_back({moments, lab});
  }
  std::ranges::stable_sort(vivid, std::ranges::greater{},
                           [](const Cell& cell) { return cell.moments.weight; });
  return vivid;
}

void drop_near(std::vector<Cell>& cells, const Color& lab) {
  std::erase_if(
      cells, [&](const Cell& cell) { return ciede2000(cell.lab, lab) < least_vivid_difference; });
}

/// The moments of the colors around the cell with the largest weight around it.
Moments largest_part(std::span<const Cell> cells) {
  Moments largest;
  for (const Cell& middle : cells.first(std::min(cells.size(), vivid_candidates))) {
    Moments part;
    for (const Cell& cell : cells) {
      if (ciede2000(cell.lab, middle.lab) < vivid_radius) part.add(cell.moments);
    }
    if (part.weight > largest.weight) largest = part;
  }
  return largest;
}

/// Removes the centers from `first` on that no color is nearest to: far out of gamut, the colors of
/// a cell need not be near its mean.
void drop_unused(std::vector<Color>& centers, std::size_t first, const ColorTree& tree,
                 int threads) {
  if (centers.size() == first) return;
  const std::vector<Moments> clusters = tree.partition(centers, ColorTree::Detail::sums, threads);
  for (std::size_t i = centers.size(); i > first; --i) {
    if (clusters[i - 1].weight > 0.0) continue;
    centers.erase(centers.begin() + static_cast<std::ptrdiff_t>(i - 1));
  }
}

/// Gives the largest vivid parts that no center is near to centers of their own, up to `most` in
/// all.
void add_vivid_parts(Centers& centers, const BinnedColors& binned, std::size_t most,
                     double least_weight, const ToSrgb& to_srgb) {
  if (centers.colors.size() >= most) return;
  std::vector<Cell> cells = vivid_cells(binned, to_srgb);
  for (const Color& lab : centers.labs) drop_near(cells, lab);
  while (centers.colors.size() < most) {
    const Moments part = largest_part(cells);
    if (part.weight < least_weight) break;
    centers.push(part.mean(), lab_of(part.mean(), to_srgb));
    drop_near(cells, centers.labs.back());
  }
}

/// Gives accents of the size asked for centers of their own, the largest first, up to
/// `options.color_count` in all.
void add_accents(Centers& centers, const BinnedColors& binned, const ClusteringOptions& options) {
  const auto most = static_cast<std::size_t>(options.color_count);
  if (options.accents == 0.0 || centers.colors.size() >= most) return;
  std::vector<Accent> accents = find_accents(binned, centers.labs, least_accent_difference);
  std::ranges::stable_sort(accents, std::ranges::greater{}, &Accent::share);
  const double least_share = least_accent_share(options.accents);
  for (const Accent& accent : accents) {
    if (centers.colors.size() >= most || accent.share < least_share) return;
    centers.push(accent.center, accent.lab);
  }
}

/// The centers, with those of vivid parts and accents.
std::vector<Color> with_accents(Centers centers, const ColorTree& tree, const BinnedColors& binned,
                                const ClusteringOptions& options, double least_weight,
                                const ToSrgb& to_srgb) {
  const std::size_t first = centers.colors.size();
  add_vivid_parts(centers, binned, static_cast<std::size_t>(options.color_count), least_weight,
                  to_srgb);
  add_accents(centers, binned, options);
  drop_unused(centers.colors, first, tree, options.threads);
  return std::move(centers.colors);
}

}  // namespace

std::vector<Color> find_natural_centers(const ColorTree& tree, const ClusteringOptions& options,
                                        const ToSrgb& to_srgb,
                                        std::span<const Surroundings> places) {
  require_valid(tree, options);
  const auto most = static_cast<std::size_t>(options.color_count);
  // There is nothing to choose.
  if (tree.size() <= 1 || most <= 1 || options.fixed.size() >= most) {
    return find_centers(tree, options, to_srgb);
  }

  const double total = tree.total().weight;
  const BinnedColors binned(tree, to_srgb);
  const Inks inks = inks_of(binned, places);
  if (!inks.colors.empty()) {
    Centers centers = centers_of_inks(binned, inks.colors, options, to_srgb);
    if (centers.colors.size() > most) return find_centers(tree, options, to_srgb);
    const double least_weight = inks.fill_areas ? std::numeric_limits<double>::infinity()
                                                : least_vivid_share_in_flat_art * total;
    return with_accents(std::move(centers), tree, binned, options, least_weight, to_srgb);
  }
  // Vivid parts and accents stay as they are: iterations would draw them towards the shadows around
  // them.
  return with_accents(centers_of_parts(tree, binned, options, to_srgb), tree, binned, options,
                      least_vivid_share * total, to_srgb);
}

}  // namespace color_clusters
