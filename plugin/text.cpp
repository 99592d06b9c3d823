// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/text.h"

#include <algorithm>
#include <cstdarg>

#include "plugin/owned.h"

namespace color_clusters {

std::string format_text(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const OwnedString text(g_strdup_vprintf(format, arguments));
  va_end(arguments);
  return text.get();
}

std::string single_line(const std::string& name) {
  std::string line = name;
  // In UTF-8 a byte below 128 is always a character of its own.
  std::ranges::replace_if(line, [](char c) { return g_ascii_iscntrl(c) != FALSE; }, ' ');
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return line.substr(begin, line.find_last_not_of(' ') - begin + 1);
}

}  // namespace color_clusters
