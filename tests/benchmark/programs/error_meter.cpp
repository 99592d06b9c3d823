// SPDX-License-Identifier: GPL-3.0-or-later
#include "error_meter.h"

#include <cstdint>
#include <span>
#include <vector>

#include "core/color/nearest_color.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {
namespace {

struct ErrorSum {
  double error = 0.0;
  double weight = 0.0;
};

/// Reads pixels as layer colors and alpha. The bytes of an ordinary picture are taken as they are:
/// babl needs half a second to find a way from bytes to floats, and which one of several it takes,
/// each with a rounding of its own, differs from one process to the next.
class PixelReader {
 public:
  explicit PixelReader(const LayerEncoding& encoding)
      : has_bytes_(encoding.is_byte && !encoding.is_gray && !encoding.is_indexed),
        channels_(has_bytes_ ? encoding.pixel_bytes : 4),
        format_(has_bytes_ ? encoding.format
                           : babl_format_with_space("R'G'B'A float", encoding.space)),
        to_color_(has_bytes_ ? nullptr
                             : babl_fish(babl_format_with_space("R'G'B' float", encoding.space),
                                         encoding.color_format)) {}

  [[nodiscard]] const Babl* format() const { return format_; }

  void read(const PixelIterator& chunks, int slot, std::vector<Color>& colors,
            std::vector<double>& alphas) const {
    colors.clear();
    alphas.clear();
    if (has_bytes_) {
      append(chunks.values<const std::uint8_t>(slot, channels_), 255.0F, colors, alphas);
    } else {
      append(chunks.values<const float>(slot, channels_), 1.0F, colors, alphas);
      const std::vector<Color> encoded = colors;
      babl_process(to_color_, encoded.data(), colors.data(), static_cast<long>(colors.size()));
    }
  }

 private:
  template <typename Value>
  void append(std::span<Value> values, float one, std::vector<Color>& colors,
              std::vector<double>& alphas) const {
    for (std::size_t i = 0; i < values.size(); i += channels_) {
      const auto part = [&](std::size_t c) { return static_cast<float>(values[i + c]) / one; };
      colors.push_back({part(0), part(1), part(2)});
      alphas.push_back(channels_ == 4 ? static_cast<double>(part(3)) : 1.0);
    }
  }

  bool has_bytes_;
  std::size_t channels_;
  const Babl* format_;
  const Babl* to_color_;
};

/// Measures how far the pixels of an area are from their centers.
class ErrorMeter {
 public:
  ErrorMeter(GeglBuffer* buffer, const LayerEncoding& encoding, const ClusterSpace& space,
             const ClusterColors& colors)
      : buffer_(buffer),
        reader_(encoding),
        encoding_(encoding),
        space_(space),
        colors_(colors),
        nearest_(colors.centers) {}

  [[nodiscard]] ErrorSum sum(const GeglRectangle& area) const {
    ErrorSum sum;
    std::vector<Color> pixels;
    std::vector<double> alphas;
    PixelIterator chunks(1);
    const int slot = chunks.add(buffer_, area, reader_.format(), GEGL_ACCESS_READ);
    while (chunks.next()) {
      reader_.read(chunks, slot, pixels, alphas);
      add(pixels, alphas, sum);
    }
    return sum;
  }

 private:
  void add(std::span<const Color> pixels, std::span<const double> alphas, ErrorSum& sum) const {
    const std::vector<Color> srgb = to_srgb(pixels, encoding_);
    std::vector<Color> clustered(pixels.size());
    space_.from_layer(pixels, clustered);
    std::vector<std::uint16_t> indices(pixels.size());
    nearest_.find(clustered, indices);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      sum.error += alphas[i] * squared_distance(srgb[i], colors_.srgb[indices[i]]);
      sum.weight += alphas[i];
    }
  }

  GeglBuffer* buffer_;
  PixelReader reader_;
  const LayerEncoding& encoding_;
  const ClusterSpace& space_;
  const ClusterColors& colors_;
  NearestColor nearest_;
};

}  // namespace

double mse_rgb(const LayerPixels& pixels, const ClusterColors& colors, const ClusterSpace& space,
               int threads) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const ErrorMeter meter(pixels.buffer.get(), encoding, space, colors);
  // One sum per band, added up in order: the result does not depend on the threads.
  std::vector<ErrorSum> bands(static_cast<std::size_t>(pixels.area.y + pixels.area.height));
  for_each_band(pixels.buffers(), pixels.area, threads, {},
                [&](int /*worker*/, const GeglRectangle& band) {
                  bands[static_cast<std::size_t>(band.y)] = meter.sum(band);
                });
  ErrorSum all;
  for (const ErrorSum& band : bands) {
    all.error += band.error;
    all.weight += band.weight;
  }
  return 255.0 * 255.0 * all.error / all.weight;
}

}  // namespace color_clusters
