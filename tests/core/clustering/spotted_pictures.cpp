// SPDX-License-Identifier: GPL-3.0-or-later
#include "spotted_pictures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numbers>
#include <optional>
#include <span>
#include <utility>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"

namespace color_clusters {
namespace {

constexpr int side = SpottedPicture::side;
constexpr double least_ink_difference = 15.0;
constexpr double least_spot_difference = 30.0;
/// The least distance of spots from each other and from the border, in pixels.
constexpr double margin = 4.0;

/// The color at a place, in pixels.
using Painting = std::function<Color(double x, double y)>;
using Inside = std::function<bool(double x, double y)>;

Color random_color(Random& random) {
  const auto value = [&] { return static_cast<float>(random.below(256)) / 255.0F; };
  const float red = value();
  const float green = value();
  return {red, green, value()};
}

/// Whether a color is at least this far from all others, in CIELAB.
bool is_far(const Color& lab, std::span<const Color> others, double difference) {
  return std::ranges::all_of(
      others, [&](const Color& other) { return ciede2000(lab, other) >= difference; });
}

std::vector<Color> labs_of(std::span<const Color> srgb) {
  std::vector<Color> labs;
  for (const Color& color : srgb) labs.push_back(lab_from_srgb(color));
  return labs;
}

std::vector<Color> random_inks(int count, Random& random, std::vector<Color> inks = {}) {
  while (inks.size() < static_cast<std::size_t>(count)) {
    const Color ink = random_color(random);
    if (is_far(lab_from_srgb(ink), labs_of(inks), least_ink_difference)) inks.push_back(ink);
  }
  return inks;
}

/// A disc, an upright or turned rectangle, or a stripe.
Inside random_shape(Random& random, double size) {
  const double x0 = random.uniform(0.0, side);
  const double y0 = random.uniform(0.0, side);
  const double angle = random.below(2) == 0 ? 0.0 : random.uniform(0.0, std::numbers::pi);
  const double flatness = random.uniform(0.3, 1.0);
  const int kind = random.below(3);
  return [=](double x, double y) {
    const double along = std::cos(angle) * (x - x0) + std::sin(angle) * (y - y0);
    const double across = std::cos(angle) * (y - y0) - std::sin(angle) * (x - x0);
    if (kind == 0) return std::hypot(along, across) < size;
    if (kind == 1) return std::abs(along) < size && std::abs(across) < flatness * size;
    return std::abs(across) < 0.15 * size && std::abs(along) < 3.0 * size;
  };
}

struct Shape {
  Inside is_inside;
  std::size_t ink = 0;
};

/// Shapes in inks on the first of them.
Painting shapes_on_ground(std::span<const Color> inks, int count, double largest, Random& random) {
  std::vector<Shape> shapes;
  for (int i = 0; i < count; ++i) {
    const auto ink = static_cast<std::size_t>(i) % inks.size();
    shapes.push_back({random_shape(random, random.uniform(0.3, 1.0) * largest), ink});
  }
  return [shapes, all = std::vector<Color>(inks.begin(), inks.end())](double x, double y) {
    std::size_t ink = 0;
    for (const Shape& shape : shapes) {
      if (shape.is_inside(x, y)) ink = shape.ink;
    }
    return all[ink];
  };
}

/// Lines of words, a bar at the top, and a few rules.
Painting page(std::span<const Color> inks, Random& random) {
  const Color paper = inks[0];
  const Color text = inks[1];
  const Color bar = inks[2];
  const double step = random.uniform(9.0, 16.0);
  const double phase = random.uniform(0.0, 5.0);
  return [=](double x, double y) {
    if (y < 20.0) return bar;
    const double line = std::floor(y / step);
    const bool is_in_line = std::fmod(y, step) < 0.3 * step && x > 12.0 && x < side - 24.0;
    const bool is_stroke =
        std::fmod(0.37 * x + 3.1 * line + phase, 5.0) < 3.3 && std::fmod(x + 2.0 * line, 4.0) < 2.0;
    return is_in_line && is_stroke ? text : paper;
  };
}

Painting pixel_art(std::span<const Color> inks, Random& random) {
  constexpr int width = 8;
  constexpr int columns = side / width;
  std::vector<Color> blocks;
  for (int i = 0; i < columns * columns; ++i) {
    const auto left = static_cast<std::size_t>(i - 1);
    const bool goes_on = i > 0 && random.below(3) > 0;
    const auto ink = static_cast<std::size_t>(random.below(static_cast<int>(inks.size())));
    blocks.push_back(goes_on ? blocks[left] : inks[ink]);
  }
  return [blocks](double x, double y) {
    const int block = static_cast<int>(y) / width * columns + static_cast<int>(x) / width;
    return blocks[static_cast<std::size_t>(block)];
  };
}

/// A sky with a gradient over ground with texture, and balls in light and shade.
Painting photograph(std::span<const Color> inks, Random& random) {
  struct Ball {
    double x, y, radius;
    Color color;
  };
  std::vector<Ball> balls;
  for (std::size_t i = 2; i < inks.size(); ++i) {
    balls.push_back({random.uniform(0, side), random.uniform(0.4 * side, side),
                     random.uniform(0.06, 0.25) * side, inks[i]});
  }
  const double horizon = random.uniform(0.3, 0.6) * side;
  const Color sky = inks[0];
  const Color ground = inks[1];
  return [=](double x, double y) {
    Color color = y < horizon ? sky : ground;
    double light = y < horizon ? 1.0 - 0.35 * y / horizon
                               : 0.75 + 0.12 * std::sin(0.9 * x) * std::sin(1.3 * y + 0.1 * x) +
                                     0.1 * std::sin(0.05 * x + 0.03 * y);
    for (const Ball& ball : balls) {
      const double dx = (x - ball.x) / ball.radius;
      const double dy = (y - ball.y) / ball.radius;
      const double depth2 = 1.0 - dx * dx - dy * dy;
      if (depth2 <= 0.0) continue;
      color = ball.color;
      light = 0.35 + 0.65 * std::max(0.0, 0.8 * std::sqrt(depth2) - 0.35 * dx - 0.5 * dy);
    }
    for (float& value : color) value *= static_cast<float>(light);
    return color;
  };
}

/// Every color of a box: what is left of a picture without any structure.
Painting noise(const Color& low, Random& random) {
  std::vector<Color> pixels(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (Color& pixel : pixels) {
    for (std::size_t c = 0; c < 3; ++c) {
      pixel[c] = low[c] + static_cast<float>(random.uniform(0.0, 0.45));
    }
  }
  return [pixels](double x, double y) {
    const int pixel = static_cast<int>(y) * side + static_cast<int>(x);
    return pixels[static_cast<std::size_t>(pixel)];
  };
}

Painting paint(Scene scene, std::vector<Color>& inks, Random& random) {
  switch (scene) {
    case Scene::flat:
      inks = random_inks(3 + random.below(8), random);
      return shapes_on_ground(inks, 20, 50.0, random);
    case Scene::logo:
      inks = random_inks(3 + random.below(2), random, {{1, 1, 1}});
      return shapes_on_ground(inks, static_cast<int>(inks.size()), 45.0, random);
    case Scene::page:
      inks = random_inks(3, random, {{1, 1, 1}, {0.25F, 0.25F, 0.27F}});
      return page(inks, random);
    case Scene::pixel_art:
      inks = random_inks(4 + random.below(9), random);
      return pixel_art(inks, random);
    case Scene::photograph:
      inks = random_inks(3 + random.below(4), random);
      return photograph(inks, random);
    default:
      break;
  }
  const auto low = [&] { return static_cast<float>(random.uniform(0.0, 0.55)); };
  const float red = low();
  const float green = low();
  return noise({red, green, low()}, random);
}

/// All that a painting shows, coarsely, in CIELAB.
std::vector<Color> labs_of(const Painting& painting) {
  std::vector<Color> colors;
  for (int y = 0; y < side; y += 2) {
    for (int x = 0; x < side; x += 2) {
      Color color = painting(x + 0.5, y + 0.5);
      for (float& value : color) value = std::round(value * 32.0F) / 32.0F;
      colors.push_back(color);
    }
  }
  std::ranges::sort(colors);
  const auto rest = std::ranges::unique(colors);
  colors.erase(rest.begin(), rest.end());
  return labs_of(colors);
}

/// A color that is far from all others; nothing if there is hardly any.
std::optional<Color> spot_color(std::span<const Color> labs, Random& random) {
  constexpr int tries = 1000;
  for (int i = 0; i < tries; ++i) {
    const Color color = random_color(random);
    if (is_far(lab_from_srgb(color), labs, least_spot_difference)) return color;
  }
  return {};
}

struct Spot {
  double x = 0.0;
  double y = 0.0;
  double radius = 0.0;
  bool is_square = false;
  Color color;

  [[nodiscard]] bool contains(double px, double py) const {
    if (is_square) return std::abs(px - x) < radius && std::abs(py - y) < radius;
    return std::hypot(px - x, py - y) < radius;
  }
};

std::vector<Spot> random_spots(std::span<const double> shares, std::vector<Color> labs,
                               Random& random) {
  std::vector<Spot> spots;
  for (const double share : shares) {
    Spot spot;
    const std::optional<Color> color = spot_color(labs, random);
    if (!color) continue;
    spot.color = *color;
    labs.push_back(lab_from_srgb(*color));
    spot.is_square = random.below(2) == 0;
    spot.radius = std::sqrt(share / (spot.is_square ? 4.0 : std::numbers::pi)) * side;
    const auto is_free = [&] {
      return std::ranges::none_of(spots, [&](const Spot& other) {
        return std::hypot(spot.x - other.x, spot.y - other.y) <
               1.5 * (spot.radius + other.radius) + margin;
      });
    };
    do {
      spot.x = random.uniform(spot.radius + margin, side - spot.radius - margin);
      spot.y = random.uniform(spot.radius + margin, side - spot.radius - margin);
    } while (!is_free());
    spots.push_back(spot);
  }
  return spots;
}

Planes render(const Painting& painting, std::span<const Spot> spots, int scale) {
  Planes planes{Plane(side), Plane(side), Plane(side)};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (int sample = 0; sample < scale * scale; ++sample) {
        const double px = x + (sample % scale + 0.5) / scale;
        const double py = y + (sample / scale + 0.5) / scale;
        const auto spot =
            std::ranges::find_if(spots, [&](const Spot& s) { return s.contains(px, py); });
        const Color color = spot == spots.end() ? painting(px, py) : spot->color;
        for (std::size_t c = 0; c < 3; ++c) {
          planes[c].at(x, y) += 255.0 * static_cast<double>(color[c]) / (scale * scale);
        }
      }
    }
  }
  return planes;
}

}  // namespace

const char* name_of(Scene scene) {
  constexpr std::array names{"flat", "logo", "page", "pixel art", "photograph", "noise"};
  return names[static_cast<std::size_t>(scene)];
}

SpottedPicture draw_spotted_picture(const SpottedPictureOptions& options, unsigned seed) {
  Random random(seed);
  SpottedPicture picture;
  const Painting painting = paint(options.scene, picture.inks, random);
  const std::vector<Spot> spots = random_spots(options.spots, labs_of(painting), random);
  for (const Spot& spot : spots) picture.spots.push_back(spot.color);

  Planes planes = render(painting, spots, options.defects.is_antialiased ? 4 : 1);
  picture.rgb = spoiled(std::move(planes), side, options.defects, random);
  return picture;
}

}  // namespace color_clusters
