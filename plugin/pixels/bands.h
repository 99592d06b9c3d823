// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>

#include <gegl.h>

namespace color_clusters {

/// Is told how far a piece of work has come, 0 … 1, and answers whether to go on.
using Progress = std::function<bool(double)>;

/// Thrown by work whose Progress answered that it should stop.
struct Cancelled : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

/// Cuts `area` of `buffer` into bands of whole rows of tiles and calls `work(worker, band)` for
/// each band once, on up to `workers` threads. `worker` is 0 … workers - 1 and runs one call at a
/// time, so that state can be kept per worker; which worker gets which band is not fixed.
///
/// `progress` may be empty; it is called on the calling thread while no band is being worked on,
/// because libgimp cannot read tiles and make a call at the same time, and at most
/// `max_progress_steps` times. Throws Cancelled, with some bands left undone, when it answers
/// false.
void for_each_band(GeglBuffer* buffer, const GeglRectangle& area, int workers,
                   const Progress& progress,
                   const std::function<void(int worker, const GeglRectangle& band)>& work);

/// Progress calls cross a process border in GIMP, so there are only a few dozen.
inline constexpr int max_progress_steps = 25;

}  // namespace color_clusters
