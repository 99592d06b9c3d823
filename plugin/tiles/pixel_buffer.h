// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <gegl.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// The pixels of a layer or of a mask, or none. Copies share them.
///
/// GEGL keeps each tile of a buffer that was ever touched, until its cache is full or the buffer
/// goes. What it keeps of one of GIMP's layers are copies: GIMP has the same in its own process.
/// So that a large layer does not lie in memory twice, its buffer is closed and opened again now
/// and then; a small one is kept, because it is soon read again.
class PixelBuffer {
 public:
  /// Opens the same pixels each time.
  using Open = std::function<Owned<GeglBuffer>()>;

  PixelBuffer() = default;
  /// A buffer that cannot be opened anew, and so keeps its tiles.
  PixelBuffer(GeglBuffer* buffer);
  /// `together`: how many buffers of this size are written side by side. They are kept, or not, for
  /// what they need together.
  explicit PixelBuffer(Open open, int together = 1);

  [[nodiscard]] bool exists() const { return state_ != nullptr; }
  /// Until the next call of let_tiles_go or read_anew on this or a copy; null if there are no
  /// pixels.
  [[nodiscard]] GeglBuffer* get() const { return exists() ? state_->buffer.get() : nullptr; }
  /// Extent and format do not change.
  [[nodiscard]] const Babl* format() const { return gegl_buffer_get_format(get()); }

  /// This and others with the same pixels, one for each of `count` threads: while one of them
  /// stores what it wrote, the others can be written to. The same one for all where it cannot be
  /// opened anew.
  [[nodiscard]] std::vector<PixelBuffer> openings(int count) const;
  /// Stores what was written, if it is to be stored anywhere else than in the buffer.
  void store() const;
  /// Lets the tiles go, which may have been written in other openings; its own are stored first.
  /// Nobody may work on the buffer meanwhile.
  void read_anew() const;

  /// Whether let_tiles_go would do anything.
  [[nodiscard]] bool is_large() const;
  /// Lets the tiles of a large buffer go; those that were written are stored first. Nobody may work
  /// on the buffer meanwhile.
  void let_tiles_go() const;

 private:
  struct State {
    Open open;
    Owned<GeglBuffer> buffer;
    int together = 1;
  };
  std::shared_ptr<State> state_;
};

}  // namespace color_clusters
