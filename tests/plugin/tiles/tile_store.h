// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include <gegl.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {

/// Pixels that are kept as GIMP keeps those of a layer: each buffer that is opened has copies of
/// the tiles, and brings back those that were written when it is flushed. Outlives its buffers.
class TileStore {
 public:
  TileStore(const Babl* format, int width, int height)
      : format_(format), width_(width), height_(height) {}

  [[nodiscard]] Buffer open();

  /// Takes and gives the tile in a column and row of tiles; empty where none was brought.
  void bring(int column, int row, std::vector<guchar> tile);
  [[nodiscard]] std::vector<guchar> get(int column, int row);

 private:
  const Babl* format_;
  int width_;
  int height_;
  std::mutex mutex_;
  std::map<std::pair<int, int>, std::vector<guchar>> tiles_;
};

}  // namespace color_clusters
