// SPDX-License-Identifier: GPL-3.0-or-later
#include "flat_art.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"

namespace color_clusters {
namespace {

constexpr double smallest_difference = 12.0;
constexpr double smallest_share = 0.005;
constexpr double largest_share = 0.6;
/// Parts of the picture that spots have.
constexpr double smallest_spot = 0.001;
constexpr double largest_spot = 0.002;

using Bytes = std::array<std::uint8_t, 3>;

Color color_of(const Bytes& ink) {
  return {static_cast<float>(ink[0]) / 255.0F, static_cast<float>(ink[1]) / 255.0F,
          static_cast<float>(ink[2]) / 255.0F};
}

std::vector<Bytes> random_palette(int inks, Random& random) {
  std::vector<Bytes> palette;
  std::vector<Color> labs;
  while (palette.size() < static_cast<std::size_t>(inks)) {
    Bytes ink{};
    for (std::uint8_t& value : ink) value = static_cast<std::uint8_t>(random.below(256));
    const Color lab = lab_from_srgb(color_of(ink));
    if (std::ranges::any_of(labs, [&](const Color& other) {
          return ciede2000(lab, other) < smallest_difference;
        })) {
      continue;
    }
    palette.push_back(ink);
    labs.push_back(lab);
  }
  return palette;
}

struct Point {
  double x;
  double y;
};

/// The ink index of each sample; `scale` × `scale` samples make one pixel.
class Canvas {
 public:
  Canvas(int side, int scale)
      : side_(side),
        size_(side * scale),
        scale_(scale),
        inks_(static_cast<std::size_t>(size_) * static_cast<std::size_t>(size_), 0) {}

  /// Pixels a side, and samples a side of each.
  [[nodiscard]] int side() const { return side_; }
  [[nodiscard]] int scale() const { return scale_; }

  [[nodiscard]] int ink(int x, int y) const { return inks_[index(x, y)]; }

  /// Fills what is inside all half planes to the left of the edges of a convex polygon.
  void polygon(const std::vector<Point>& corners, int ink) {
    fill(corners, ink, [&](Point p) {
      for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point& a = corners[i];
        const Point& b = corners[(i + 1) % corners.size()];
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) < 0.0) return false;
      }
      return true;
    });
  }

  void disc(Point middle, double radius, int ink) {
    const std::vector<Point> box{{middle.x - radius, middle.y - radius},
                                 {middle.x + radius, middle.y + radius}};
    fill(box, ink, [&](Point p) {
      const Point d{p.x - middle.x, p.y - middle.y};
      return d.x * d.x + d.y * d.y <= radius * radius;
    });
  }

  void line(Point from, Point to, double width, int ink) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    if (length <= 0.0) return;
    const Point n{-(to.y - from.y) / length * width / 2.0, (to.x - from.x) / length * width / 2.0};
    polygon({{from.x - n.x, from.y - n.y},
             {to.x - n.x, to.y - n.y},
             {to.x + n.x, to.y + n.y},
             {from.x + n.x, from.y + n.y}},
            ink);
  }

 private:
  [[nodiscard]] std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_) +
           static_cast<std::size_t>(x);
  }

  template <typename Inside>
  void fill(const std::vector<Point>& outline, int ink, const Inside& inside) {
    Point low = outline[0];
    Point high = outline[0];
    for (const Point& p : outline) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const auto sample = [&](double position) {
      return static_cast<int>(std::clamp(position * scale_, 0.0, static_cast<double>(size_)));
    };
    for (int y = sample(low.y); y < std::min(sample(high.y) + 1, size_); ++y) {
      for (int x = sample(low.x); x < std::min(sample(high.x) + 1, size_); ++x) {
        if (inside({(x + 0.5) / scale_, (y + 0.5) / scale_})) {
          inks_[index(x, y)] = static_cast<std::uint8_t>(ink);
        }
      }
    }
  }

  int side_;
  int size_;
  int scale_;
  std::vector<std::uint8_t> inks_;
};

Point random_point(const Canvas& canvas, Random& random) {
  // The order of two calls in a list in braces is fixed.
  return {random.uniform(0, canvas.side()), random.uniform(0, canvas.side())};
}

/// A regular polygon of 3 … 6 corners or, as often, an upright rectangle.
void random_polygon(Canvas& canvas, Random& random, double radius, int ink) {
  const Point middle = random_point(canvas, random);
  std::vector<Point> corners;
  const int count = 3 + random.below(4);
  const bool is_upright = random.below(2) == 0;
  const double start = random.uniform(0.0, 6.0);
  const double height = radius * random.uniform(0.5, 1.0);
  if (is_upright) {
    corners = {{middle.x - radius, middle.y - height},
               {middle.x + radius, middle.y - height},
               {middle.x + radius, middle.y + height},
               {middle.x - radius, middle.y + height}};
  } else {
    for (int i = 0; i < count; ++i) {
      const double angle = start + 2.0 * std::numbers::pi * i / count;
      corners.push_back({middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)});
    }
  }
  canvas.polygon(corners, ink);
}

void random_stripes(Canvas& canvas, Random& random, int ink) {
  const Point start = random_point(canvas, random);
  const double angle = random.below(2) == 0 ? 0.0 : random.uniform(0.0, std::numbers::pi);
  const double width = random.uniform(3.0, 14.0);
  const Point along{std::cos(angle) * canvas.side() / 3.0, std::sin(angle) * canvas.side() / 3.0};
  const int count = 1 + random.below(4);
  for (int i = 0; i < count; ++i) {
    const Point from{start.x - 2.0 * i * width * std::sin(angle),
                     start.y + 2.0 * i * width * std::cos(angle)};
    canvas.line(from, {from.x + along.x, from.y + along.y}, width, ink);
  }
}

/// A row of marks as of small letters: uprights and crossbars, one to three pixels thick.
void random_text(Canvas& canvas, Random& random, int ink) {
  const Point start{random.uniform(0.0, 0.6 * canvas.side()),
                    random.uniform(0.1 * canvas.side(), 0.9 * canvas.side())};
  const double height = random.uniform(8.0, 24.0);
  const double width = random.uniform(1.0, 3.0);
  const int letters = 6 + random.below(8);
  for (int letter = 0; letter < letters; ++letter) {
    const double x = start.x + letter * height * 0.7;
    const double lean = random.uniform(-0.2, 0.2) * height;
    canvas.line({x, start.y}, {x + lean, start.y - height}, width, ink);
    const double bar = start.y - random.uniform(0.0, height);
    canvas.line({x, bar}, {x + 0.5 * height, bar + random.uniform(-0.3, 0.3) * height}, width, ink);
    if (random.below(2) == 0) canvas.disc({x + 0.25 * height, bar}, width, ink);
  }
}

void random_disc(Canvas& canvas, Random& random, int ink) {
  const double radius = random.uniform(8.0, 50.0);
  canvas.disc(random_point(canvas, random), radius, ink);
}

void random_line(Canvas& canvas, Random& random, int ink) {
  const double width = random.uniform(1.0, 4.0);
  const Point end = random_point(canvas, random);
  const Point start = random_point(canvas, random);
  canvas.line(start, end, width, ink);
}

void random_shape(Canvas& canvas, Random& random, int ink) {
  switch (random.below(6)) {
    case 0:
    case 1:
      return random_disc(canvas, random, ink);
    case 2:
      return random_polygon(canvas, random, random.uniform(8.0, 55.0), ink);
    case 3:
      return random_stripes(canvas, random, ink);
    case 4:
      return random_text(canvas, random, ink);
    default:
      return random_line(canvas, random, ink);
  }
}

bool is_block(Motif motif) { return motif == Motif::diamonds || motif == Motif::rectangles; }

/// A square that stands on a corner, or an upright rectangle.
void random_block(Canvas& canvas, Random& random, Motif motif, double radius, int ink) {
  const auto [x, y] = random_point(canvas, random);
  if (motif == Motif::diamonds) {
    canvas.polygon({{x - radius, y}, {x, y - radius}, {x + radius, y}, {x, y + radius}}, ink);
    return;
  }
  const double height = radius * random.uniform(0.5, 1.0);
  canvas.polygon({{x - radius, y - height},
                  {x + radius, y - height},
                  {x + radius, y + height},
                  {x - radius, y + height}},
                 ink);
}

/// Shares of the picture that each ink has in places with nothing else around.
std::vector<double> solid_shares(const Canvas& canvas, int inks) {
  const int side = canvas.side();
  const int scale = canvas.scale();
  std::vector<double> shares(static_cast<std::size_t>(inks), 0.0);
  for (int y = 1; y < side - 1; ++y) {
    for (int x = 1; x < side - 1; ++x) {
      const int ink = canvas.ink(x * scale, y * scale);
      const int right = (x + 2) * scale - 1;
      const int below = (y + 2) * scale - 1;
      const bool is_solid =
          canvas.ink((x - 1) * scale, y * scale) == ink && canvas.ink(right, y * scale) == ink &&
          canvas.ink(x * scale, (y - 1) * scale) == ink && canvas.ink(x * scale, below) == ink;
      if (is_solid) shares[static_cast<std::size_t>(ink)] += 1.0 / (side * side);
    }
  }
  return shares;
}

/// Shapes in random inks, then more of those that are too rare, until the shares are as promised.
void random_composition(Canvas& canvas, int inks, Motif motif, Random& random) {
  const int shapes = is_block(motif) ? inks - 1 : 6 + 3 * inks;
  for (int i = 0; i < shapes; ++i) {
    if (is_block(motif)) {
      random_block(canvas, random, motif, random.uniform(12.0, 50.0), i + 1);
    } else {
      // Low numbers are more frequent, so that shares differ.
      random_shape(canvas, random, static_cast<int>(inks * std::pow(random.uniform(0, 1), 1.6)));
    }
  }
  for (;;) {
    const std::vector<double> shares = solid_shares(canvas, inks);
    const auto rarest = std::ranges::min_element(shares);
    const auto commonest = std::ranges::max_element(shares);
    int wanted = static_cast<int>(rarest - shares.begin());
    double radius = random.uniform(12.0, 22.0);
    if (*rarest >= smallest_share) {
      if (*commonest <= largest_share) return;
      while (wanted == commonest - shares.begin()) wanted = random.below(inks);
      radius = 40.0;
    }
    if (is_block(motif)) {
      random_block(canvas, random, motif, radius, wanted);
    } else if (random.below(2) == 0) {
      canvas.disc(random_point(canvas, random), radius, wanted);
    } else {
      random_polygon(canvas, random, radius, wanted);
    }
  }
}

/// A disc or rectangle of `smallest_spot` to `largest_spot` of the picture in each of the inks from
/// `first` to `end`, apart from each other.
void random_spots(Canvas& canvas, int first, int end, Random& random) {
  const int side = canvas.side();
  std::vector<Point> middles;
  for (int ink = first; ink < end;) {
    const Point middle{random.uniform(0.1 * side, 0.9 * side),
                       random.uniform(0.1 * side, 0.9 * side)};
    if (std::ranges::any_of(middles, [&](const Point& other) {
          return std::hypot(middle.x - other.x, middle.y - other.y) < 24.0;
        })) {
      continue;
    }
    middles.push_back(middle);
    const double area = random.uniform(smallest_spot, largest_spot) * side * side;
    if (random.below(2) == 0) {
      canvas.disc(middle, std::sqrt(area / std::numbers::pi), ink);
    } else {
      const double width = std::sqrt(area * random.uniform(0.6, 1.6)) / 2.0;
      const double height = area / width / 4.0;
      canvas.polygon({{middle.x - width, middle.y - height},
                      {middle.x + width, middle.y - height},
                      {middle.x + width, middle.y + height},
                      {middle.x - width, middle.y + height}},
                     ink);
    }
    ++ink;
  }
}

/// Pixel art: blocks of 4 × 4 cells, each ink having one, and single cells; a cell is 6, 8 or 10
/// pixels wide.
void random_cells(Canvas& canvas, int inks, Random& random) {
  const int width = 6 + 2 * random.below(3);
  const int cells = (canvas.side() + width - 1) / width;
  const auto cell = [&](int x, int y, int size, int ink) {
    const double left = x * width;
    const double top = y * width;
    const double length = size * width;
    canvas.polygon(
        {{left, top}, {left + length, top}, {left + length, top + length}, {left, top + length}},
        ink);
  };
  const int blocks = cells / 4;
  std::vector<int> numbers;
  for (int i = 0; i < blocks * blocks; ++i) numbers.push_back(i < inks ? i : random.below(inks));
  for (std::size_t i = numbers.size() - 1; i > 0; --i) {
    std::swap(numbers[i], numbers[static_cast<std::size_t>(random.below(static_cast<int>(i) + 1))]);
  }
  for (int y = 0; y < cells; y += 4) {
    for (int x = 0; x < cells; x += 4) {
      const int block = std::min(y / 4, blocks - 1) * blocks + std::min(x / 4, blocks - 1);
      cell(x, y, 4, numbers[static_cast<std::size_t>(block)]);
    }
  }
  for (int i = 0; i < cells * cells / 14; ++i) {
    const int x = random.below(cells);
    const int y = random.below(cells);
    cell(x, y, 1, random.below(inks));
  }
}

Canvas draw(int inks, Motif motif, int side, int scale, Random& random) {
  Canvas canvas(side, scale);
  if (motif == Motif::pixel_art) {
    random_cells(canvas, inks, random);
  } else if (motif == Motif::spots) {
    const int large = inks - std::max(1, inks / 4);
    random_composition(canvas, large, motif, random);
    random_spots(canvas, large, inks, random);
  } else {
    random_composition(canvas, inks, motif, random);
  }
  return canvas;
}

/// Samples of a pixel are averaged as they are encoded, as painting programs do.
Planes colorize(const Canvas& canvas, const std::vector<Bytes>& palette) {
  const int side = canvas.side();
  const int scale = canvas.scale();
  Planes planes{Plane(side), Plane(side), Plane(side)};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (int sample = 0; sample < scale * scale; ++sample) {
        const int ink = canvas.ink(x * scale + sample % scale, y * scale + sample / scale);
        for (std::size_t c = 0; c < 3; ++c) {
          planes[c].at(x, y) += palette[static_cast<std::size_t>(ink)][c] / double(scale * scale);
        }
      }
    }
  }
  return planes;
}

}  // namespace

FlatArt draw_flat_art(int inks, const Defects& defects, unsigned seed, Motif motif) {
  Random random(seed);
  const std::vector<Bytes> palette = random_palette(inks, random);
  FlatArt art{.side = is_block(motif) ? 128 : 256};
  const int side = static_cast<int>(std::lround(art.side / defects.scaling));
  const int scale = !defects.is_antialiased ? 1 : is_block(motif) ? 8 : 4;
  Planes planes = colorize(draw(inks, motif, side, scale, random), palette);
  art.rgb = spoiled(std::move(planes), art.side, defects, random);
  for (const Bytes& ink : palette) art.inks.push_back(color_of(ink));
  return art;
}

}  // namespace color_clusters
