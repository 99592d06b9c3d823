// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace color_clusters {

/// The number of threads the user allows in GIMP's preferences.
int thread_count();

}  // namespace color_clusters
