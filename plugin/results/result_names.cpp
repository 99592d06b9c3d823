// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/results/result_names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <glib/gi18n.h>

#include "plugin/gimp/item_name.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

/// GIMP saves a palette in a file of its name; this is what is left for an image's own.
constexpr std::size_t max_title_bytes = 200;

/// Files of pictures. GIMP calls a layer after the file it was read from.
constexpr std::array<std::string_view, 18> picture_suffixes{
    ".avif", ".bmp", ".exr", ".gif", ".heic", ".heif", ".jpeg", ".jpg",  ".jxl",
    ".kra",  ".ora", ".pdf", ".png", ".psd",  ".svg",  ".tif",  ".tiff", ".webp"};

/// GIMP's name of an image without a file of its own: `[sunset] (imported)`, where the suffix of
/// the picture is gone already. What stands behind is in the user's language.
std::string without_brackets(const std::string& name) {
  const std::size_t end = name.rfind(']');
  if (!name.starts_with('[') || end == std::string::npos) return name;
  return name.substr(1, end - 1);
}

/// Takes `.xcf` off, and `.xcf.gz` and the like.
std::string without_xcf_suffix(std::string name) {
  for (int i = 0; i < 2; ++i) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos || dot == 0 || (i > 0 && name.substr(dot) != ".xcf")) break;
    name.erase(dot);
  }
  return name;
}

std::string without_picture_suffix(std::string name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0) return name;
  const OwnedString suffix(g_ascii_strdown(name.c_str() + dot, -1));
  if (std::ranges::find(picture_suffixes, std::string_view(suffix.get())) != picture_suffixes.end())
    name.erase(dot);
  return name;
}

std::string with_colors(const std::string& title, int color_count) {
  // Translators: the name of a palette or a layer, as in "sunset – 5 colors".
  return format_text(
      ngettext("%s – %d color", "%s – %d colors", static_cast<unsigned long>(color_count)),
      shortened(title, max_title_bytes).c_str(), color_count);
}

std::string layer_title(GimpLayer* layer) {
  return without_picture_suffix(single_line(item_name(GIMP_ITEM(layer))));
}

}  // namespace

std::string image_title(GimpImage* image) {
  const OwnedString full_name(gimp_image_get_name(image));
  const std::string name = full_name ? single_line(full_name.get()) : "";
  const Owned<GFile> own_file(gimp_image_get_xcf_file(image));
  return own_file ? without_xcf_suffix(name) : without_brackets(name);
}

std::string default_palette_name(GimpImage* image, int color_count) {
  return with_colors(image_title(image), color_count);
}

std::string posterized_name(GimpLayer* source, int color_count) {
  return with_colors(layer_title(source), color_count);
}

std::string numbers_name(GimpLayer* source, int colors) {
  // Translators: the name of a picture to paint by numbers, one for each paint; the first part is
  // the name of a layer, as in "Background – 24 numbers".
  return format_text(
      ngettext("%s – %d number", "%s – %d numbers", static_cast<unsigned long>(colors)),
      shortened(layer_title(source), max_title_bytes).c_str(), colors);
}

std::string films_name(GimpLayer* source, int films) {
  // Translators: the name of a group of films as screen printers use them, one for each ink; the
  // first part is the name of a layer, as in "Background – 4 films".
  return format_text(ngettext("%s – %d film", "%s – %d films", static_cast<unsigned long>(films)),
                     shortened(layer_title(source), max_title_bytes).c_str(), films);
}

}  // namespace color_clusters
