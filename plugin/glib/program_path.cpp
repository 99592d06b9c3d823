// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/glib/program_path.h"

#include <glib.h>

#ifdef G_OS_WIN32
#include <windows.h>

#include "plugin/glib/owned.h"
#else
#include <dlfcn.h>
#endif

namespace color_clusters {

#ifdef G_OS_WIN32

namespace {

/// In units of UTF-16, the most that Windows knows.
constexpr DWORD longest_path = 32768;

/// Empty if there is none.
std::string path_of(HMODULE module) {
  std::wstring path(longest_path, L'\0');
  const DWORD length = GetModuleFileNameW(module, path.data(), longest_path);
  const OwnedString utf8(g_utf16_to_utf8(reinterpret_cast<const gunichar2*>(path.data()),
                                         static_cast<glong>(length), nullptr, nullptr, nullptr));
  return length > 0 && utf8 ? utf8.get() : "";
}

}  // namespace

std::string program_path(const char* first_argument) {
  // The arguments of main() are in the system's code page, which lacks characters that the names of
  // users and folders have.
  const std::string path = path_of(nullptr);
  return path.empty() ? first_argument : path;
}

std::string library_path(const void* address) {
  constexpr DWORD how =
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
  HMODULE module = nullptr;
  if (GetModuleHandleExW(how, static_cast<LPCWSTR>(address), &module) == FALSE) return "";
  return path_of(module);
}

#else

std::string program_path(const char* first_argument) { return first_argument; }

std::string library_path(const void* address) {
  Dl_info library{};
  return dladdr(address, &library) != 0 && library.dli_fname != nullptr ? library.dli_fname : "";
}

#endif

}  // namespace color_clusters
