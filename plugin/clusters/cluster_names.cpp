// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/cluster_names.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/color/byte_color.h"
#include "plugin/glib/text.h"

namespace color_clusters {

std::string hex_name(const Color& srgb) {
  const auto [r, g, b] = to_bytes(srgb);
  return format_text("#%02x%02x%02x", unsigned{r}, unsigned{g}, unsigned{b});
}

std::vector<std::string> cluster_names(std::span<const Color> srgb,
                                       std::span<const double> shares) {
  std::map<std::string, int> seen;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < srgb.size(); ++i) {
    std::string name = hex_name(srgb[i]);
    const int number = ++seen[name];
    if (number > 1) name += " (" + std::to_string(number) + ")";
    std::array<char, G_ASCII_DTOSTR_BUF_SIZE> percent;
    g_ascii_formatd(percent.data(), percent.size(), "%.1f", shares[i] * 100.0);
    names.push_back(name + " · " + percent.data() + " %");
  }
  return names;
}

}  // namespace color_clusters
