// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace color_clusters {

/// Calls `task(0)` … `task(count - 1)`, each exactly once, on up to `threads` threads (the calling
/// one included) and returns when all are done. Which thread runs which task is not fixed, so a
/// task writes only to what belongs to its own index; then the result does not depend on `threads`.
/// An exception thrown by a task is rethrown here after the others have finished. Tasks may call
/// this function themselves, and so may several threads at a time. Where the system cannot start as
/// many threads, fewer do the work.
void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& task);

/// Calls `task(begin, end)` in the same way for consecutive ranges of the indices 0 … size - 1,
/// each `grain` long but the last one. The ranges do not depend on `threads`: range i begins at i ×
/// grain.
void parallel_ranges(std::size_t size, std::size_t grain, int threads,
                     const std::function<void(std::size_t begin, std::size_t end)>& task);

/// The number of those ranges.
constexpr std::size_t range_count(std::size_t size, std::size_t grain) {
  return size / grain + (size % grain > 0 ? 1 : 0);
}

/// Ends the threads of the pool unless it is busy: for code that may be unloaded. The next
/// parallel_for starts them again.
void end_idle_threads();

}  // namespace color_clusters
