// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/glib/text.h"

#include <algorithm>
#include <clocale>
#include <cstdarg>
#include <string_view>

#include "plugin/glib/owned.h"

namespace color_clusters {

std::string format_text(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const OwnedString text(g_strdup_vprintf(format, arguments));
  va_end(arguments);
  return text.get();
}

std::string grouped(unsigned long number) {
  std::string text = std::to_string(number);
  const lconv* const locale = localeconv();
  const std::string separator = locale->grouping[0] == 3 ? locale->thousands_sep : "";
  for (std::size_t end = text.size(); end > 3;) {
    end -= 3;
    text.insert(end, separator);
  }
  return text;
}

std::string single_line(const std::string& name) {
  std::string line = name;
  // In UTF-8 a byte below 128 is always a character of its own.
  std::ranges::replace_if(line, [](char c) { return g_ascii_iscntrl(c) != FALSE; }, ' ');
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return line.substr(begin, line.find_last_not_of(' ') - begin + 1);
}

std::string shortened(const std::string& text, std::size_t max_bytes) {
  static constexpr std::string_view ellipsis = "…";
  if (text.size() <= max_bytes) return text;
  const char* const limit = text.c_str() + (max_bytes - ellipsis.size());
  // The character in which the limit lies does not fit as a whole, or begins there.
  const char* const end = g_utf8_find_prev_char(text.c_str(), limit + 1);
  return std::string(text.c_str(), end).append(ellipsis);
}

}  // namespace color_clusters
