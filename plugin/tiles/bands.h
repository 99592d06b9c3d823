// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <gegl.h>

#include "plugin/tiles/pixel_buffer.h"
#include "plugin/tiles/progress.h"

namespace color_clusters {

/// Cuts `area` of the first of `buffers` into bands of whole rows of tiles and calls
/// `work(worker, band)` for each band once, on up to `workers` threads. `worker` is 0 … workers - 1
/// and runs one call at a time, so that state can be kept per worker; which worker gets which band
/// is not fixed.
///
/// `progress` may be empty; it is called on the calling thread while no band is being worked on,
/// because libgimp cannot read tiles and make a call at the same time, and at most `max_pauses`
/// times, or `max_pauses_if_large` if one of the buffers is large. Throws Cancelled, with some
/// bands left undone, when it answers false. In the same pauses, and at the end, all of `buffers`
/// let their tiles go: `work` has to ask them anew for each band.
void for_each_band(const std::vector<PixelBuffer>& buffers, const GeglRectangle& area, int workers,
                   const Progress& progress,
                   const std::function<void(int worker, const GeglRectangle& band)>& work);

/// The same for bands of `destination` that are written; `sources` are those that are read. Each
/// worker has an opening of its own and stores what it wrote before it takes another band: GIMP
/// takes a layer tile by tile and needs time for each, in which other workers go on. After an
/// exception `destination` may not show what was written.
void write_each_band(
    const PixelBuffer& destination, const std::vector<PixelBuffer>& sources,
    const GeglRectangle& area, int workers, const Progress& progress,
    const std::function<void(int worker, GeglBuffer* opening, const GeglRectangle& band)>& work);

/// The height of a buffer's tiles, in pixels.
int tile_height(GeglBuffer* buffer);

/// The tiles of a buffer that a band is made of, from left to right, as far as they lie in it. What
/// is written tile by tile and as a whole is not read first; tiles that are left out cost nothing.
std::vector<GeglRectangle> tiles_of(GeglBuffer* buffer, const GeglRectangle& band);

/// What is done in pauses crosses a process border in GIMP, so there are only a few dozen. The step
/// of a large layer, on the other hand, should be short enough for a dialog to stay alive, and
/// small enough for its tiles.
inline constexpr int max_pauses = 25;
inline constexpr int max_pauses_if_large = 100;

}  // namespace color_clusters
