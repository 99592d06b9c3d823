// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/dialog_help.h"

#include <string>

#include <glib/gi18n.h>
#include <libgimp/gimpui.h>

#include "plugin/gimp/error.h"
#include "plugin/gimp/help_page.h"
#include "plugin/glib/guard.h"
#include "plugin/glib/owned.h"

namespace color_clusters {
namespace {

/// Whether there is a program for web pages.
bool can_show_pages() noexcept {
  // In a sandbox it is outside, and not known in here.
  if (g_file_test("/.flatpak-info", G_FILE_TEST_EXISTS) != FALSE) return true;
  if (g_getenv("GTK_USE_PORTAL") != nullptr) return true;
  const OwnedString type(g_content_type_from_mime_type("text/html"));
  if (!type) return true;
  const Owned<GAppInfo> browser(g_app_info_get_default_for_type(type.get(), FALSE));
  return browser != nullptr;
}

/// Failures are shown in the same message as the path of the page.
class HelpErrors final : public ErrorReport {
 public:
  void report(const std::exception_ptr& failure) noexcept override {
    try {
      g_message("%s", message_of(failure).c_str());
    } catch (...) {
      // There is no memory even for the message.
      g_printerr("color-clusters: out of memory\n");
    }
  }
};

void tell_where_it_is() noexcept {
  HelpErrors errors;
  guarded(errors, [] {
    g_message(_("There is no web browser to show the help page with. Install one, or open this "
                "file with another program: %s"),
              help_page().c_str());
  });
}

void show_help(const char* help_id, gpointer data) noexcept {
  if (can_show_pages()) {
    gimp_standard_help_func(help_id, data);
  } else {
    tell_where_it_is();
  }
}

void set_help(GtkWidget* widget, const std::string& help_id) {
  // gimp_help_connect would replace it.
  const OwnedString tooltip(gtk_widget_get_tooltip_text(widget));
  // GIMP keeps the pointer to the name.
  gimp_help_connect(widget, tooltip.get(), show_help, g_intern_string(help_id.c_str()), nullptr,
                    nullptr);
}

}  // namespace

void set_option_help(GtkWidget* control, const char* option) {
  // The same names as in data/help/make_page.py.
  set_help(control, std::string("color-clusters-") + option);
}

void set_dialog_help(GtkDialog* dialog, const char* procedure) {
  set_help(gtk_dialog_get_content_area(dialog), procedure);
  GtkWidget* const button = gtk_dialog_get_widget_for_response(dialog, GTK_RESPONSE_HELP);
  if (button == nullptr || can_show_pages()) return;
  // In place of GIMP's answer to a click, which says only that nothing can open "this file".
  g_signal_handlers_disconnect_matched(button, G_SIGNAL_MATCH_ID,
                                       g_signal_lookup("clicked", GTK_TYPE_BUTTON), 0, nullptr,
                                       nullptr, nullptr);
  g_signal_connect(button, "clicked", G_CALLBACK(tell_where_it_is), nullptr);
}

}  // namespace color_clusters
