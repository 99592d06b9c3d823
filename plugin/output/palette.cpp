// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/output/palette.h"

#include <algorithm>
#include <array>
#include <memory>

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libgimpconfig/gimpconfig.h>

#include "plugin/clusters/cluster_names.h"
#include "plugin/gimp/error.h"
#include "plugin/glib/gegl_color.h"
#include "plugin/glib/owned.h"
#include "plugin/glib/text.h"

namespace color_clusters {
namespace {

// 256 colors make a square; a few make one row.
constexpr int max_columns = 16;

/// GIMP saves a palette in a file with its name. With a suffix and perhaps a number, a name of this
/// length fits the limit of file systems.
constexpr std::size_t max_name_bytes = 240;
/// GIMP shows a message in the status bar if it fits, or else in a dialog.
constexpr std::size_t max_told_bytes = 60;

/// Whether a palette's file can be made in `folder`: tried, because a full disk forbids it, too.
bool can_be_written(const char* folder) {
  // More than the file of a palette with 256 colors.
  static constexpr std::array<char, 32768> content{};
  const OwnedString name(g_build_filename(folder, ".color-clusters", nullptr));
  const bool written = g_file_set_contents(name.get(), content.data(), content.size(), nullptr);
  if (written) g_unlink(name.get());
  return written;
}

/// Whether GIMP can save a new palette. When it cannot, gimp_palette_new does not fail: GIMP
/// crashes, and with it goes whatever the artist has not saved. A folder that is not there is no
/// problem.
bool can_save_palettes() {
  const OwnedString setting(gimp_gimprc_query("palette-path-writable"));
  if (!setting) return true;
  const OwnedString path(gimp_config_path_expand(setting.get(), TRUE, nullptr));
  if (!path) return true;
  const OwnedStrings folders(g_strsplit(path.get(), G_SEARCHPATH_SEPARATOR_S, 0));
  for (char** folder = folders.get(); *folder != nullptr; ++folder) {
    if (g_file_test(*folder, G_FILE_TEST_IS_DIR)) return can_be_written(*folder);
  }
  return true;
}

void add_entries(GimpPalette* palette, std::span<const NamedColor> entries) {
  for (const NamedColor& added : entries) {
    // In sRGB: other RGB spaces get lost on the way to GIMP's palettes.
    const Owned<GeglColor> color = gegl_color(added.srgb);
    int entry = 0;  // GIMP does not accept a null pointer here.
    if (!gimp_palette_add_entry(palette, added.name.c_str(), color.get(), &entry)) {
      throw execution_error(_("The colors could not be added to the palette. Please try again."));
    }
  }
}

}  // namespace

NewPalette make_palette(const std::string& name, std::span<const NamedColor> entries) {
  NewPalette palette(can_save_palettes() ? gimp_palette_new(shortened(name, max_name_bytes).c_str())
                                         : nullptr);
  if (!palette) {
    throw execution_error(
        _("GIMP could not make a new palette. Check that your palette folder can "
          "be written to (Edit > Preferences > Folders > Palettes)."));
  }
  gimp_palette_set_columns(palette.get(), std::min(static_cast<int>(entries.size()), max_columns));
  add_entries(palette.get(), entries);
  // GIMP saved the palette when it was made, without its colors, and would save these only when it
  // quits. A refresh saves what has changed before it reads the folders again.
  gimp_palettes_refresh();
  return palette;
}

NewPalette make_palette(const std::string& name, const LayerClusters& clusters) {
  const std::vector<std::string> names =
      cluster_names(clusters.colors.srgb, clusters.shares, clusters.names);
  std::vector<NamedColor> entries;
  entries.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    entries.push_back({clusters.colors.srgb[i], names[i]});
  }
  return make_palette(name, entries);
}

NewPalette make_palette(GimpImage* image, const LayerClusters& clusters) {
  return make_palette(default_palette_name(image, static_cast<int>(clusters.shares.size())),
                      clusters);
}

void hand_over(NewPalette palette, GimpRunMode run_mode) {
  GimpPalette* const kept = palette.release();
  if (run_mode == GIMP_RUN_NONINTERACTIVE) return;
  gimp_context_set_palette(kept);
  if (run_mode != GIMP_RUN_INTERACTIVE) return;
  const OwnedString name(gimp_resource_get_name(GIMP_RESOURCE(kept)));
  const std::string shown = shortened(name ? single_line(name.get()) : "", max_told_bytes);
  // Translators: short, so that it fits into the status bar of an image window.
  gimp_message(
      format_text(_("The palette “%s” is in the Palettes dialog and active."), shown.c_str())
          .c_str());
}

}  // namespace color_clusters
