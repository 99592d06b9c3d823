// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/cluster_names.h"

#include <array>
#include <map>
#include <utility>

#include "core/color/byte_color.h"
#include "plugin/glib/text.h"

namespace color_clusters {

std::string hex_name(const Color& srgb) {
  const auto [r, g, b] = to_bytes(srgb);
  return format_text("#%02x%02x%02x", unsigned{r}, unsigned{g}, unsigned{b});
}

std::string share_name(double share) {
  std::array<char, G_ASCII_DTOSTR_BUF_SIZE> percent;
  g_ascii_formatd(percent.data(), percent.size(), "%.1f", share * 100.0);
  return std::string(percent.data()) + " %";
}

std::vector<std::string> color_names(std::span<const Color> srgb,
                                     std::span<const std::string> names) {
  std::map<std::string, int> seen;
  std::vector<std::string> result;
  for (std::size_t i = 0; i < srgb.size(); ++i) {
    std::string name = i < names.size() && !names[i].empty() ? names[i] : hex_name(srgb[i]);
    const int number = ++seen[name];
    if (number > 1) name += " (" + std::to_string(number) + ")";
    result.push_back(std::move(name));
  }
  return result;
}

std::vector<std::string> cluster_names(std::span<const Color> srgb, std::span<const double> shares,
                                       std::span<const std::string> names) {
  std::vector<std::string> result = color_names(srgb, names);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += " · " + share_name(shares[i]);
  return result;
}

}  // namespace color_clusters
