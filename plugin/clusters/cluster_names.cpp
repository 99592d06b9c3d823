// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/cluster_names.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "plugin/glib/text.h"

namespace color_clusters {

std::string hex_name(const Color& srgb) {
  const auto byte = [](float value) {
    return static_cast<unsigned>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
  };
  return format_text("#%02x%02x%02x", byte(srgb[0]), byte(srgb[1]), byte(srgb[2]));
}

std::string color_name(const Color& srgb, double share) {
  std::array<char, G_ASCII_DTOSTR_BUF_SIZE> percent;
  g_ascii_formatd(percent.data(), percent.size(), "%.1f", share * 100.0);
  return hex_name(srgb) + " · " + percent.data() + " %";
}

}  // namespace color_clusters
