// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/tiles/tile_store.h"

#include <algorithm>

// Its declarations of tiles do not say that they are C.
extern "C" {
#include <gegl-buffer-backend.h>
}

namespace color_clusters {
namespace {

struct StoreBackend {
  GeglTileBackend parent;
  TileStore* store;
};
struct StoreBackendClass {
  GeglTileBackendClass parent;
};

gpointer command(GeglTileSource* source, GeglTileCommand what, gint column, gint row, gint level,
                 gpointer data) {
  auto* const backend = reinterpret_cast<GeglTileBackend*>(source);
  TileStore& store = *reinterpret_cast<StoreBackend*>(source)->store;
  const auto size = static_cast<std::size_t>(gegl_tile_backend_get_tile_size(backend));
  if (what == GEGL_TILE_GET) {
    const std::vector<guchar> stored = level == 0 ? store.get(column, row) : std::vector<guchar>{};
    if (stored.empty()) return nullptr;
    GeglTile* const tile = gegl_tile_new(static_cast<gint>(size));
    std::ranges::copy(stored, gegl_tile_get_data(tile));
    return tile;
  }
  if (what == GEGL_TILE_SET) {
    auto* const tile = static_cast<GeglTile*>(data);
    const guchar* const pixels = gegl_tile_get_data(tile);
    if (level == 0) store.bring(column, row, {pixels, pixels + size});
    gegl_tile_mark_as_stored(tile);
    return nullptr;
  }
  if (what == GEGL_TILE_FLUSH) return nullptr;
  return gegl_tile_backend_command(backend, what, column, row, level, data);
}

GType backend_type() {
  static const GType type = g_type_register_static_simple(
      GEGL_TYPE_TILE_BACKEND, "ColorClustersStoreBackend", sizeof(StoreBackendClass), nullptr,
      sizeof(StoreBackend),
      [](GTypeInstance* instance, gpointer) {
        reinterpret_cast<GeglTileSource*>(instance)->command = command;
      },
      static_cast<GTypeFlags>(0));
  return type;
}

}  // namespace

Buffer TileStore::open() {
  constexpr int side = 64;
  auto* const backend = static_cast<GeglTileBackend*>(g_object_new(
      backend_type(), "tile-width", side, "tile-height", side, "format", format_, nullptr));
  reinterpret_cast<StoreBackend*>(backend)->store = this;
  const GeglRectangle all{0, 0, width_, height_};
  gegl_tile_backend_set_extent(backend, &all);
  Buffer buffer(gegl_buffer_new_for_backend(&all, backend));
  g_object_unref(backend);
  return buffer;
}

void TileStore::bring(int column, int row, std::vector<guchar> tile) {
  const std::lock_guard lock(mutex_);
  tiles_[{column, row}] = std::move(tile);
}

std::vector<guchar> TileStore::get(int column, int row) {
  const std::lock_guard lock(mutex_);
  const auto found = tiles_.find({column, row});
  return found != tiles_.end() ? found->second : std::vector<guchar>{};
}

}  // namespace color_clusters
