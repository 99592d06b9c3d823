// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/cluster_space.h"

#include <algorithm>

#include "core/oklab.h"
#include "core/parallel.h"

namespace color_clusters {
namespace {

// Large enough to make the start of a task unimportant, small enough to stay in the cache.
constexpr std::size_t colors_per_task = 16384;

// babl has an Oklab of its own, but it is wrong for colors outside sRGB; ours starts from linear
// sRGB.
const Babl* babl_side(ColorSpace space) {
  switch (space) {
    case ColorSpace::oklab:
      return babl_format("RGB float");
    case ColorSpace::cielab:
      return babl_format("CIE Lab float");
    case ColorSpace::srgb:
      break;
  }
  return babl_format("R'G'B' float");
}

void convert(const Babl* fish, std::span<const Color> from, std::span<Color> to) {
  if (fish == nullptr) {
    if (from.data() != to.data()) std::ranges::copy(from, to.begin());
    return;
  }
  // babl does not promise to work in place.
  std::vector<Color> copy;
  if (from.data() == to.data()) {
    copy.assign(from.begin(), from.end());
    from = copy;
  }
  babl_process(fish, from.data(), to.data(), static_cast<long>(from.size()));
}

void make_neutral(std::span<Color> colors) {
  for (Color& color : colors) {
    color.fill((color[0] + color[1] + color[2]) / 3.0F);
  }
}

}  // namespace

ClusterSpace::ClusterSpace(ColorSpace space, const LayerEncoding& encoding)
    : is_oklab_(space == ColorSpace::oklab), is_gray_(encoding.is_gray) {
  const Babl* const target = babl_side(space);
  if (target == encoding.color_format) return;
  from_layer_ = babl_fish(encoding.color_format, target);
  to_layer_ = babl_fish(target, encoding.color_format);
}

void ClusterSpace::from_layer(std::span<const Color> from, std::span<Color> to) const {
  convert(from_layer_, from, to);
  if (is_oklab_) std::ranges::transform(to, to.begin(), oklab_from_linear_srgb);
}

void ClusterSpace::to_layer(std::span<Color> colors) const {
  if (is_oklab_) std::ranges::transform(colors, colors.begin(), linear_srgb_from_oklab);
  convert(to_layer_, colors, colors);
  if (is_gray_) make_neutral(colors);
}

// The colors are changed in place, through a span.
// cppcheck-suppress passedByValue
ColorTree tree_in_cluster_space(const ColorHistogram& histogram, const ClusterSpace& space,
                                int threads) {
  if (space.is_identity()) return {histogram.colors, histogram.weights, threads};
  std::vector<Color> converted(histogram.colors.size());
  const std::size_t tasks = (converted.size() + colors_per_task - 1) / colors_per_task;
  parallel_for(tasks, threads, [&](std::size_t task) {
    const std::size_t begin = task * colors_per_task;
    const std::size_t count = std::min(colors_per_task, converted.size() - begin);
    space.from_layer(std::span(histogram.colors).subspan(begin, count),
                     std::span(converted).subspan(begin, count));
  });
  return {converted, histogram.weights, threads};
}

std::vector<Color> to_srgb(std::span<const Color> layer_colors, const LayerEncoding& encoding) {
  std::vector<Color> colors(layer_colors.begin(), layer_colors.end());
  ClusterSpace(ColorSpace::srgb, encoding).from_layer(colors, colors);
  return colors;
}

std::vector<Color> oklab_from_srgb(std::span<const Color> srgb) {
  std::vector<Color> colors(srgb.size());
  convert(babl_fish(babl_format("R'G'B' float"), babl_format("RGB float")), srgb, colors);
  std::ranges::transform(colors, colors.begin(), oklab_from_linear_srgb);
  return colors;
}

}  // namespace color_clusters
