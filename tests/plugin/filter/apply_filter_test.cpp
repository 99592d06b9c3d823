// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/apply_filter.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/clusters/layer_clusters.h"
#include "plugin/mapping/map_layer.h"
#include "plugin/painting/posterize.h"
#include "tests/plugin/filter/filter_picture.h"

namespace color_clusters {
namespace {

constexpr GeglRectangle place{-30, -145, 150, 190};

/// What Posterize makes of a layer with these pixels, on one thread.
Bytes posterized_bytes(const FilterOptions& options, const Buffer& picture,
                       Reading reading = Reading::colors_and_places) {
  const LayerPixels pixels = whole(picture);
  const LayerEncoding encoding = encoding_of(picture);
  const ColorHistogram histogram = read_histogram(pixels, 1, {}, reading);
  const ClusterSpace space(options.clusters.color_space, encoding, histogram);
  LayerClusters clusters = find_clusters(histogram, tree_in_cluster_space(histogram, space, 1),
                                         encoding, &pixels, options.clusters);
  const Buffer result(
      gegl_buffer_new(gegl_buffer_get_extent(picture.get()), pixels.buffer.format()));
  if (changes_map(options.areas, options.dither)) {
    CountedMap counted = map_layer(pixels, clusters.colors, clusters.space, options.areas,
                                   options.dither, MapOf::picture, 1, {});
    update_shares_and_order(std::move(counted.shares), options.clusters.order, counted.map,
                            clusters);
    posterize(pixels, result.get(), clusters.colors, counted.map, 1, {});
  } else {
    posterize(pixels, result.get(), clusters.colors, clusters.space, 1, {});
  }
  return bytes_at(result.get(), pixels.area);
}

/// Settings of every kind.
std::vector<FilterOptions> different_options() {
  std::vector<FilterOptions> all(8, options_with(6));
  all[1].clusters.color_space = ColorSpace::srgb;
  all[1].clusters.representative = Representative::nearest;
  all[2].clusters.color_space = ColorSpace::oklab;
  all[2].clusters.accents = 0.6;
  all[2].clusters.representative = Representative::vivid;
  all[3].areas = {.smallest_area = 12, .smooth_edges = 2};
  all[4].dither = {.method = DitherMethod::floyd_steinberg, .strength = 80.0};
  all[5].dither.method = DitherMethod::blue_noise;
  all[5].clusters.automatic = true;
  all[6].dither.method = DitherMethod::bayer;
  all[6].clusters.kept = {{1.0F, 0.0F, 0.0F}, {0.1F, 0.2F, 0.3F}};
  all[7].clusters.palette = {{0, 0, 0}, {1, 1, 1}, {0.8F, 0.3F, 0.1F}};
  all[7].clusters.order = Order::palette;
  return all;
}

TEST(FilterFormat, IsThatOfTheLayer) {
  for (const Babl* const format : layer_formats()) {
    EXPECT_EQ(filter_format(format), format) << name_of(format);
  }
}

TEST(FilterFormat, HasStraightAlphaAndColorsOfItsOwn) {
  const Babl* const with_alpha = babl_format("R'G'B'A float");
  const Babl* const without = babl_format("R'G'B' float");
  EXPECT_EQ(filter_format(nullptr), with_alpha);
  for (const char* const name :
       {"RaGaBaA float", "R'aG'aB'aA u8", "YaA float", "CIE Lab alpha float"}) {
    EXPECT_EQ(filter_format(babl_format(name)), with_alpha) << name;
  }
  for (const char* const name : {"CIE Lab float", "CMYK float", "HSV float", "Y'CbCr float"}) {
    EXPECT_EQ(filter_format(babl_format(name)), without) << name;
  }
  const Babl* indexed = nullptr;
  babl_new_palette("palette of a test", &indexed, nullptr);
  EXPECT_EQ(filter_format(indexed), without);
}

TEST(FilterFormat, KeepsTheSpace) {
  const Babl* const space = babl_space("Adobish");
  EXPECT_EQ(filter_format(babl_format_with_space("RaGaBaA half", space)),
            babl_format_with_space("R'G'B'A float", space));
}

TEST(ApplyFilter, ShowsEachPixelInItsClustersColor) {
  const Buffer picture =
      row_of<std::uint8_t>(babl_format("R'G'B'A u8"),
                           {10, 20, 30, 255, 10, 20, 30, 7, 200, 40, 40, 255, 200, 44, 40, 255});
  FilterOptions options = options_with(2);
  options.clusters.color_space = ColorSpace::srgb;
  EXPECT_EQ(filtered_bytes(options, picture),
            (Bytes{10, 20, 30, 255, 10, 20, 30, 7, 200, 42, 40, 255, 200, 42, 40, 255}));
}

TEST(ApplyFilter, EqualsPosterizeInEveryFormat) {
  FilterOptions options = options_with(7);
  for (const Babl* const format : layer_formats()) {
    const Buffer picture = clumps(format, place);
    const Bytes expected = posterized_bytes(options, picture);
    EXPECT_TRUE(filtered_bytes(options, picture) == expected) << name_of(format);
    EXPECT_FALSE(bytes_at(picture.get(), place) == expected) << name_of(format);
  }
}

TEST(ApplyFilter, EqualsPosterizeWithEverySetting) {
  const std::vector<FilterOptions> all = different_options();
  for (const char* const name : {"R'G'B'A u8", "R'G'B' u16", "Y'A float", "RGBA half"}) {
    const Buffer picture = clumps(babl_format(name), place);
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_TRUE(filtered_bytes(all[i], picture) == posterized_bytes(all[i], picture))
          << name << ", settings " << i;
    }
  }
}

/// Soft stripes of one color on another one, as of a blurred or enlarged drawing.
Buffer soft_stripes() {
  constexpr int width = 240;
  constexpr int height = 200;
  std::vector<float> colors;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double wave = std::sin(x * 0.12 + y * 0.05) * 1.6;
      const auto amount = static_cast<float>(std::clamp(0.5 + wave, 0.0, 1.0));
      for (const float ink : {0.8F, 0.1F, 0.3F}) colors.push_back(1.0F + (ink - 1.0F) * amount);
    }
  }
  Buffer picture = new_buffer(babl_format("R'G'B' u8"), width, height);
  gegl_buffer_set(picture.get(), nullptr, 0, babl_format("R'G'B' float"), colors.data(),
                  GEGL_AUTO_ROWSTRIDE);
  return picture;
}

TEST(ApplyFilter, LooksWhereColorsLieToChooseTheirNumber) {
  FilterOptions options = options_with(16);
  options.clusters.automatic = true;
  const Buffer picture = soft_stripes();
  const Bytes result = filtered_bytes(options, picture);
  EXPECT_TRUE(result == posterized_bytes(options, picture));
  EXPECT_FALSE(result == posterized_bytes(options, picture, Reading::colors));
}

TEST(ApplyFilter, APartIsThatPartOfTheWhole) {
  std::vector<FilterOptions> all = different_options();
  all[0].bar = {.position = BarPosition::inside_bottom, .percent = 20.0};
  all[1].bar = {.position = BarPosition::inside_top, .percent = 10.0};
  all[2].shown_cluster = 2;
  const Buffer picture = clumps(babl_format("R'G'B'A u8"), place);
  const std::vector<GeglRectangle> parts{{-30, -145, 1, 1},
                                         {119, 44, 1, 1},
                                         {-20, -7, 77, 31},
                                         {-30, 20, 150, 25},
                                         {0, -145, 33, 190}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Buffer complete = filtered(all[i], picture, place);
    for (const GeglRectangle& part : parts) {
      EXPECT_TRUE(filtered_bytes(all[i], picture, part) == bytes_at(complete.get(), part))
          << "settings " << i << ", " << part.width << " x " << part.height;
    }
  }
}

TEST(ApplyFilter, CopiesWhatIsTransparent) {
  for (const char* const name : {"R'G'B'A u8", "YA half", "R'G'B'A double"}) {
    const Buffer picture = plain(babl_format(name), place, {0.2F, 0.4F, 0.6F, 0.0F});
    FilterOptions options = options_with(3);
    options.bar = {.position = BarPosition::inside_bottom, .percent = 10.0};
    EXPECT_TRUE(filtered_bytes(options, picture) == bytes_at(picture.get(), place)) << name;
  }
}

TEST(ApplyFilter, LeavesOneColorAsItIs) {
  for (const char* const name : {"R'G'B'A u8", "R'G'B' u8", "Y'A u8", "R'G'B'A u16", "Y' u16"}) {
    const Buffer picture = plain(babl_format(name), place, {0.2F, 0.4F, 0.6F, 0.5F});
    EXPECT_TRUE(filtered_bytes(options_with(3), picture) == bytes_at(picture.get(), place)) << name;
  }
}

TEST(ApplyFilter, KeepsNoHoldOfTheBuffers) {
  const Buffer picture = clumps(babl_format("R'G'B' u8"), place);
  const Buffer result = filtered(options_with(3), picture, place);
  EXPECT_EQ(G_OBJECT(picture.get())->ref_count, 1U);
  EXPECT_EQ(G_OBJECT(result.get())->ref_count, 1U);
}

/// Three quarters blue, one quarter yellow, 40 wide and 20 high.
Buffer blue_and_yellow() {
  Buffer picture = plain(babl_format("R'G'B' u8"), {5, 7, 40, 20}, {0, 0, 1, 1});
  const std::vector<float> yellow{1, 1, 0, 1};
  const GeglRectangle part{35, 7, 10, 20};
  gegl_buffer_set_color_from_pixel(picture.get(), &part, yellow.data(),
                                   babl_format("R'G'B'A float"));
  return picture;
}

Bytes pixel_at(const Buffer& buffer, int x, int y) { return bytes_at(buffer.get(), {x, y, 1, 1}); }

TEST(ApplyFilter, DrawsTheBarOfTheShares) {
  const Buffer picture = blue_and_yellow();
  const GeglRectangle area = *gegl_buffer_get_extent(picture.get());
  const Bytes blue{0, 0, 255};
  const Bytes yellow{255, 255, 0};
  FilterOptions options = options_with(2);
  options.clusters.palette = {{1, 1, 0}, {0, 0, 1}};
  options.clusters.order = Order::palette;
  options.bar = {.position = BarPosition::inside_bottom, .percent = 10.0};
  Buffer result = filtered(options, picture, area);
  // Yellow comes first, above what is blue otherwise; the bar is two pixels high.
  EXPECT_EQ(pixel_at(result, 5, 26), yellow);
  EXPECT_EQ(pixel_at(result, 14, 25), yellow);
  EXPECT_EQ(pixel_at(result, 15, 25), blue);
  EXPECT_EQ(pixel_at(result, 44, 26), blue);
  EXPECT_EQ(pixel_at(result, 5, 24), blue);
  EXPECT_EQ(pixel_at(result, 44, 24), yellow);
  options.bar->position = BarPosition::inside_top;
  result = filtered(options, picture, area);
  EXPECT_EQ(pixel_at(result, 5, 7), yellow);
  EXPECT_EQ(pixel_at(result, 44, 8), blue);
  EXPECT_EQ(pixel_at(result, 5, 9), blue);
}

TEST(ApplyFilter, ShowsOneColorAndDimsTheOthers) {
  const Buffer picture = blue_and_yellow();
  const GeglRectangle area = *gegl_buffer_get_extent(picture.get());
  FilterOptions options = options_with(2);
  options.shown_cluster = 0;
  Buffer result = filtered(options, picture, area);
  EXPECT_EQ(pixel_at(result, 5, 7), (Bytes{0, 0, 255}));
  // 0.4 + (1 - 0.4) * 0.15 and 0.4 - 0.4 * 0.15, times 255.
  EXPECT_EQ(pixel_at(result, 44, 7), (Bytes{125, 125, 87}));
  options.shown_cluster = 1;
  result = filtered(options, picture, area);
  EXPECT_EQ(pixel_at(result, 5, 7), (Bytes{87, 87, 125}));
  EXPECT_EQ(pixel_at(result, 44, 7), (Bytes{255, 255, 0}));
  options.shown_cluster = 255;
  EXPECT_TRUE(filtered_bytes(options, picture) == bytes_at(result.get(), area));
}

TEST(ApplyFilter, TheBarKeepsItsColorsWhenOneIsShown) {
  const Buffer picture = blue_and_yellow();
  FilterOptions options = options_with(2);
  options.bar = {.position = BarPosition::inside_bottom, .percent = 10.0};
  options.shown_cluster = 0;
  const Buffer result = filtered(options, picture, *gegl_buffer_get_extent(picture.get()));
  EXPECT_EQ(pixel_at(result, 44, 26), (Bytes{255, 255, 0}));
}

}  // namespace
}  // namespace color_clusters
