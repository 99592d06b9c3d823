// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/layer_description.h"

#include <algorithm>

#include <glib/gi18n.h>

#include "plugin/glib/text.h"

namespace color_clusters {

std::string description_of(const ColorHistogram& histogram, bool is_selection) {
  const auto pixels = static_cast<double>(histogram.pixels);
  // On Windows an unsigned long has 32 bits: less than the pixels of the largest layers.
  const auto whole = static_cast<unsigned long>(std::min(pixels, 1e6));
  const std::string size = whole < 1000000 ? format_text(ngettext("%s pixel", "%s pixels", whole),
                                                         grouped(whole).c_str())
                                           : format_text(_("%.1f megapixels"), pixels / 1e6);
  const auto distinct = static_cast<unsigned long>(histogram.distinct_colors);
  const std::string colors = format_text(
      ngettext("%s distinct color", "%s distinct colors", distinct), grouped(distinct).c_str());
  return is_selection
             // Translators: the number of pixels and of distinct colors.
             ? format_text(_("%s, %s, selection only"), size.c_str(), colors.c_str())
             // Translators: the number of pixels and of distinct colors.
             : format_text(_("%s, %s"), size.c_str(), colors.c_str());
}

}  // namespace color_clusters
