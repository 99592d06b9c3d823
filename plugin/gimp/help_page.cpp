// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/help_page.h"

#include "plugin/glib/owned.h"
#include "plugin/glib/program_path.h"

namespace color_clusters {
namespace {

std::string executable;

OwnedString help_folder() {
  const OwnedString folder(g_path_get_dirname(executable.c_str()));
  return OwnedString(g_build_filename(folder.get(), "help", nullptr));
}

}  // namespace

void set_executable(const char* first_argument) { executable = program_path(first_argument); }

void register_help_page(GimpPlugIn* plug_in) {
  const Owned<GFile> folder(g_file_new_for_path(help_folder().get()));
  gimp_plug_in_set_help_domain(plug_in, "org.gimp.GIMP.Plugin.ColorClusters", folder.get());
}

std::string help_page() {
  return OwnedString(g_build_filename(help_folder().get(), "en", "index.html", nullptr)).get();
}

}  // namespace color_clusters
