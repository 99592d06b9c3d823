// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/cluster_space.h"

#include <algorithm>
#include <array>

#include "core/base/parallel.h"
#include "core/color/cielab.h"
#include "core/color/highlight_curve.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"

namespace color_clusters {
namespace {

// Large enough to make the start of a task unimportant, small enough to stay in the cache.
constexpr std::size_t colors_per_task = 16384;

/// A quarter of an 8-bit step above white: what is nearer to it may be white that was rounded.
constexpr float least_highlight = 1.001F;

/// babl converts several colors at a time, and what is left over at the end in another way, with
/// other last bits: only whole blocks of as many give a color the same bits wherever it stands.
constexpr std::size_t colors_per_block = 64;

const Babl* srgb_format() { return babl_format("R'G'B' float"); }

void convert(const Babl* fish, std::span<const Color> from, std::span<Color> to) {
  // Some of babl's conversions, among which it chooses by timing them, abort the program if there
  // is nothing to convert.
  if (from.empty()) return;
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
  const std::size_t whole = from.size() / colors_per_block * colors_per_block;
  if (whole > 0) babl_process(fish, from.data(), to.data(), static_cast<long>(whole));
  if (whole == from.size()) return;
  std::array<Color, colors_per_block> rest{};
  std::array<Color, colors_per_block> converted{};
  std::ranges::copy(from.subspan(whole), rest.begin());
  babl_process(fish, rest.data(), converted.data(), static_cast<long>(rest.size()));
  std::copy_n(converted.begin(), from.size() - whole, to.subspan(whole).begin());
}

Color compressed(const Color& color) {
  return {compress_highlight(color[0]), compress_highlight(color[1]), compress_highlight(color[2])};
}

void make_neutral(std::span<Color> colors) {
  for (Color& color : colors) {
    color.fill((color[0] + color[1] + color[2]) / 3.0F);
  }
}

void from_srgb(ColorSpace space, std::span<Color> colors) {
  switch (space) {
    case ColorSpace::oklab:
      linear_from_srgb(colors);
      oklabs_from_linear_srgb(colors);
      return;
    case ColorSpace::cielab:
      labs_from_srgb(colors);
      return;
    case ColorSpace::srgb:
      return;
  }
}

void back_to_srgb(ColorSpace space, std::span<Color> colors) {
  switch (space) {
    case ColorSpace::oklab:
      std::ranges::transform(colors, colors.begin(), [](const Color& color) {
        return srgb_from_linear(linear_srgb_from_oklab(color));
      });
      return;
    case ColorSpace::cielab:
      std::ranges::transform(colors, colors.begin(), srgb_from_lab);
      return;
    case ColorSpace::srgb:
      return;
  }
}

}  // namespace

// Not by babl alone: it chooses among conversions by timing them, so that the last bits differ from
// one process to the next, and its Oklab is wrong for colors outside sRGB.
ClusterSpace::ClusterSpace(ColorSpace space, const LayerEncoding& encoding)
    : space_(space), is_gray_(encoding.is_gray) {
  if (encoding.color_format == srgb_format()) return;
  layer_to_srgb_ = babl_fish(encoding.color_format, srgb_format());
  srgb_to_layer_ = babl_fish(srgb_format(), encoding.color_format);
}

ClusterSpace::ClusterSpace(ColorSpace space, const LayerEncoding& encoding,
                           const ColorHistogram& histogram)
    : ClusterSpace(space, encoding) {
  has_highlights_ = std::ranges::any_of(histogram.colors, [](const Color& color) {
    return std::max({color[0], color[1], color[2]}) > least_highlight;
  });
}

void ClusterSpace::from_layer(std::span<const Color> from, std::span<Color> to) const {
  if (has_highlights_) {
    std::ranges::transform(from, to.begin(), compressed);
    from = to;
  }
  convert(layer_to_srgb_, from, to);
  from_srgb(space_, to);
}

void ClusterSpace::to_layer(std::span<Color> colors) const {
  back_to_srgb(space_, colors);
  convert(srgb_to_layer_, colors, colors);
  if (is_gray_) make_neutral(colors);
}

void ClusterSpace::linear_from_layer(std::span<const Color> from, std::span<Color> to) const {
  convert(layer_to_srgb_, from, to);
  linear_from_srgb(to);
}

void ClusterSpace::from_linear(std::span<const Color> from, std::span<Color> to) const {
  if (space_ == ColorSpace::oklab && !has_highlights_) {
    if (from.data() != to.data()) std::ranges::copy(from, to.begin());
    oklabs_from_linear_srgb(to);
    return;
  }
  std::ranges::transform(from, to.begin(), srgb_from_linear);
  if (has_highlights_) {
    convert(srgb_to_layer_, to, to);
    from_layer(to, to);
    return;
  }
  from_srgb(space_, to);
}

ColorTree tree_in_cluster_space(const ColorHistogram& histogram, const ClusterSpace& space,
                                int threads) {
  if (space.is_identity()) return {histogram.colors, histogram.weights, threads};
  LargeVector<Color> converted(histogram.colors.size());
  parallel_ranges(converted.size(), colors_per_task, threads,
                  [&](std::size_t begin, std::size_t end) {
                    space.from_layer(std::span(histogram.colors).subspan(begin, end - begin),
                                     std::span(converted).subspan(begin, end - begin));
                  });
  return {converted, histogram.weights, threads};
}

std::vector<Color> to_srgb(std::span<const Color> layer_colors, const LayerEncoding& encoding) {
  std::vector<Color> colors(layer_colors.begin(), layer_colors.end());
  ClusterSpace(ColorSpace::srgb, encoding).from_layer(colors, colors);
  return colors;
}

std::vector<Color> oklab_from_srgb(std::span<const Color> srgb) {
  std::vector<Color> colors(srgb.begin(), srgb.end());
  from_srgb(ColorSpace::oklab, colors);
  return colors;
}

}  // namespace color_clusters
