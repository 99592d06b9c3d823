// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace color_clusters {

/// Calls `task(0)` … `task(count - 1)`, each exactly once, on up to `threads` threads (the calling
/// one included) and returns when all are done. Which thread runs which task is not fixed, so a
/// task writes only to what belongs to its own index; then the result does not depend on `threads`.
/// An exception thrown by a task is rethrown here after the others have finished. Tasks may call
/// this function themselves, and so may several threads at a time.
void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& task);

}  // namespace color_clusters
