// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <gtk/gtk.h>

namespace color_clusters {

/// A line of a dialog that says what is known of the layer, or what is wrong, and shows progress.
class MessageLine {
 public:
  MessageLine();
  MessageLine(const MessageLine&) = delete;
  MessageLine& operator=(const MessageLine&) = delete;

  [[nodiscard]] GtkWidget* widget() const { return box_; }

  void say(const std::string& text);
  /// The same with an icon that is seen.
  void warn(const std::string& text);
  /// 0 … 1.
  void show_progress(double fraction);
  void hide_progress();

 private:
  void set_text(const std::string& text, bool is_warning);

  GtkWidget* box_;
  GtkWidget* icon_;
  GtkWidget* label_;
  GtkWidget* progress_;
};

}  // namespace color_clusters
