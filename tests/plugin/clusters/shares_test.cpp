// SPDX-License-Identifier: GPL-3.0-or-later

// The share of each cluster is the part of the posterized layer that has its color.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/clusters/layer_clusters.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"
#include "tests/plugin/painted_shares.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

constexpr int width = 170;
constexpr int height = 120;
constexpr std::size_t pixel_count = std::size_t{width} * height;
constexpr int layers_per_format = 9;

const Babl* display_p3() {
  return babl_space_from_chromaticities("P3", 0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06,
                                        babl_trc("sRGB"), nullptr, nullptr,
                                        BABL_SPACE_FLAG_EQUALIZE);
}

struct Format {
  const char* name;
  bool is_wide = false;
  /// Times the light of white.
  float brightest = 1.0F;
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.name; }

class Random {
 public:
  explicit Random(std::uint32_t seed) : random_(seed) {}
  float next() { return static_cast<float>(random_() >> 8U) * 0x1p-24F; }

 private:
  std::mt19937 random_;
};

/// Clumps of colors that nearly all differ, with alpha; of every third layer within a hundredth of
/// the range.
std::vector<float> rgba_of(const Format& format, std::uint32_t seed) {
  Random random(seed);
  const float spread = seed % 3 == 0 ? 0.01F : 0.6F;
  std::vector<float> rgba;
  for (std::size_t i = 0; i < pixel_count; ++i) {
    const auto clump = static_cast<float>(i / 311 % 7) / 16.0F;
    for (int c = 0; c < 3; ++c) {
      rgba.push_back((clump * spread + random.next() * spread + 0.01F) * format.brightest);
    }
    rgba.push_back(i % 5 == 0 ? random.next() : i % 11 == 0 ? 0.0F : 1.0F);
  }
  return rgba;
}

Buffer buffer_with(const Babl* format, const Babl* from, const std::vector<float>& values) {
  Buffer buffer = new_buffer(format, width, height);
  gegl_buffer_set(buffer.get(), nullptr, 0, from, values.data(), GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

class SharesOf : public testing::TestWithParam<Format> {};

TEST_P(SharesOf, AreWhatIsPainted) {
  const Format& of = GetParam();
  const Babl* const space = of.is_wide ? display_p3() : nullptr;
  const Babl* const format = babl_format_with_space(of.name, space);
  const Babl* const values =
      babl_format_with_space(of.brightest == 1.0F ? "R'G'B'A float" : "RGBA float", space);
  for (std::uint32_t seed = 1; seed <= layers_per_format; ++seed) {
    SCOPED_TRACE(seed);
    const Buffer layer = buffer_with(format, values, rgba_of(of, seed));
    const LayerEncoding encoding = encoding_of(layer);
    const bool is_byte = encoding.is_byte;
    Random random(seed + 100);
    std::vector<float> selected(pixel_count);
    for (float& value : selected) value = std::round(4.0F * random.next()) / 4.0F;
    const Buffer selection = buffer_with(babl_format("Y float"), babl_format("Y float"), selected);
    LayerPixels pixels = whole(layer);
    if (seed % 2 == 0) pixels.selection.buffer = selection.get();

    const ClusterArguments arguments{.color_count = static_cast<int>(2 + 7 * seed),
                                     .color_space = std::array{ColorSpace::srgb, ColorSpace::oklab,
                                                               ColorSpace::cielab}[seed % 3]};
    const ColorHistogram histogram = read_histogram(pixels, 2, {});
    const ColorTree tree = tree_in_cluster_space(
        histogram, ClusterSpace(arguments.color_space, encoding, histogram), 2);
    const LayerClusters clusters = find_clusters(histogram, tree, encoding, &pixels, arguments);

    // Painted whether selected or not, so that nothing is mixed; counted by what is selected.
    LayerPixels unselected = pixels;
    unselected.selection = {};
    const Buffer painted = new_buffer(format, width, height);
    posterize(unselected, painted.get(), clusters.colors, clusters.space, 2, {});
    std::vector<float> weights(pixel_count, 1.0F);
    if (encoding.has_alpha) {
      const Babl* const with_alpha = babl_format_with_space("RGBA float", space);
      std::vector<float> seen(4 * pixel_count);
      gegl_buffer_get(layer.get(), nullptr, 1.0, with_alpha, seen.data(), GEGL_AUTO_ROWSTRIDE,
                      GEGL_ABYSS_NONE);
      for (std::size_t i = 0; i < pixel_count; ++i) weights[i] = seen[4 * i + 3];
    }
    for (std::size_t i = 0; i < pixel_count && pixels.selection.buffer.exists(); ++i) {
      // In 8 bits, selections have 8 bits.
      weights[i] *= is_byte ? std::round(255.0F * selected[i]) / 255.0F : selected[i];
    }
    ColorParts parts =
        painted_parts(painted.get(), std::vector<double>(weights.begin(), weights.end()));
    double sum = 0.0;
    for (const auto& [color, share] : told_parts(clusters, encoding)) {
      EXPECT_NEAR(share, parts[color], is_byte ? 1e-6 : 0.0002);
      sum += parts[color];
    }
    EXPECT_NEAR(sum, 1.0, 1e-9);
  }
}

// 24 formats, 216 layers.
INSTANTIATE_TEST_SUITE_P(
    Formats, SharesOf,
    testing::Values(Format{"R'G'B' u8"}, Format{"R'G'B'A u8"}, Format{"Y' u8"}, Format{"Y'A u8"},
                    Format{"RGB u8"}, Format{"R'G'B'A u8", true}, Format{"R'G'B' u16"},
                    Format{"R'G'B'A u16"}, Format{"RGB u16"}, Format{"RGBA u16"},
                    Format{"R'G'B' u16", true}, Format{"Y' u16"}, Format{"YA u16"},
                    Format{"R'G'B'A half"}, Format{"RGB half"}, Format{"R'G'B' float"},
                    Format{"R'G'B'A float"}, Format{"RGB float"}, Format{"RGBA float"},
                    Format{"RGBA float", true}, Format{"RGB float", false, 8.0F},
                    Format{"RGBA half", false, 4.0F}, Format{"Y float"}, Format{"R'G'B' u32"}));

}  // namespace
}  // namespace color_clusters
