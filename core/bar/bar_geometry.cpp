// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bar/bar_geometry.h"

#include <algorithm>
#include <cmath>

namespace color_clusters {
namespace {

/// The intersection of two areas; its width or height is not positive if it is empty.
PixelArea intersection(const PixelArea& a, const PixelArea& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  return {x, y, std::min(a.x + a.width, b.x + b.width) - x,
          std::min(a.y + a.height, b.y + b.height) - y};
}

int part_of(int length, double percent) {
  if (percent == 0.0) return 0;
  return std::max(1, static_cast<int>(std::lround(length * percent / 100.0)));
}

/// Lines of cells along a bar, as if it were horizontal.
struct KeyLines {
  int length;
  int cells;
  int cells_per_line;
  int lines;
  int cell_size;

  [[nodiscard]] int thickness() const { return lines * cell_size; }
  /// Where cell `i` of a line begins; cell `cells_per_line` would begin at the end.
  [[nodiscard]] int begin(int i) const {
    return static_cast<int>(static_cast<long long>(length) * i / cells_per_line);
  }
};

KeyLines key_lines(int length, const BarShape& shape) {
  const int cells = static_cast<int>(shape.key_cells);
  if (cells == 0) return {length, 0, 1, 0, 0};
  const int most_in_line = std::clamp(length / shape.key_cell_size, 1, cells);
  const int lines = (cells + most_in_line - 1) / most_in_line;
  return {length, cells, (cells + lines - 1) / lines, lines, shape.key_cell_size};
}

/// The cells, where the key begins at (x, y).
std::vector<PixelArea> key_cells(const KeyLines& key, int x, int y, bool is_vertical) {
  std::vector<PixelArea> cells;
  cells.reserve(static_cast<std::size_t>(key.cells));
  for (int i = 0; i < key.cells; ++i) {
    const int along = key.begin(i % key.cells_per_line);
    const int length = key.begin(i % key.cells_per_line + 1) - along;
    const int across = i / key.cells_per_line * key.cell_size;
    cells.push_back(is_vertical ? PixelArea{x + across, y + along, key.cell_size, length}
                                : PixelArea{x + along, y + across, length, key.cell_size});
  }
  return cells;
}

/// The gap before a bar or key of that thickness.
int gap_before(const PixelArea& seen, int thickness) {
  if (thickness == 0) return 0;
  constexpr int part = 600;
  const int visible = (std::max(seen.width, seen.height) + part / 2) / part;
  return std::clamp(visible, 1, std::max(1, thickness / 4));
}

PixelArea moved(const PixelArea& area, int x, int y) {
  return {area.x + x, area.y + y, area.width, area.height};
}

}  // namespace

BarGeometry color_bar_geometry(const PixelArea& layer, int canvas_width, int canvas_height,
                               const BarShape& shape) {
  const bool is_vertical = shape.position == BarPosition::right;
  const bool is_outside = is_vertical || shape.position == BarPosition::below;
  const PixelArea canvas{0, 0, canvas_width, canvas_height};
  PixelArea seen = intersection(layer, canvas);
  if (seen.width <= 0 || seen.height <= 0) seen = is_outside ? canvas : layer;

  const int thickness = part_of(is_vertical ? seen.width : seen.height, shape.percent);
  const KeyLines key = key_lines(is_vertical ? seen.height : seen.width, shape);
  const int gap = is_outside ? gap_before(seen, thickness > 0 ? thickness : key.thickness()) : 0;
  const int gap_before_key = thickness > 0 && key.cells > 0 ? gap : 0;
  const int both = thickness + gap_before_key + key.thickness();
  BarGeometry geometry{seen, is_vertical, canvas_width, canvas_height, {}};
  PixelArea& bar = geometry.bar;
  (is_vertical ? bar.width : bar.height) = thickness;
  if (is_outside) {
    int& edge = is_vertical ? geometry.canvas_width : geometry.canvas_height;
    (is_vertical ? bar.x : bar.y) = edge + gap;
    edge += gap + both;
  } else if (shape.position == BarPosition::inside_bottom) {
    bar.y = seen.y + seen.height - both;
  }
  const int before_key = thickness + gap_before_key;
  geometry.key = is_vertical ? key_cells(key, bar.x + before_key, bar.y, true)
                             : key_cells(key, bar.x, bar.y + before_key, false);
  return geometry;
}

VisiblePart uncovered_part(const PixelArea& layer, int canvas_width, int canvas_height,
                           const BarGeometry& geometry) {
  PixelArea seen = intersection(layer, {0, 0, canvas_width, canvas_height});
  if (seen.width <= 0 || seen.height <= 0) seen = layer;
  VisiblePart part{.seen = moved(seen, -layer.x, -layer.y), .covered = {}};
  part.covered.push_back(moved(geometry.bar, -layer.x, -layer.y));
  for (const PixelArea& cell : geometry.key) {
    part.covered.push_back(moved(cell, -layer.x, -layer.y));
  }
  return part;
}

}  // namespace color_clusters
