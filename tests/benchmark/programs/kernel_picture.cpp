// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <thread>

#include "core/areas/clean_areas.h"
#include "core/clustering/clustering.h"
#include "core/color/nearest_color.h"
#include "core/histogram/byte_color_counter.h"

namespace color_clusters {
namespace {

/// A round patch of one color that fades into what is around it.
struct Patch {
  float x, y, radius;
  Color color;
};

std::vector<Patch> make_patches(std::mt19937& random) {
  const auto number = [&random](float low, float high) {
    return low + (high - low) * static_cast<float>(random() >> 8U) / 0x1p24F;
  };
  std::vector<Patch> patches(40);
  for (Patch& patch : patches) {
    patch = {number(0.0F, width), number(0.0F, height), number(100.0F, 700.0F), {}};
    for (float& channel : patch.color) channel = number(0.0F, 255.0F);
  }
  return patches;
}

Color color_at(float x, float y, const std::vector<Patch>& patches) {
  Color sum{80.0F * x / width + 20.0F, 60.0F, 90.0F * y / height};
  float weight = 1.0F;
  for (const Patch& patch : patches) {
    const float dx = (x - patch.x) / patch.radius;
    const float dy = (y - patch.y) / patch.radius;
    const float distance = dx * dx + dy * dy;
    if (distance >= 1.0F) continue;
    const float cover = 8.0F * (1.0F - distance) * (1.0F - distance);
    weight += cover;
    for (std::size_t c = 0; c < 3; ++c) sum[c] += cover * patch.color[c];
  }
  for (float& channel : sum) channel /= weight;
  return sum;
}

/// Smooth patches with a camera's grain: the noise is that of three dice.
std::vector<std::uint8_t> make_picture() {
  std::mt19937 random(1);
  const std::vector<Patch> patches = make_patches(random);
  std::vector<std::uint8_t> pixels;
  pixels.reserve(3 * pixel_count);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Color color = color_at(static_cast<float>(x), static_cast<float>(y), patches);
      const auto bits = static_cast<std::uint32_t>(random());
      for (std::size_t c = 0; c < 3; ++c) {
        const std::uint32_t dice = bits >> (10 * c);
        const auto grain = static_cast<float>((dice & 7U) + (dice >> 3U & 7U) + (dice >> 6U & 7U));
        const float value = std::clamp(color[c] + 0.5F * (grain - 10.5F), 0.0F, 255.0F);
        pixels.push_back(static_cast<std::uint8_t>(std::lround(value)));
      }
    }
  }
  return pixels;
}

}  // namespace

int thread_count() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

const std::vector<std::uint8_t>& picture() {
  static const std::vector<std::uint8_t> pixels = make_picture();
  return pixels;
}

std::vector<float> float_picture() {
  std::vector<float> rgba;
  rgba.reserve(4 * pixel_count);
  for (std::size_t i = 0; i < picture().size(); i += 3) {
    for (std::size_t c = 0; c < 3; ++c) {
      // Digits below the 8-bit step, as a picture of higher precision has.
      const float below = static_cast<float>(i * (c + 7) % 251) / 251.0F;
      rgba.push_back((static_cast<float>(picture()[i + c]) + below) / 256.0F);
    }
    rgba.push_back(1.0F);
  }
  return rgba;
}

const ColorHistogram& histogram() {
  static const ColorHistogram result = [] {
    ByteColorCounter counter;
    counter.add(picture());
    return counter.histogram(thread_count());
  }();
  return result;
}

const ColorTree& tree() {
  static const ColorTree result(histogram().colors, histogram().weights, thread_count());
  return result;
}

const std::vector<Color>& centers(int k) {
  static std::array<std::vector<Color>, max_clusters + 1> found;
  std::vector<Color>& result = found[static_cast<std::size_t>(k)];
  if (result.empty()) result = find_centers(tree(), {.color_count = k, .threads = thread_count()});
  return result;
}

const ClusterMap& cluster_map() {
  static const ClusterMap result = [] {
    const NearestColor nearest(centers(map_colors));
    ClusterMap map{.clusters = {}, .width = width, .height = height};
    map.clusters.reserve(pixel_count);
    for (std::size_t i = 0; i < 3 * pixel_count; i += 3) {
      Color color{};
      for (std::size_t c = 0; c < 3; ++c) color[c] = static_cast<float>(picture()[i + c]) / 255.0F;
      map.clusters.push_back(nearest.find(color));
    }
    return map;
  }();
  return result;
}

const ClusterMap& clean_map() {
  static const ClusterMap result =
      clean_areas(cluster_map(), centers(map_colors), {.smallest_area = 50, .threads = 1});
  return result;
}

Owned<GeglBuffer> new_buffer() {
  const GeglRectangle area{0, 0, width, height};
  return Owned<GeglBuffer>(gegl_buffer_new(&area, babl_format("R'G'B' u8")));
}

Owned<GeglBuffer> picture_buffer() {
  Owned<GeglBuffer> buffer = new_buffer();
  gegl_buffer_set(buffer.get(), nullptr, 0, babl_format("R'G'B' u8"), picture().data(),
                  GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

}  // namespace color_clusters
