// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/read_histogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "core/histogram/byte_color_counter.h"
#include "core/histogram/byte_color_sample.h"
#include "core/histogram/float_color_counter.h"
#include "core/histogram/pixel_weight.h"
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

/// Layers that are counted together.
using Layers = std::span<const LayerPixels>;

std::size_t number_of_pixels(Layers layers) {
  std::size_t sum = 0;
  for (const LayerPixels& pixels : layers) sum += number_of_pixels(pixels);
  return sum;
}

template <typename Counter, typename... Arguments>
std::vector<Counter> new_counters(int count, const Arguments&... arguments) {
  std::vector<Counter> counters;
  counters.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) counters.emplace_back(arguments...);
  return counters;
}

using Rgba = std::array<std::uint8_t, 4>;

/// Counts the pixels of an 8-bit layer in their own bytes.
class ByteReader {
 public:
  using Counter = ByteColorCounter;

  static std::vector<Counter> counters(Layers layers, int count) {
    return new_counters<Counter>(count, number_of_pixels(layers));
  }

  ByteReader(const LayerPixels& pixels, Counter& counter)
      : pixels_(pixels),
        encoding_(layer_encoding(pixels.buffer.format())),
        colors_(byte_colors(encoding_)),
        counter_(counter) {}

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

  void finish() {}

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
  Counter& counter_;
};

/// Reads the pixels of a layer with more than 8 bits as floats.
class FloatPixels {
 public:
  explicit FloatPixels(const LayerPixels& pixels)
      : pixels_(pixels), encoding_(layer_encoding(pixels.buffer.format())), decoder_(encoding_) {}

  /// Calls `use(pixels, mask)` with chunks in the layer's format.
  template <typename Use>
  void read(const GeglRectangle& area, const Use& use) const {
    PixelIterator chunks(3);
    const int slot = chunks.add(pixels_.buffer.get(), area, encoding_.format, GEGL_ACCESS_READ);
    MaskReader<float> mask(pixels_, area, chunks);
    while (chunks.next()) {
      if (mask.read(chunks)) {
        use(chunks.values<const std::byte>(slot, encoding_.pixel_bytes), mask.values());
      }
    }
  }

  /// Calls `use(rgba, mask)` with a part of a chunk at a time, which stays in the processor's
  /// cache.
  template <typename Use>
  void decode(std::span<const std::byte> pixels, std::span<const float> mask,
              const Use& use) const {
    constexpr std::size_t part = 1024;
    std::array<float, 4 * part> rgba;
    const std::size_t size = pixels.size() / encoding_.pixel_bytes;
    for (std::size_t i = 0; i < size; i += part) {
      const std::size_t count = std::min(part, size - i);
      decoder_.decode(pixels.subspan(i * encoding_.pixel_bytes, count * encoding_.pixel_bytes),
                      rgba.data());
      use(std::span<const float>(rgba).first(4 * count),
          mask.empty() ? mask : mask.subspan(i, count));
    }
  }

  [[nodiscard]] const LayerEncoding& encoding() const { return encoding_; }
  [[nodiscard]] const PixelDecoder& decoder() const { return decoder_; }

 private:
  const LayerPixels& pixels_;
  LayerEncoding encoding_;
  PixelDecoder decoder_;
};

/// Parts of a picture that are looked at before it is counted: as large as GIMP's tiles, a few
/// hundred at most, and a small part of the picture.
constexpr int sample_side = 64;
constexpr std::size_t max_samples = 256;
constexpr std::size_t pixels_per_sample = std::size_t{16} * sample_side * sample_side;

/// Whether parts of the layers already have more colors in 8 bits than a counter has narrow bins
/// for. Gray layers are not looked at: they never have many.
bool have_many_colors(Layers layers) {
  const std::size_t total = number_of_pixels(layers);
  const std::size_t many = FloatColorCounter::most_narrow_bins(total);
  const std::size_t samples = std::min(max_samples, total / pixels_per_sample);
  if (samples < 2) return false;
  ByteColorSample colors;
  for (const LayerPixels& layer : layers) {
    const FloatPixels pixels(layer);
    if (pixels.encoding().is_gray) continue;
    const GeglRectangle& area = layer.area;
    const std::size_t count = samples * number_of_pixels(layer) / total;
    for (std::size_t i = 0; i < count && colors.distinct_colors() <= many; ++i) {
      // Evenly spread in both directions: M. Roberts' R2 sequence.
      const auto place = [i](double step, int length) {
        const double part = std::fmod(static_cast<double>(i + 1) * step, 1.0);
        return static_cast<int>(part * length) / sample_side * sample_side;
      };
      GeglRectangle tile{area.x + place(0.7548776662466927, area.width),
                         area.y + place(0.5698402909980532, area.height), sample_side, sample_side};
      gegl_rectangle_intersect(&tile, &tile, &area);
      pixels.read(tile, [&](std::span<const std::byte> values, std::span<const float> mask) {
        pixels.decode(values, mask, [&](std::span<const float> rgba, std::span<const float> part) {
          colors.add(rgba, part);
        });
      });
    }
  }
  return colors.distinct_colors() > many;
}

/// Counts the pixels of a layer with more than 8 bits.
class FloatReader {
 public:
  using Counter = FloatColorCounter;

  static std::vector<Counter> counters(Layers layers, int count) {
    return new_counters<Counter>(count, number_of_pixels(layers), have_many_colors(layers));
  }

  FloatReader(const LayerPixels& pixels, Counter& counter) : pixels_(pixels), counter_(counter) {
    const std::size_t levels = pixels_.decoder().gray_levels().size();
    // A small layer has fewer pixels than there are levels.
    if (number_of_pixels(pixels) > levels) levels_.resize(levels);
  }

  void read(const GeglRectangle& band) {
    pixels_.read(band, [&](std::span<const std::byte> pixels, std::span<const float> mask) {
      if (levels_.empty()) {
        pixels_.decode(pixels, mask, [&](std::span<const float> rgba, std::span<const float> part) {
          counter_.add(rgba, part);
        });
      } else {
        count_levels(pixels, mask);
      }
    });
  }

  /// Has the counter know what was read.
  void finish() {
    const std::span<const float> values = pixels_.decoder().gray_levels();
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      const auto& [weight, pixels] = levels_[i];
      const float gray = values[i];
      if (pixels > 0 && std::isfinite(gray)) counter_.add_color({gray, gray, gray}, weight, pixels);
    }
  }

 private:
  /// How many pixels have one value of 16 bits, and what they weigh together.
  struct Level {
    std::uint64_t weight = 0;
    std::size_t pixels = 0;
  };

  void count_levels(std::span<const std::byte> pixels, std::span<const float> mask) {
    if (pixels_.encoding().has_alpha) {
      const std::span<const float> alphas = pixels_.decoder().gray_alpha_levels();
      for_each_pixel<2>(pixels, [&](std::size_t i, const std::array<std::uint16_t, 2>& pixel) {
        count_level(pixel[0], pixel_weight(alphas[pixel[1]], mask.empty() ? 1.0F : mask[i]));
      });
    } else if (!mask.empty()) {
      for_each_pixel<1>(pixels, [&](std::size_t i, const std::array<std::uint16_t, 1>& pixel) {
        count_level(pixel[0], pixel_weight(1.0F, mask[i]));
      });
    } else {
      for_each_pixel<1>(pixels, [&](std::size_t, const std::array<std::uint16_t, 1>& pixel) {
        count_level(pixel[0], full_weight);
      });
    }
  }

  template <std::size_t components, typename Use>
  static void for_each_pixel(std::span<const std::byte> pixels, const Use& use) {
    std::array<std::uint16_t, components> pixel;
    for (std::size_t i = 0; (i + 1) * sizeof pixel <= pixels.size(); ++i) {
      std::memcpy(pixel.data(), &pixels[i * sizeof pixel], sizeof pixel);
      use(i, pixel);
    }
  }

  void count_level(std::uint16_t value, std::uint32_t weight) {
    levels_[value].weight += weight;
    levels_[value].pixels += weight > 0 ? 1 : 0;
  }

  FloatPixels pixels_;
  Counter& counter_;
  /// Of a gray layer with 16 bits a component, by their values.
  std::vector<Level> levels_;
};

/// The places of each band, by the number of its layer and its first row.
using PlacesOfBands = std::map<std::pair<std::size_t, int>, std::vector<Surroundings>>;

/// `places` may be null.
template <typename Reader>
auto count_with(Layers layers, int workers, const Progress& progress, PlacesOfBands* places) {
  using Counter = typename Reader::Counter;
  const std::size_t total = number_of_pixels(layers);
  std::vector<Counter> counters = Reader::counters(layers, workers);
  std::mutex mutex;
  std::size_t done = 0;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerPixels& pixels = layers[i];
    std::vector<Reader> readers;
    readers.reserve(counters.size());
    for (Counter& counter : counters) readers.emplace_back(pixels, counter);
    const auto part = [&] { return static_cast<double>(done) / static_cast<double>(total); };
    const double begin = part();
    done += number_of_pixels(pixels);
    for_each_band(pixels.buffers(), pixels.area, workers, part_of(progress, begin, part()),
                  [&](int worker, const GeglRectangle& band) {
                    readers[static_cast<std::size_t>(worker)].read(band);
                    if (places == nullptr) return;
                    // As long as the band's tiles are at hand.
                    std::vector<Surroundings> found = read_surroundings(pixels, band, total);
                    const std::lock_guard lock(mutex);
                    places->emplace(std::pair(i, band.y), std::move(found));
                  });
    for (Reader& reader : readers) reader.finish();
  }
  Counter counter = std::move(counters[0]);
  for (std::size_t i = 1; i < counters.size(); ++i) counter.merge(std::move(counters[i]));
  return counter;
}

CountedColors count_with_places(Layers layers, int threads, const Progress& progress,
                                PlacesOfBands* places) {
  const int counters = std::min(threads, max_counters);
  const auto is_byte = [](const LayerPixels& pixels) {
    return layer_encoding(pixels.buffer.format()).is_byte;
  };
  if (std::ranges::all_of(layers, is_byte)) {
    return count_with<ByteReader>(layers, counters, progress, places);
  }
  return count_with<FloatReader>(layers, counters, progress, places);
}

/// The places of all bands in their order. Those of different layers are no neighbors.
std::vector<Surroundings> in_order(const PlacesOfBands& bands) {
  std::vector<Surroundings> places;
  std::size_t layer = 0;
  std::int32_t first_row = 0;
  std::int32_t last_row = 0;
  for (const auto& [key, found] : bands) {
    if (key.first != layer) first_row = last_row + 2;
    layer = key.first;
    for (Surroundings place : found) {
      place.row += first_row;
      last_row = std::max(last_row, place.row);
      places.push_back(place);
    }
  }
  return places;
}

}  // namespace

CountedColors count_colors(const LayerPixels& pixels, int threads, const Progress& progress) {
  return count_with_places(std::span(&pixels, 1), threads, progress, nullptr);
}

ColorHistogram histogram_of(const CountedColors& counted, int threads) {
  if (const auto* const bytes = std::get_if<ByteColorCounter>(&counted)) {
    return bytes->histogram(threads);
  }
  return std::get<FloatColorCounter>(counted).histogram(threads);
}

ColorHistogram read_histogram(Layers layers, int threads, const Progress& progress,
                              Reading reading) {
  PlacesOfBands places;
  const bool looks = reading == Reading::colors_and_places;
  ColorHistogram histogram = histogram_of(
      count_with_places(layers, threads, progress, looks ? &places : nullptr), threads);
  if (looks) histogram.places = in_order(places);
  return histogram;
}

}  // namespace color_clusters
