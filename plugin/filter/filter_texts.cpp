// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/filter_texts.h"

#include <string>

#include <glib.h>
#include <libintl.h>

#include "plugin/glib/owned.h"
#include "plugin/glib/program_path.h"

namespace color_clusters {
namespace {

/// `folder` is in UTF-8 on Windows.
void bind_catalogs(const char* folder) {
#ifdef G_OS_WIN32
  // bindtextdomain takes names in the system's code page, which lacks characters that the names of
  // users and folders have.
  const OwnedMemory<gunichar2> wide(g_utf8_to_utf16(folder, -1, nullptr, nullptr, nullptr));
  if (wide) wbindtextdomain(GETTEXT_PACKAGE, reinterpret_cast<const wchar_t*>(wide.get()));
#else
  bindtextdomain(GETTEXT_PACKAGE, folder);
#endif
}

}  // namespace

void bind_filter_texts() {
  const std::string module = library_path(reinterpret_cast<const void*>(&bind_filter_texts));
  const OwnedString folder(g_path_get_dirname(module.c_str()));
  const OwnedString beside(
      g_build_filename(folder.get(), GETTEXT_PACKAGE, "locale", static_cast<char*>(nullptr)));
  const bool is_beside = g_file_test(beside.get(), G_FILE_TEST_IS_DIR) != FALSE;
  bind_catalogs(is_beside ? beside.get() : CATALOG_FOLDER);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
}

}  // namespace color_clusters
