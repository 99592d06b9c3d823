// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/histogram/color_histogram.h"

namespace color_clusters {

/// A color of a histogram.
struct Entry {
  Color color;
  double weight;
};

inline ColorHistogram histogram_of(const std::vector<Entry>& entries) {
  ColorHistogram histogram;
  for (const Entry& entry : entries) {
    histogram.colors.push_back(entry.color);
    histogram.weights.push_back(entry.weight);
    histogram.total_weight += entry.weight;
  }
  histogram.distinct_colors = entries.size();
  return histogram;
}

}  // namespace color_clusters
