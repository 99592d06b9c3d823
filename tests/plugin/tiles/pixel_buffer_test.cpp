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
#include "tests/plugin/tiles/tile_store.h"

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

std::vector<std::uint8_t> all_bytes(GeglBuffer* buffer) {
  const GeglRectangle& all = *gegl_buffer_get_extent(buffer);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(all.width) *
                                  static_cast<std::size_t>(all.height) * 3);
  gegl_buffer_get(buffer, &all, 1.0, byte_format(), bytes.data(), GEGL_AUTO_ROWSTRIDE,
                  GEGL_ABYSS_NONE);
  return bytes;
}

TEST(WriteEachBand, StoresWhatEachWorkerWrote) {
  constexpr int width = 100;
  constexpr int height = 1000;
  for (const int workers : {1, 3}) {
    SCOPED_TRACE(workers);
    TileStore store(byte_format(), width, height);
    const PixelBuffer pixels([&] { return store.open(); });
    // What was written before is stored before, and not once more in the end.
    const std::vector<std::uint8_t> before(std::size_t{3} * width * height, 7);
    gegl_buffer_set(pixels.get(), nullptr, 0, byte_format(), before.data(), GEGL_AUTO_ROWSTRIDE);
    const GeglRectangle area{0, 64, width, height - 64};
    write_each_band(
        pixels, {}, area, workers, {}, [](int, GeglBuffer* opening, const GeglRectangle& band) {
          const std::vector<std::uint8_t> values(
              static_cast<std::size_t>(band.width * band.height * 3),
              static_cast<std::uint8_t>(100 + band.y / 64));
          gegl_buffer_set(opening, &band, 0, byte_format(), values.data(), GEGL_AUTO_ROWSTRIDE);
        });
    std::vector<std::uint8_t> expected;
    for (int y = 0; y < height; ++y) {
      const int value = y < 64 ? 7 : 100 + y / 64;
      expected.insert(expected.end(), std::size_t{3} * width, static_cast<std::uint8_t>(value));
    }
    EXPECT_EQ(all_bytes(pixels.get()), expected);
    EXPECT_EQ(all_bytes(store.open().get()), expected);
  }
}

TEST(WriteEachBand, WritesABufferThatCannotBeOpenedAnew) {
  const Buffer buffer = new_buffer(byte_format(), 10, 300);
  write_each_band(PixelBuffer(buffer.get()), {}, {0, 0, 10, 300}, 2, {},
                  [&](int, GeglBuffer* opening, const GeglRectangle& band) {
                    EXPECT_EQ(opening, buffer.get());
                    const std::vector<std::uint8_t> values(
                        static_cast<std::size_t>(band.width * band.height * 3), 9);
                    gegl_buffer_set(opening, &band, 0, byte_format(), values.data(),
                                    GEGL_AUTO_ROWSTRIDE);
                  });
  EXPECT_EQ(all_bytes(buffer.get()), std::vector<std::uint8_t>(std::size_t{3} * 10 * 300, 9));
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
