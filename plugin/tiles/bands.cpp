// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/tiles/bands.h"

#include <algorithm>
#include <atomic>

#include "core/base/parallel.h"

namespace color_clusters {
namespace {

/// The row or column of tiles that one of pixels is in: those before the origin have negative
/// numbers.
int tile_index(int pixel, int size) {
  return pixel >= 0 ? pixel / size : -((-pixel + size - 1) / size);
}

/// Band number `index` of an area that is cut at multiples of `height`.
GeglRectangle band_of(const GeglRectangle& area, int height, int first, int index) {
  const int top = std::max(area.y, (first + index) * height);
  const int bottom = std::min(area.y + area.height, (first + index + 1) * height);
  return {area.x, top, area.width, bottom - top};
}

/// Number of bands between two pauses: the workers wait for each other there, so it is the same
/// number for each of them.
int bands_per_step(int bands, int workers, int pauses) {
  const int per_round = workers * pauses;
  return workers * ((bands + per_round - 1) / per_round);
}

}  // namespace

int tile_height(GeglBuffer* buffer) {
  int height = 0;
  g_object_get(buffer, "tile-height", &height, nullptr);
  return std::max(height, 1);
}

std::vector<GeglRectangle> tiles_of(GeglBuffer* buffer, const GeglRectangle& band) {
  int width = 0;
  g_object_get(buffer, "tile-width", &width, nullptr);
  width = std::max(width, 1);
  std::vector<GeglRectangle> tiles;
  const int end = band.x + band.width;
  for (int x = band.x; x < end;) {
    const int next = std::min((tile_index(x, width) + 1) * width, end);
    tiles.push_back({x, band.y, next - x, band.height});
    x = next;
  }
  return tiles;
}

void for_each_band(const std::vector<PixelBuffer>& buffers, const GeglRectangle& area, int workers,
                   const Progress& progress,
                   const std::function<void(int worker, const GeglRectangle& band)>& work) {
  if (area.width <= 0 || area.height <= 0) return;
  const bool has_large =
      std::ranges::any_of(buffers, [](const PixelBuffer& buffer) { return buffer.is_large(); });
  const int height = tile_height(buffers.front().get());
  const int first = tile_index(area.y, height);
  const int bands = tile_index(area.y + area.height - 1, height) - first + 1;
  const int pauses = has_large ? max_pauses_if_large : max_pauses;
  const int step = has_large || progress ? bands_per_step(bands, workers, pauses) : bands;
  std::atomic<int> next = 0;
  for (int end = std::min(step, bands);; end = std::min(end + step, bands)) {
    parallel_for(static_cast<std::size_t>(workers), workers, [&](std::size_t worker) {
      for (int band = next++; band < end; band = next++) {
        work(static_cast<int>(worker), band_of(area, height, first, band));
      }
    });
    next = end;  // Every worker has counted one too far.
    for (const PixelBuffer& buffer : buffers) buffer.let_tiles_go();
    if (progress && !progress(static_cast<double>(end) / bands)) throw Cancelled();
    if (end == bands) return;
  }
}

void write_each_band(
    const PixelBuffer& destination, const std::vector<PixelBuffer>& sources,
    const GeglRectangle& area, int workers, const Progress& progress,
    const std::function<void(int worker, GeglBuffer* opening, const GeglRectangle& band)>& work) {
  const int height = tile_height(destination.get());
  workers = std::clamp(area.height / height, 1, workers);
  const std::vector<PixelBuffer> openings = destination.openings(workers);
  std::vector<PixelBuffer> buffers = openings;
  buffers.insert(buffers.end(), sources.begin(), sources.end());
  for_each_band(buffers, area, workers, progress, [&](int worker, const GeglRectangle& band) {
    const PixelBuffer& opening = openings[static_cast<std::size_t>(worker)];
    work(worker, opening.get(), band);
    opening.store();
  });
  if (workers > 1) destination.read_anew();
}

}  // namespace color_clusters
