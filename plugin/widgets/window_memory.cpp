// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/widgets/window_memory.h"

#include <utility>

#include <libgimp/gimp.h>

#include "plugin/glib/owned.h"

namespace color_clusters {
namespace {

OwnedString path() {
  return OwnedString(g_build_filename(gimp_directory(), "color-clusters-windows.ini", nullptr));
}

}  // namespace

WindowMemory::WindowMemory(std::string window)
    : file_(g_key_file_new()), window_(std::move(window)) {
  g_key_file_load_from_file(file_.get(), path().get(), G_KEY_FILE_NONE, nullptr);
}

std::optional<int> WindowMemory::get(const char* name) const {
  GError* error = nullptr;
  const int value = g_key_file_get_integer(file_.get(), window_.c_str(), name, &error);
  if (error == nullptr) return value;
  g_error_free(error);
  return {};
}

void WindowMemory::set(const char* name, int value) {
  g_key_file_set_integer(file_.get(), window_.c_str(), name, value);
}

void WindowMemory::save() const noexcept {
  g_key_file_save_to_file(file_.get(), path().get(), nullptr);
}

}  // namespace color_clusters
