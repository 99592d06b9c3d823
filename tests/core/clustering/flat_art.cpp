// SPDX-License-Identifier: GPL-3.0-or-later
#include "flat_art.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"

namespace color_clusters {
namespace {

constexpr int side = FlatArt::side;
constexpr double smallest_difference = 12.0;
constexpr double smallest_share = 0.005;
constexpr double largest_share = 0.6;

/// Random numbers that do not depend on the standard library's distributions.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_()) / 4294967296.0;
  }
  int below(int end) { return static_cast<int>(uniform(0.0, end)); }
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(0.0, 1.0)));
    return radius * std::cos(uniform(0.0, 2.0 * std::numbers::pi));
  }

 private:
  std::mt19937 engine_;
};

using Bytes = std::array<std::uint8_t, 3>;

std::vector<Bytes> random_palette(int inks, Random& random) {
  std::vector<Bytes> palette;
  std::vector<Color> labs;
  while (palette.size() < static_cast<std::size_t>(inks)) {
    Bytes ink{};
    for (std::uint8_t& value : ink) value = static_cast<std::uint8_t>(random.below(256));
    const Color lab =
        lab_from_srgb({static_cast<float>(ink[0]) / 255.0F, static_cast<float>(ink[1]) / 255.0F,
                       static_cast<float>(ink[2]) / 255.0F});
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

/// The number of the ink of each sample; `scale` samples a side make one pixel.
class Canvas {
 public:
  explicit Canvas(int scale)
      : size_(side * scale),
        scale_(scale),
        inks_(static_cast<std::size_t>(size_) * static_cast<std::size_t>(size_), 0) {}

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

  int size_;
  int scale_;
  std::vector<std::uint8_t> inks_;
};

Point random_point(Random& random) { return {random.uniform(0, side), random.uniform(0, side)}; }

/// A regular polygon of 3 … 6 corners or, as often, an upright rectangle.
void random_polygon(Canvas& canvas, Random& random, double radius, int ink) {
  const Point middle = random_point(random);
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
  const Point start = random_point(random);
  const double angle = random.below(2) == 0 ? 0.0 : random.uniform(0.0, std::numbers::pi);
  const double width = random.uniform(3.0, 14.0);
  const Point along{std::cos(angle) * side / 3.0, std::sin(angle) * side / 3.0};
  const int count = 1 + random.below(4);
  for (int i = 0; i < count; ++i) {
    const Point from{start.x - 2.0 * i * width * std::sin(angle),
                     start.y + 2.0 * i * width * std::cos(angle)};
    canvas.line(from, {from.x + along.x, from.y + along.y}, width, ink);
  }
}

/// A row of marks as of small letters: uprights and crossbars, one to three pixels thick.
void random_text(Canvas& canvas, Random& random, int ink) {
  const Point start{random.uniform(0.0, 0.6 * side), random.uniform(0.1 * side, 0.9 * side)};
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

void random_shape(Canvas& canvas, Random& random, int ink) {
  switch (random.below(6)) {
    case 0:
    case 1:
      return canvas.disc(random_point(random), random.uniform(8.0, 50.0), ink);
    case 2:
      return random_polygon(canvas, random, random.uniform(8.0, 55.0), ink);
    case 3:
      return random_stripes(canvas, random, ink);
    case 4:
      return random_text(canvas, random, ink);
    default:
      return canvas.line(random_point(random), random_point(random), random.uniform(1.0, 4.0), ink);
  }
}

/// Shares of the picture that each ink has in places with nothing else around.
std::vector<double> solid_shares(const Canvas& canvas, int scale, int inks) {
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
Canvas random_composition(int inks, int scale, Random& random) {
  Canvas canvas(scale);
  for (int i = 0; i < 6 + 3 * inks; ++i) {
    // Low numbers are more frequent, so that shares differ.
    random_shape(canvas, random, static_cast<int>(inks * std::pow(random.uniform(0, 1), 1.6)));
  }
  for (;;) {
    const std::vector<double> shares = solid_shares(canvas, scale, inks);
    const auto rarest = std::ranges::min_element(shares);
    const auto commonest = std::ranges::max_element(shares);
    int wanted = static_cast<int>(rarest - shares.begin());
    double radius = random.uniform(12.0, 22.0);
    if (*rarest >= smallest_share) {
      if (*commonest <= largest_share) return canvas;
      while (wanted == commonest - shares.begin()) wanted = random.below(inks);
      radius = 40.0;
    }
    if (random.below(2) == 0) {
      canvas.disc(random_point(random), radius, wanted);
    } else {
      random_polygon(canvas, random, radius, wanted);
    }
  }
}

using Plane = std::vector<double>;

std::size_t at(int x, int y, int width = side) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
         static_cast<std::size_t>(x);
}

/// Red, green and blue, 0 … 255; samples of a pixel are averaged as they are encoded, as painting
/// programs do.
std::array<Plane, 3> colorize(const Canvas& canvas, int scale, const std::vector<Bytes>& palette) {
  std::array<Plane, 3> planes;
  for (Plane& plane : planes) plane.resize(at(0, side));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (int sample = 0; sample < scale * scale; ++sample) {
        const int ink = canvas.ink(x * scale + sample % scale, y * scale + sample / scale);
        for (std::size_t c = 0; c < 3; ++c) {
          planes[c][at(x, y)] += palette[static_cast<std::size_t>(ink)][c] / double(scale * scale);
        }
      }
    }
  }
  return planes;
}

void round_to_bytes(std::array<Plane, 3>& planes) {
  for (Plane& plane : planes) {
    for (double& value : plane) value = std::clamp(std::round(value), 0.0, 255.0);
  }
}

using Table = std::array<double, 64>;

/// The tables of ITU-T T.81, annex K, scaled as libjpeg does.
Table quantization(bool is_chroma, int quality) {
  static constexpr std::array<int, 64> luma{
      16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
      14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
      18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
      49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
  static constexpr std::array<int, 64> chroma{
      17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99,
      99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
      99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};
  const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  Table table{};
  for (std::size_t i = 0; i < 64; ++i) {
    table[i] = std::clamp(((is_chroma ? chroma : luma)[i] * scale + 50) / 100, 1, 255);
  }
  return table;
}

/// Rows of the orthonormal DCT-II of length 8.
const Table& cosines() {
  static const Table table = [] {
    Table result{};
    for (std::size_t u = 0; u < 8; ++u) {
      for (std::size_t x = 0; x < 8; ++x) {
        result[8 * u + x] = (u == 0 ? std::sqrt(0.125) : 0.5) *
                            std::cos((2.0 * static_cast<double>(x) + 1.0) * static_cast<double>(u) *
                                     std::numbers::pi / 16.0);
      }
    }
    return result;
  }();
  return table;
}

/// rows × block × columns of the transform, or of its transpose.
Table transform(const Table& block, bool is_inverse) {
  const Table& table = cosines();
  const auto cosine = [&](std::size_t u, std::size_t x) {
    return is_inverse ? table[8 * x + u] : table[8 * u + x];
  };
  Table half{};
  Table result{};
  for (std::size_t u = 0; u < 8; ++u) {
    for (std::size_t y = 0; y < 8; ++y) {
      for (std::size_t x = 0; x < 8; ++x) half[8 * y + u] += cosine(u, x) * block[8 * y + x];
    }
  }
  for (std::size_t v = 0; v < 8; ++v) {
    for (std::size_t y = 0; y < 8; ++y) {
      for (std::size_t u = 0; u < 8; ++u) result[8 * v + u] += cosine(v, y) * half[8 * y + u];
    }
  }
  return result;
}

void quantize_blocks(Plane& plane, int width, const Table& steps) {
  for (int block_y = 0; block_y < width; block_y += 8) {
    for (int block_x = 0; block_x < width; block_x += 8) {
      Table block{};
      const auto place = [&](std::size_t i) {
        return at(block_x + static_cast<int>(i) % 8, block_y + static_cast<int>(i) / 8, width);
      };
      for (std::size_t i = 0; i < 64; ++i) block[i] = plane[place(i)] - 128.0;
      block = transform(block, false);
      for (std::size_t i = 0; i < 64; ++i) block[i] = steps[i] * std::round(block[i] / steps[i]);
      block = transform(block, true);
      for (std::size_t i = 0; i < 64; ++i) plane[place(i)] = block[i] + 128.0;
    }
  }
}

Plane halve(const Plane& plane) {
  Plane half(at(0, side / 2, side / 2));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) half[at(x / 2, y / 2, side / 2)] += plane[at(x, y)] / 4.0;
  }
  return half;
}

/// Linear interpolation between the middles of the small plane's pixels ("fancy upsampling").
Plane enlarge(const Plane& half) {
  constexpr int last = side / 2 - 1;
  Plane plane(at(0, side));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int far_x = std::clamp(x / 2 + (x % 2 == 0 ? -1 : 1), 0, last);
      const int far_y = std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, last);
      plane[at(x, y)] =
          (9.0 * half[at(x / 2, y / 2, side / 2)] + 3.0 * half[at(far_x, y / 2, side / 2)] +
           3.0 * half[at(x / 2, far_y, side / 2)] + half[at(far_x, far_y, side / 2)]) /
          16.0;
    }
  }
  return plane;
}

/// What JPEG loses (JFIF's YCbCr, half the chroma resolution both ways).
void compress(std::array<Plane, 3>& planes, int quality) {
  auto& [red, green, blue] = planes;
  for (std::size_t i = 0; i < red.size(); ++i) {
    const double luma = 0.299 * red[i] + 0.587 * green[i] + 0.114 * blue[i];
    const double cb = (blue[i] - luma) / 1.772 + 128.0;
    const double cr = (red[i] - luma) / 1.402 + 128.0;
    red[i] = luma;
    green[i] = cb;
    blue[i] = cr;
  }
  quantize_blocks(red, side, quantization(false, quality));
  for (Plane* chroma : {&green, &blue}) {
    Plane half = halve(*chroma);
    quantize_blocks(half, side / 2, quantization(true, quality));
    *chroma = enlarge(half);
  }
  for (std::size_t i = 0; i < red.size(); ++i) {
    const double luma = red[i];
    const double cb = green[i] - 128.0;
    const double cr = blue[i] - 128.0;
    red[i] = luma + 1.402 * cr;
    blue[i] = luma + 1.772 * cb;
    green[i] = (luma - 0.299 * red[i] - 0.114 * blue[i]) / 0.587;
  }
}

}  // namespace

FlatArt draw_flat_art(int inks, const Defects& defects, unsigned seed) {
  Random random(seed);
  const std::vector<Bytes> palette = random_palette(inks, random);
  const int scale = defects.is_antialiased ? 4 : 1;
  std::array<Plane, 3> planes = colorize(random_composition(inks, scale, random), scale, palette);
  if (defects.noise > 0.0) {
    for (std::size_t i = 0; i < planes[0].size(); ++i) {
      for (Plane& plane : planes) plane[i] += defects.noise * random.normal();
    }
  }
  round_to_bytes(planes);
  if (defects.jpeg_quality < 100) {
    compress(planes, defects.jpeg_quality);
    round_to_bytes(planes);
  }

  FlatArt art;
  for (std::size_t i = 0; i < planes[0].size(); ++i) {
    for (const Plane& plane : planes) art.rgb.push_back(static_cast<std::uint8_t>(plane[i]));
  }
  return art;
}

}  // namespace color_clusters
