// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <gegl.h>

#include "plugin/glib/owned.h"

namespace color_clusters {

/// Seconds since any one moment.
double now();

/// The upper one of the two in the middle of an even number of values; 0 of none.
double median(std::vector<double> values);

/// Forgets the memory that was taken so far, as far as the system lets us.
void reset_peak_memory();

/// What the system says of this process, in 10^6 bytes: `VmRSS:`, the memory it has, or `VmHWM:`,
/// the most that it had.
double memory_mb(const char* key);

/// Starts GEGL so that the pixels of a large picture are in memory: it would write them to the
/// disk.
void start_gegl();

/// Loads a picture in its own format, as GIMP does. Throws std::runtime_error.
Owned<GeglBuffer> load(const std::string& path);

}  // namespace color_clusters
