// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/glib/program_path.h"

#include <glib.h>

#ifdef G_OS_WIN32
#include <windows.h>

#include "plugin/glib/owned.h"
#endif

namespace color_clusters {

#ifdef G_OS_WIN32

namespace {

/// In units of UTF-16, the most that Windows knows.
constexpr DWORD longest_path = 32768;

}  // namespace

std::string program_path(const char* first_argument) {
  // The arguments of main() are in the system's code page, which lacks characters that the names of
  // users and folders have.
  std::wstring path(longest_path, L'\0');
  const DWORD length = GetModuleFileNameW(nullptr, path.data(), longest_path);
  const OwnedString utf8(g_utf16_to_utf8(reinterpret_cast<const gunichar2*>(path.data()),
                                         static_cast<glong>(length), nullptr, nullptr, nullptr));
  return length > 0 && utf8 ? utf8.get() : first_argument;
}

#else

std::string program_path(const char* first_argument) { return first_argument; }

#endif

}  // namespace color_clusters
