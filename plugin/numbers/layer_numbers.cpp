// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/numbers/layer_numbers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace color_clusters {
namespace {

/// Where something along one direction of a view is: samples of the layer with some more at either
/// side, where the layer goes on.
struct Stretch {
  /// The pixel of the layer of each sample.
  std::vector<int> pixels;
  /// So many are before the view.
  int before = 0;
  int begin = 0;
  double scale = 1.0;

  Stretch(int first, int length, int count, int end, int margin)
      : begin(first), scale(static_cast<double>(count) / length) {
    for (int i = -margin; i < count + margin; ++i) {
      // The middle of each part, rounded down, as in sample_positions.
      const int pixel =
          first + static_cast<int>(std::floor((2.0 * i + 1.0) * length / (2.0 * count)));
      if (i < 0 && pixel >= 0) ++before;
      if (pixel >= 0 && pixel < end) pixels.push_back(pixel);
    }
  }

  [[nodiscard]] double place(double in_layer) const { return (in_layer - begin) * scale + before; }
  [[nodiscard]] int count() const { return static_cast<int>(pixels.size()); }
};

AreaNumber moved(const AreaNumber& number, const Stretch& across, const Stretch& down) {
  AreaNumber result = number;
  result.x = across.place(number.x);
  result.y = down.place(number.y);
  result.font = number.font * across.scale;
  result.line_begin_x = across.place(number.line_begin_x);
  result.line_begin_y = down.place(number.line_begin_y);
  result.line_end_x = across.place(number.line_end_x);
  result.line_end_y = down.place(number.line_end_y);
  return result;
}

/// Whether anything of a number, or of its line, can lie in a picture of that size.
bool reaches(const AreaNumber& number, int width, int height) {
  // No number is so wide or so high to one side of its middle.
  const double around = 2.0 * number.font + 2.0;
  double left = number.x;
  double right = number.x;
  double top = number.y;
  double bottom = number.y;
  if (number.has_line) {
    left = std::min(left, number.line_end_x);
    right = std::max(right, number.line_end_x);
    top = std::min(top, number.line_end_y);
    bottom = std::max(bottom, number.line_end_y);
  }
  return right + around > 0.0 && left - around < width && bottom + around > 0.0 &&
         top - around < height;
}

/// Lines are drawn half a pixel to the side, or end in a pixel of half coverage.
constexpr double line_blur = 0.5;

}  // namespace

PixelArea seen_part(const GeglRectangle& layer, int canvas_width, int canvas_height) {
  const PixelArea all{layer.x, layer.y, layer.width, layer.height};
  PixelArea seen = intersection(all, {0, 0, canvas_width, canvas_height});
  if (seen.width <= 0 || seen.height <= 0) seen = all;
  return {seen.x - all.x, seen.y - all.y, seen.width, seen.height};
}

NumberedAreas number_map(ClusterMap map, std::span<const Color> centers,
                         const LayerNumbering& numbering, double half_diagonal, double scale,
                         int threads, const Checkpoint& checkpoint) {
  return number_areas(std::move(map), centers,
                      {.half_diagonals = std::vector<double>(centers.size(), half_diagonal),
                       .smallest_font = numbering.sizes.smallest * scale,
                       .largest_font = numbering.sizes.largest * scale,
                       .border = (numbering.outline_width / 2.0 + line_blur) * scale,
                       .line_width = leader_width(numbering.outline_width) * scale,
                       .hidden = numbering.hidden,
                       .threads = threads,
                       .checkpoint = checkpoint});
}

std::vector<AreaNumber> number_layer(std::span<const Color> centers,
                                     const LayerNumbering& numbering, double half_diagonal,
                                     int threads, const Checkpoint& checkpoint, ClusterMap& map) {
  ClusterMap visible = map;
  clear_outside(numbering.seen, visible);
  NumberedAreas areas =
      number_map(std::move(visible), centers, numbering, half_diagonal, 1.0, threads, checkpoint);
  for (std::size_t i = 0; i < map.clusters.size(); ++i) {
    if (areas.map.clusters[i] != no_cluster) map.clusters[i] = areas.map.clusters[i];
  }
  return std::move(areas.numbers);
}

void follow_order(const ClusterMap& map, std::vector<AreaNumber>& numbers) {
  for (AreaNumber& number : numbers) {
    const double x = number.has_line ? number.line_end_x : number.x;
    const double y = number.has_line ? number.line_end_y : number.y;
    number.cluster = map.clusters[map.index(static_cast<int>(x), static_cast<int>(y))];
  }
}

std::vector<Color> paint_template_part(const ClusterMap& map, std::span<const AreaNumber> numbers,
                                       const ViewOfLayer& view, const NumberArguments& arguments,
                                       int threads) {
  // Lines reach half their width from a border, which lies within a pixel of where it is drawn.
  const int margin = arguments.outline_width / 2 + 3;
  const auto& [area, width, height] = view;
  const Stretch across(area.x, area.width, width, map.width, margin);
  const Stretch down(area.y, area.height, height, map.height, margin);
  NumberedAreas part{.map = {.clusters = {}, .width = across.count(), .height = down.count()},
                     .numbers = {}};
  part.map.clusters.reserve(part.map.index(0, down.count()));
  for (const int y : down.pixels) {
    for (const int x : across.pixels) part.map.clusters.push_back(map.clusters[map.index(x, y)]);
  }
  for (const AreaNumber& number : numbers) {
    const AreaNumber in_part = moved(number, across, down);
    if (reaches(in_part, across.count(), down.count())) part.numbers.push_back(in_part);
  }
  const std::vector<Color> drawn = paint_template(part, arguments, across.scale, threads);
  std::vector<Color> picture;
  picture.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    const auto row =
        drawn.begin() + static_cast<std::ptrdiff_t>(part.map.index(across.before, down.before + y));
    picture.insert(picture.end(), row, row + width);
  }
  return picture;
}

}  // namespace color_clusters
