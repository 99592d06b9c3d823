// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string_view>

#include <libgimp/gimp.h>

#include "plugin/gimp/help_page.h"
#include "plugin/gimp/icon.h"
#include "plugin/gimp/procedure.h"
#include "plugin/numbers_procedure.h"
#include "plugin/palette_procedure.h"
#include "plugin/posterize_procedure.h"
#include "plugin/separate_procedure.h"

namespace {

struct Command {
  const char* name;
  GimpProcedure* (*create)(GimpPlugIn* plug_in);
};

/// All that GIMP gets from this program, in the order of the menu.
constexpr std::array commands{
    Command{color_clusters::palette_procedure_name, color_clusters::create_palette_procedure},
    Command{color_clusters::posterize_procedure_name, color_clusters::create_posterize_procedure},
    Command{color_clusters::separate_procedure_name, color_clusters::create_separate_procedure},
    Command{color_clusters::numbers_procedure_name, color_clusters::create_numbers_procedure},
};

/// GIMP keeps the icon in this size, in pixels, and scales it to that of its menus.
constexpr int stored_icon_size = 64;

// GObject takes care of the life of this type: it must stay plain data.
struct ColorClusters {
  GimpPlugIn parent_instance;
  /// GIMP queries the procedures, and caches the answers; otherwise it runs one.
  bool is_queried;
};
struct ColorClustersClass {
  GimpPlugInClass parent_class;
};

G_DEFINE_TYPE(ColorClusters, color_clusters_plug_in, GIMP_TYPE_PLUG_IN)

// GIMP calls these two out of C code. A failure cannot be reported yet: without memory for a few
// strings the program ends here.
GList* query_procedures(GimpPlugIn* plug_in) noexcept {
  reinterpret_cast<ColorClusters*>(plug_in)->is_queried = true;
  color_clusters::register_help_page(plug_in);
  GList* names = nullptr;
  for (const Command& command : commands) {
    names = g_list_append(names, g_strdup(command.name));
  }
  return names;
}

GimpProcedure* create_procedure(GimpPlugIn* plug_in, const gchar* name) noexcept {
  // A name, the same in every language: GIMP matches it with the menu path of the procedures.
  gimp_plug_in_add_menu_branch(plug_in, color_clusters::menu_parent, "_Color Clusters");
  const auto* const command =
      std::ranges::find(commands, std::string_view(name),
                        [](const Command& known) { return std::string_view(known.name); });
  if (command == commands.end()) return nullptr;
  GimpProcedure* const procedure = command->create(plug_in);
  // Drawing it takes longer than everything else here, so not when a script waits for a result.
  if (reinterpret_cast<ColorClusters*>(plug_in)->is_queried) {
    gimp_procedure_set_icon_pixbuf(procedure, color_clusters::icon(stored_icon_size).get());
  }
  return procedure;
}

/// babl builds look-up tables of millions of entries for conversions that its cache lists as often
/// used by other processes: a second and 300 MB at each start, for nothing that is used here. It
/// reads this when libgimp starts it, before any of our code runs; hence a constructor.
[[gnu::constructor]] void leave_conversion_tables_out() { g_setenv("BABL_LUT", "0", FALSE); }

// Catalogs are found without our help: libgimp looks in locale/ beside the executable, for a domain
// with the name of the folder.
void color_clusters_plug_in_class_init(ColorClustersClass* klass) {
  GIMP_PLUG_IN_CLASS(klass)->query_procedures = query_procedures;
  GIMP_PLUG_IN_CLASS(klass)->create_procedure = create_procedure;
}

void color_clusters_plug_in_init(ColorClusters*) {}

}  // namespace

int main(int argc, char** argv) {
  color_clusters::set_executable(argv[0]);
  return gimp_main(color_clusters_plug_in_get_type(), argc, argv);
}
