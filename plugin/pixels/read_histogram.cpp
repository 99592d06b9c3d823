// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/read_histogram.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "core/histogram/byte_color_counter.h"
#include "core/histogram/float_color_counter.h"
#include "plugin/pixels/byte_colors.h"
#include "plugin/pixels/layer_encoding.h"
#include "plugin/pixels/pixel_decoder.h"
#include "plugin/pixels/read_surroundings.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/mask_reader.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {
namespace {

// A counter reserves tens of megabytes, and merging several takes time: from here on more threads
// cost more than they save.
constexpr int max_counters = 2;

std::size_t number_of_pixels(const LayerPixels& pixels) {
  return static_cast<std::size_t>(pixels.area.width) * static_cast<std::size_t>(pixels.area.height);
}

using Rgba = std::array<std::uint8_t, 4>;

/// Counts the pixels of an 8-bit layer in their own bytes.
class ByteReader {
 public:
  explicit ByteReader(const LayerPixels& pixels)
      : pixels_(pixels),
        encoding_(layer_encoding(pixels.buffer.format())),
        colors_(byte_colors(encoding_)),
        counter_(number_of_pixels(pixels)) {}

  void read(const GeglRectangle& band) {
    PixelIterator chunks(3);
    const int slot = chunks.add(pixels_.buffer.get(), band, encoding_.format, GEGL_ACCESS_READ);
    MaskReader<std::uint8_t> mask(pixels_, band, chunks);
    while (chunks.next()) {
      if (mask.read(chunks)) {
        count(chunks.values<const std::uint8_t>(slot, encoding_.pixel_bytes), mask.values());
      }
    }
  }

  ByteColorCounter& counter() { return counter_; }

 private:
  void count(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> mask) {
    if (!colors_.empty()) {
      counter_.add_weighted(expand_table(pixels), mask);
    } else if (encoding_.has_alpha) {
      counter_.add_weighted(pixels, mask);
    } else if (mask.empty()) {
      counter_.add(pixels);
    } else {
      counter_.add_weighted(expand_rgb(pixels), mask);
    }
  }

  std::span<const std::uint8_t> expand_table(std::span<const std::uint8_t> pixels) {
    return expand(pixels.size() / encoding_.pixel_bytes, [&](std::size_t i) -> Rgba {
      const std::uint8_t* const pixel = &pixels[i * encoding_.pixel_bytes];
      const ByteColor& rgb = colors_[pixel[0]];
      return {rgb[0], rgb[1], rgb[2], encoding_.has_alpha ? pixel[1] : std::uint8_t{255}};
    });
  }

  std::span<const std::uint8_t> expand_rgb(std::span<const std::uint8_t> pixels) {
    return expand(pixels.size() / 3, [&](std::size_t i) -> Rgba {
      const std::uint8_t* const pixel = &pixels[i * 3];
      return {pixel[0], pixel[1], pixel[2], 255};
    });
  }

  template <typename PixelAt>
  std::span<const std::uint8_t> expand(std::size_t count, const PixelAt& pixel_at) {
    rgba_.resize(count * 4);
    for (std::size_t i = 0; i < count; ++i) {
      const Rgba pixel = pixel_at(i);
      std::ranges::copy(pixel, &rgba_[i * 4]);
    }
    return rgba_;
  }

  const LayerPixels& pixels_;
  LayerEncoding encoding_;
  std::vector<ByteColor> colors_;
  std::vector<std::uint8_t> rgba_;
  ByteColorCounter counter_;
};

/// Counts the pixels of a layer with more than 8 bits.
class FloatReader {
 public:
  explicit FloatReader(const LayerPixels& pixels)
      : pixels_(pixels),
        encoding_(layer_encoding(pixels.buffer.format())),
        decoder_(encoding_),
        counter_(number_of_pixels(pixels)) {}

  void read(const GeglRectangle& band) {
    PixelIterator chunks(3);
    const int slot = chunks.add(pixels_.buffer.get(), band, encoding_.format, GEGL_ACCESS_READ);
    MaskReader<float> mask(pixels_, band, chunks);
    while (chunks.next()) {
      if (mask.read(chunks)) {
        count(chunks.values<const std::byte>(slot, encoding_.pixel_bytes), mask.values());
      }
    }
  }

  FloatColorCounter& counter() { return counter_; }

 private:
  /// A part at a time, which stays in the processor's cache.
  void count(std::span<const std::byte> pixels, std::span<const float> mask) {
    constexpr std::size_t part = 1024;
    std::array<float, 4 * part> rgba;
    const std::size_t size = pixels.size() / encoding_.pixel_bytes;
    for (std::size_t i = 0; i < size; i += part) {
      const std::size_t count = std::min(part, size - i);
      decoder_.decode(pixels.subspan(i * encoding_.pixel_bytes, count * encoding_.pixel_bytes),
                      rgba.data());
      counter_.add(std::span(rgba).first(4 * count), mask.empty() ? mask : mask.subspan(i, count));
    }
  }

  const LayerPixels& pixels_;
  LayerEncoding encoding_;
  PixelDecoder decoder_;
  FloatColorCounter counter_;
};

/// The places of each band, by its first row.
using PlacesOfBands = std::map<int, std::vector<Surroundings>>;

/// `places` may be null.
template <typename Reader>
auto count_with(const LayerPixels& pixels, int workers, const Progress& progress,
                PlacesOfBands* places) {
  std::vector<Reader> readers;
  readers.reserve(static_cast<std::size_t>(workers));
  for (int i = 0; i < workers; ++i) readers.emplace_back(pixels);
  std::mutex mutex;
  for_each_band(pixels.buffers(), pixels.area, workers, progress,
                [&](int worker, const GeglRectangle& band) {
                  readers[static_cast<std::size_t>(worker)].read(band);
                  if (places == nullptr) return;
                  // As long as the band's tiles are at hand.
                  std::vector<Surroundings> found = read_surroundings(pixels, band);
                  const std::lock_guard lock(mutex);
                  places->emplace(band.y, std::move(found));
                });
  auto counter = std::move(readers[0].counter());
  for (std::size_t i = 1; i < readers.size(); ++i) counter.merge(std::move(readers[i].counter()));
  return counter;
}

CountedColors count_with_places(const LayerPixels& pixels, int threads, const Progress& progress,
                                PlacesOfBands* places) {
  const int counters = std::min(threads, max_counters);
  if (layer_encoding(pixels.buffer.format()).is_byte) {
    return count_with<ByteReader>(pixels, counters, progress, places);
  }
  return count_with<FloatReader>(pixels, counters, progress, places);
}

}  // namespace

CountedColors count_colors(const LayerPixels& pixels, int threads, const Progress& progress) {
  return count_with_places(pixels, threads, progress, nullptr);
}

ColorHistogram histogram_of(const CountedColors& counted, int threads) {
  if (const auto* const bytes = std::get_if<ByteColorCounter>(&counted)) {
    return bytes->histogram(threads);
  }
  return std::get<FloatColorCounter>(counted).histogram(threads);
}

ColorHistogram read_histogram(const LayerPixels& pixels, int threads, const Progress& progress,
                              Reading reading) {
  PlacesOfBands places;
  const bool looks = reading == Reading::colors_and_places;
  ColorHistogram histogram = histogram_of(
      count_with_places(pixels, threads, progress, looks ? &places : nullptr), threads);
  for (const auto& [row, found] : places) {
    histogram.places.insert(histogram.places.end(), found.begin(), found.end());
  }
  return histogram;
}

}  // namespace color_clusters
