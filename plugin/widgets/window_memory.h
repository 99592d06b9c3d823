// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <glib.h>

namespace color_clusters {

/// Remembers from one dialog to the next how large it was and what of it was open, in a file of
/// GIMP's folder. The settings themselves are GIMP's to remember. Errors in reading or writing are
/// ignored.
class WindowMemory {
 public:
  /// `window` is the part of the file.
  explicit WindowMemory(std::string window);

  [[nodiscard]] std::optional<int> get(const char* name) const;
  void set(const char* name, int value);
  void save() const noexcept;

 private:
  struct Free {
    void operator()(GKeyFile* file) const noexcept { g_key_file_unref(file); }
  };
  std::unique_ptr<GKeyFile, Free> file_;
  std::string window_;
};

}  // namespace color_clusters
