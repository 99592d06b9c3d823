// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/painting/posterize.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "plugin/mapping/nearest_cluster.h"
#include "plugin/painting/color_size.h"
#include "plugin/painting/linear_mixer.h"
#include "plugin/pixels/decoded_pixels.h"
#include "plugin/tiles/mask_reader.h"
#include "plugin/tiles/pixel_iterator.h"

namespace color_clusters {
namespace {

using Pixels = std::span<const std::byte>;
using Indices = std::span<const std::uint16_t>;

/// Writes for each index the color part of that pixel in `palette`, or of `source` for
/// `no_cluster`, and the alpha of `source`. The sizes are fixed when compiling, because this runs
/// once per pixel.
template <std::size_t color_bytes, std::size_t alpha_bytes>
void paint(Indices indices, Pixels palette, Pixels source, std::byte* destination) {
  constexpr std::size_t size = color_bytes + alpha_bytes;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const std::byte* const color =
        indices[i] == no_cluster ? &source[i * size] : &palette[indices[i] * size];
    std::memcpy(destination + i * size, color, color_bytes);
    if constexpr (alpha_bytes > 0) {
      std::memcpy(destination + i * size + color_bytes, &source[i * size + color_bytes],
                  alpha_bytes);
    }
  }
}

/// The clusters of the pixels in `part` of a map, row by row.
void copy_map(const ClusterMap& map, const GeglRectangle& part, std::span<std::uint16_t> clusters) {
  const auto columns = static_cast<std::size_t>(part.width);
  for (int y = 0; y < part.height; ++y) {
    std::copy_n(&map.clusters[map.index(part.x, part.y + y)], columns,
                clusters.subspan(static_cast<std::size_t>(y) * columns).begin());
  }
}

using Paint = void (*)(Indices, Pixels, Pixels, std::byte*);

Paint paint_for(const LayerEncoding& encoding) {
  return with_color_bytes(encoding.color_bytes(), [&](auto color_bytes) -> Paint {
    // Only colors of three components have a multiple of three.
    constexpr std::size_t components = color_bytes % 3 == 0 ? 3 : 1;
    return encoding.has_alpha ? paint<color_bytes, color_bytes / components>
                              : paint<color_bytes, 0>;
  });
}

/// Whether pixels stay as they are in part, so that they have to be read to be painted.
enum class Source { is_used, is_unused };

/// Answers with the clusters of the pixels of a chunk, which lies at `area` of the layer; `decoded`
/// is there to decode them. If the source is unused, `pixels` is empty.
using FindClusters = std::function<void(const GeglRectangle& area, Pixels pixels,
                                        DecodedPixels& decoded, std::span<std::uint16_t> clusters)>;

/// Posterizes one band after the other; one for each thread.
class Posterizer {
 public:
  Posterizer(const LayerPixels& pixels, const LayerEncoding& encoding, Pixels palette,
             const FindClusters& find_clusters, Source use)
      : pixels_{.buffer = pixels.buffer,
                .area = pixels.area,
                .selection = pixels.selection,
                .layer_mask = {}},
        encoding_(encoding),
        palette_(palette),
        find_clusters_(find_clusters),
        use_(use),
        decoded_(encoding),
        paint_(paint_for(encoding)) {}

  void write(GeglBuffer* destination, const GeglRectangle& band) {
    PixelIterator chunks(3);
    const int target = chunks.add(destination, band, encoding_.format, GEGL_ACCESS_WRITE);
    std::optional<int> source;
    if (use_ == Source::is_used) {
      source = chunks.add(pixels_.buffer.get(), band, encoding_.format, GEGL_ACCESS_READ);
    }
    MaskReader<float> selection(pixels_, band, chunks);
    while (chunks.next()) {
      const auto to = chunks.values<std::byte>(target, encoding_.pixel_bytes);
      Pixels from;
      if (source) from = chunks.values<const std::byte>(*source, encoding_.pixel_bytes);
      if (selection.read(chunks)) {
        write_chunk(chunks.area(), from, to, selection.values());
      } else {
        std::ranges::copy(from, to.begin());
      }
    }
  }

 private:
  void write_chunk(const GeglRectangle& area, Pixels from, std::span<std::byte> to,
                   std::span<const float> selection) {
    indices_.resize(to.size() / encoding_.pixel_bytes);
    find_clusters_(area, from, decoded_, indices_);
    paint_(indices_, palette_, from, to.data());
    if (!selection.empty()) respect_selection(from, to, selection);
  }

  void respect_selection(Pixels from, std::span<std::byte> to, std::span<const float> selection) {
    const std::size_t size = encoding_.pixel_bytes;
    partly_selected_.clear();
    for (std::size_t i = 0; i < selection.size(); ++i) {
      if (selection[i] <= 0.0F) {
        std::ranges::copy(from.subspan(i * size, size), to.subspan(i * size).begin());
      } else if (selection[i] < 1.0F) {
        partly_selected_.push_back(i);
      }
    }
    if (!partly_selected_.empty()) mix_partly_selected(from, to, selection);
  }

  void mix_partly_selected(Pixels from, std::span<std::byte> to, std::span<const float> selection) {
    const std::size_t size = encoding_.pixel_bytes;
    std::vector<std::byte> originals;
    std::vector<std::byte> results;
    std::vector<float> amounts;
    for (const std::size_t i : partly_selected_) {
      std::ranges::copy(from.subspan(i * size, size), std::back_inserter(originals));
      std::ranges::copy(to.subspan(i * size, size), std::back_inserter(results));
      amounts.push_back(selection[i]);
    }
    // Made here, because babl takes long to find conversions that most layers never need.
    if (!mixer_) mixer_.emplace(encoding_);
    mixer_->mix(originals, results, amounts);
    const std::byte* result = results.data();
    for (const std::size_t i : partly_selected_) {
      std::copy_n(result, size, to.subspan(i * size).begin());
      result += size;
    }
  }

  LayerPixels pixels_;
  const LayerEncoding& encoding_;
  Pixels palette_;
  const FindClusters& find_clusters_;
  Source use_;
  DecodedPixels decoded_;
  Paint paint_;
  std::optional<LinearMixer> mixer_;
  std::vector<std::uint16_t> indices_;
  std::vector<std::size_t> partly_selected_;
};

void posterize_with(const FindClusters& find_clusters, const LayerPixels& pixels,
                    const PixelBuffer& destination, const ClusterColors& colors, int threads,
                    const Progress& progress, Source use = Source::is_used) {
  const LayerEncoding encoding = layer_encoding(pixels.buffer.format());
  const std::vector<std::byte> palette = encode_pixels(colors.layer, encoding);
  const Posterizer posterizer(pixels, encoding, palette, find_clusters, use);
  std::vector<Posterizer> posterizers(static_cast<std::size_t>(threads), posterizer);
  const bool is_read = use == Source::is_used;
  write_each_band(destination, is_read ? pixels.buffers() : std::vector<PixelBuffer>{}, pixels.area,
                  threads, progress,
                  [&](int worker, GeglBuffer* opening, const GeglRectangle& band) {
                    posterizers[static_cast<std::size_t>(worker)].write(opening, band);
                  });
}

}  // namespace

void posterize(const LayerPixels& pixels, const PixelBuffer& destination,
               const ClusterColors& colors, const ClusterSpace& space, int threads,
               const Progress& progress) {
  NearestCluster nearest(colors, space, layer_encoding(pixels.buffer.format()));
  posterize_with(
      [&nearest](const GeglRectangle&, Pixels chunk, DecodedPixels& decoded,
                 std::span<std::uint16_t> clusters) {
        decoded.decode(chunk);
        nearest.find(decoded, clusters);
      },
      pixels, destination, colors, threads, progress);
}

void posterize(const LayerPixels& pixels, const PixelBuffer& destination,
               const ClusterColors& colors, const ClusterMap& map, int threads,
               const Progress& progress) {
  const GeglRectangle& area = pixels.area;
  const bool is_whole = !layer_encoding(pixels.buffer.format()).has_alpha &&
                        !pixels.selection.buffer.exists() &&
                        std::ranges::find(map.clusters, no_cluster) == map.clusters.end();
  posterize_with(
      [&](const GeglRectangle& chunk, Pixels, DecodedPixels&, std::span<std::uint16_t> clusters) {
        copy_map(map, {chunk.x - area.x, chunk.y - area.y, chunk.width, chunk.height}, clusters);
      },
      pixels, destination, colors, threads, progress,
      is_whole ? Source::is_unused : Source::is_used);
}

}  // namespace color_clusters
