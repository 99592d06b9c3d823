// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/tiles/pixel_buffer.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/pixels/samples.h"
#include "plugin/tiles/bands.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

/// Opens one GEGL buffer again and again, and counts how often.
struct Opener {
  Buffer stored;
  int opened = 0;

  PixelBuffer pixels(int together = 1) {
    const auto open = [this] {
      ++opened;
      const GeglRectangle& all = *gegl_buffer_get_extent(stored.get());
      return Buffer(gegl_buffer_create_sub_buffer(stored.get(), &all));
    };
    return PixelBuffer(open, together);
  }
};

const Babl* byte_format() { return babl_format("R'G'B' u8"); }

/// 600 MB, none of which is there before it is written.
Buffer large_buffer() { return new_buffer(byte_format(), 10000, 20000); }

TEST(PixelBuffer, IsNothingByItself) {
  EXPECT_FALSE(PixelBuffer().exists());
  EXPECT_FALSE(PixelBuffer(nullptr).exists());
  EXPECT_EQ(PixelBuffer().get(), nullptr);
  EXPECT_FALSE(PixelBuffer().is_large());
  PixelBuffer().let_tiles_go();
}

TEST(PixelBuffer, StaysOpenIfItIsSmall) {
  Opener opener{new_buffer(byte_format(), 100, 100)};
  const PixelBuffer pixels = opener.pixels();
  GeglBuffer* const first = pixels.get();
  pixels.let_tiles_go();
  EXPECT_EQ(pixels.get(), first);
  EXPECT_EQ(opener.opened, 1);
}

TEST(PixelBuffer, StaysOpenIfNobodyCanOpenIt) {
  const Buffer buffer = large_buffer();
  const PixelBuffer pixels(buffer.get());
  EXPECT_FALSE(pixels.is_large());
  pixels.let_tiles_go();
  EXPECT_EQ(pixels.get(), buffer.get());
}

TEST(PixelBuffer, IsOpenedAnewForAllCopiesIfItIsLarge) {
  Opener opener{large_buffer()};
  const std::vector<PixelBuffer> copies(2, opener.pixels());
  EXPECT_TRUE(copies[0].is_large());
  copies[0].let_tiles_go();
  EXPECT_EQ(opener.opened, 2);
  EXPECT_EQ(copies[1].get(), copies[0].get());
  EXPECT_EQ(copies[1].format(), byte_format());
}

TEST(PixelBuffer, IsLargeWithOthersThatAreWrittenBesideIt) {
  Opener opener{new_buffer(byte_format(), 5000, 5000)};
  EXPECT_FALSE(opener.pixels().is_large());
  EXPECT_FALSE(opener.pixels(6).is_large());
  EXPECT_TRUE(opener.pixels(8).is_large());
}

TEST(PixelBuffer, TellsWhenItCannotBeOpenedAnew) {
  const Buffer stored = large_buffer();
  bool is_gone = false;
  const PixelBuffer pixels([&] {
    if (is_gone) throw std::runtime_error("gone");
    return Buffer(
        gegl_buffer_create_sub_buffer(stored.get(), gegl_buffer_get_extent(stored.get())));
  });
  is_gone = true;
  EXPECT_THROW(for_each_band({pixels}, {0, 0, 1, 1}, 1, {}, [](int, const GeglRectangle&) {}),
               std::runtime_error);
}

TEST(ForEachBand, LetsTheTilesOfLargeBuffersGoAndKeepsWhatIsWritten) {
  Opener large{large_buffer()};
  Opener small{new_buffer(byte_format(), 100, 4000)};
  const PixelBuffer to = large.pixels();
  const PixelBuffer from = small.pixels();
  int bands = 0;
  for_each_band(
      {from, to, PixelBuffer()}, {0, 0, 100, 4000}, 1, {}, [&](int, const GeglRectangle& band) {
        const std::vector<std::uint8_t> values(
            static_cast<std::size_t>(band.width * band.height * 3),
            static_cast<std::uint8_t>(++bands));
        gegl_buffer_set(to.get(), &band, 0, byte_format(), values.data(), GEGL_AUTO_ROWSTRIDE);
      });
  EXPECT_EQ(small.opened, 1);
  EXPECT_GT(large.opened, max_pauses_if_large / 4);
  EXPECT_LE(large.opened, max_pauses_if_large + 1);
  std::vector<std::uint8_t> column(3 * 4000);
  const GeglRectangle left{0, 0, 1, 4000};
  gegl_buffer_get(to.get(), &left, 1.0, byte_format(), column.data(), GEGL_AUTO_ROWSTRIDE,
                  GEGL_ABYSS_NONE);
  EXPECT_EQ(column.front(), 1);
  EXPECT_EQ(column.back(), bands);
  EXPECT_TRUE(std::ranges::is_sorted(column));
}

TEST(TakeSamples, LetsTheTilesOfALargeLayerGoAsItComesByThem) {
  Opener opener{large_buffer()};
  LayerPixels pixels;
  pixels.buffer = opener.pixels();
  pixels.area = {0, 0, 10000, 20000};
  const LayerEncoding encoding = layer_encoding(byte_format());
  take_samples(pixels, encoding, 20, 400);
  EXPECT_GT(opener.opened, max_pauses_if_large / 2);
  EXPECT_LE(opener.opened, max_pauses_if_large + 2);

  // A small part of it lies in few tiles.
  opener.opened = 0;
  pixels.area = {5000, 5000, 20, 400};
  take_samples(pixels, encoding, 20, 400);
  EXPECT_GE(opener.opened, 1);
  EXPECT_LE(opener.opened, 5);
}

}  // namespace
}  // namespace color_clusters
