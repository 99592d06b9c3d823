// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/smooth_outlines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>

#include "core/base/parallel.h"
#include "core/print/segment.h"

namespace color_clusters {
namespace {

constexpr int widest = 20;

/// A corner of pixels: (x, y) is the upper left one of pixel (x, y).
struct Corner {
  int x;
  int y;
};

/// A side of a pixel, on the way from one corner to the next one to the right or down.
struct Side {
  Corner begin;
  bool is_vertical;

  [[nodiscard]] Corner end() const {
    return is_vertical ? Corner{begin.x, begin.y + 1} : Corner{begin.x + 1, begin.y};
  }
  [[nodiscard]] Spot middle() const {
    return is_vertical ? Spot{begin.x + 0.0, begin.y + 0.5} : Spot{begin.x + 0.5, begin.y + 0.0};
  }
  friend bool operator==(const Side& a, const Side& b) {
    return a.begin.x == b.begin.x && a.begin.y == b.begin.y && a.is_vertical == b.is_vertical;
  }
};

/// The sides that are borders and meet in a corner.
struct Meeting {
  std::array<Side, 4> sides;
  std::size_t count = 0;

  void add_if(bool is_border, Side side) {
    if (is_border) sides[count++] = side;
  }
};

class Borders {
 public:
  explicit Borders(const ClusterMap& map) : map_(map) {}

  [[nodiscard]] Meeting at(Corner corner) const {
    const auto [x, y] = corner;
    const std::uint16_t upper_left = cluster(x - 1, y - 1);
    const std::uint16_t upper_right = cluster(x, y - 1);
    const std::uint16_t lower_left = cluster(x - 1, y);
    const std::uint16_t lower_right = cluster(x, y);
    Meeting meeting;
    meeting.add_if(upper_left != upper_right, {{x, y - 1}, true});
    meeting.add_if(lower_left != lower_right, {{x, y}, true});
    meeting.add_if(upper_left != lower_left, {{x - 1, y}, false});
    meeting.add_if(upper_right != lower_right, {{x, y}, false});
    return meeting;
  }

  /// Where the line crosses a side.
  [[nodiscard]] Spot smoothed(const Side& side) const {
    const Spot middle = side.middle();
    const Spot before = next(side, side.begin);
    const Spot after = next(side, side.end());
    return {0.5 * middle.x + 0.25 * (before.x + after.x),
            0.5 * middle.y + 0.25 * (before.y + after.y)};
  }

 private:
  /// Beyond the edges of the map all goes on.
  [[nodiscard]] std::uint16_t cluster(int x, int y) const {
    return map_
        .clusters[map_.index(std::clamp(x, 0, map_.width - 1), std::clamp(y, 0, map_.height - 1))];
  }

  /// The middle of the side that goes on from a corner, or that corner, if there are several.
  [[nodiscard]] Spot next(const Side& side, Corner corner) const {
    const Meeting meeting = at(corner);
    if (meeting.count != 2) return {corner.x + 0.0, corner.y + 0.0};
    return (meeting.sides[0] == side ? meeting.sides[1] : meeting.sides[0]).middle();
  }

  const ClusterMap& map_;
};

/// Some rows of a picture that lines are drawn into.
class Canvas {
 public:
  /// `shift` leads from a corner of pixels to the middle of the one in which a line through the
  /// corner is.
  Canvas(const CoverageRows& rows, double line_width, double shift)
      : pixels_(rows.pixels),
        width_(rows.width),
        first_row_(rows.first_row),
        end_row_(rows.end_row),
        reach_(line_width / 2.0 + 0.5),
        shift_(shift) {}

  void draw(const Spot& from, const Spot& to) {
    const auto first = [this](double a, double b, int least) {
      return std::max(least, static_cast<int>(std::floor(std::min(a, b) - reach_ - shift_)));
    };
    const auto end = [this](double a, double b, int most) {
      return std::min(most, static_cast<int>(std::ceil(std::max(a, b) + reach_ - shift_)) + 1);
    };
    const int end_x = end(from.x, to.x, width_);
    const int end_y = end(from.y, to.y, end_row_);
    for (int y = first(from.y, to.y, first_row_); y < end_y; ++y) {
      std::uint8_t* const row = pixels_.data() + static_cast<std::size_t>(y - first_row_) *
                                                     static_cast<std::size_t>(width_);
      for (int x = first(from.x, to.x, 0); x < end_x; ++x) {
        if (row[x] != 255) row[x] = std::max(row[x], coverage(x, y, from, to));
      }
    }
  }

 private:
  [[nodiscard]] std::uint8_t coverage(int x, int y, const Spot& from, const Spot& to) const {
    const double squared = squared_distance({x + shift_, y + shift_}, from, to);
    if (squared >= reach_ * reach_) return 0;
    const double part = std::min(reach_ - std::sqrt(squared), 1.0);
    return static_cast<std::uint8_t>(std::lround(255.0 * part));
  }

  std::span<std::uint8_t> pixels_;
  int width_;
  int first_row_;
  int end_row_;
  double reach_;
  double shift_;
};

/// Lines of an odd width through a corner fill the pixel to the left and above.
double shift_of(int line_width) { return line_width % 2 == 0 ? 0.5 : 1.0; }

void draw_at(const Borders& borders, Corner corner, Canvas& canvas) {
  const Meeting meeting = borders.at(corner);
  if (meeting.count == 0) return;
  if (meeting.count == 2) {
    canvas.draw(borders.smoothed(meeting.sides[0]), borders.smoothed(meeting.sides[1]));
    return;
  }
  for (std::size_t i = 0; i < meeting.count; ++i) {
    canvas.draw(borders.smoothed(meeting.sides[i]), {corner.x + 0.0, corner.y + 0.0});
  }
}

/// Draws what lies around the corners of a row.
void draw_row(const ClusterMap& map, const Borders& borders, int y, Canvas& canvas) {
  const std::uint16_t* const above = &map.clusters[map.index(0, std::max(y - 1, 0))];
  const std::uint16_t* const below = &map.clusters[map.index(0, std::min(y, map.height - 1))];
  if (above[0] != below[0]) draw_at(borders, {0, y}, canvas);
  for (int x = 1; x < map.width; ++x) {
    const std::uint16_t cluster = above[x];
    if (cluster != above[x - 1] || cluster != below[x] || cluster != below[x - 1]) {
      draw_at(borders, {x, y}, canvas);
    }
  }
  if (above[map.width - 1] != below[map.width - 1]) draw_at(borders, {map.width, y}, canvas);
}

}  // namespace

std::vector<std::uint8_t> draw_smooth_outlines(const ClusterMap& map, const OutlineOptions& options,
                                               int first_row, int end_row) {
  require_valid(map);
  if (options.width < 1 || options.width > widest) {
    throw std::invalid_argument("an outline is 1 to 20 pixels wide");
  }
  if (first_row < 0 || first_row > end_row || end_row > map.height) {
    throw std::invalid_argument("outlines are drawn in rows that are in the map");
  }
  std::vector<std::uint8_t> lines(map.index(0, end_row) - map.index(0, first_row));
  if (lines.empty()) return lines;
  const Borders borders(map);
  // A line is within a pixel of the corner that it belongs to.
  const int around = options.width / 2 + 2;
  const RowStrips strips{end_row - first_row};
  parallel_for(strips.count(), options.threads, [&](std::size_t strip) {
    const int begin = first_row + strips.begin(strip);
    const int end = first_row + strips.end(strip);
    const std::size_t offset = map.index(0, begin) - map.index(0, first_row);
    const std::span<std::uint8_t> part =
        std::span<std::uint8_t>(lines).subspan(offset, map.index(0, end) - map.index(0, begin));
    Canvas canvas({part, map.width, begin, end}, options.width, shift_of(options.width));
    const int last = std::min(end + around, map.height);
    for (int y = std::max(begin - around, 0); y <= last; ++y) draw_row(map, borders, y, canvas);
  });
  return lines;
}

void draw_line(const StraightLine& line, const CoverageRows& rows) {
  Canvas(rows, line.width, 0.5).draw({line.begin_x, line.begin_y}, {line.end_x, line.end_y});
}

}  // namespace color_clusters
