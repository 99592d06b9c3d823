// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace color_clusters {

/// Called from time to time during work that takes long, if given; ends it by throwing. Work on
/// several threads may call it on any of them, and goes on until all have heard of it.
using Checkpoint = std::function<void()>;

inline void pass(const Checkpoint& checkpoint) {
  if (checkpoint) checkpoint();
}

}  // namespace color_clusters
