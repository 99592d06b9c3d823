// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/dialog.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <glib/gi18n.h>
#include <libgimp/gimpui.h>

#include "plugin/arguments/arguments.h"
#include "plugin/arguments/kept_colors.h"
#include "plugin/arguments/palette_argument.h"
#include "plugin/arguments/posterize_arguments.h"
#include "plugin/clusters/cluster_names.h"
#include "plugin/dialog/color_bar_view.h"
#include "plugin/dialog/dialog_help.h"
#include "plugin/dialog/live_clusters.h"
#include "plugin/dialog/preview_view.h"
#include "plugin/dialog/swatch_list.h"
#include "plugin/gimp/icon.h"
#include "plugin/glib/text.h"
#include "plugin/output/bar_place.h"
#include "plugin/output/palette.h"
#include "plugin/source/source_clusters.h"

namespace color_clusters {
namespace {

constexpr int spacing = 12;
constexpr int small_spacing = 6;
/// Room for so many colors without scrolling.
constexpr int list_width = 250;
/// The slider ends here; more can be typed.
constexpr double slider_colors = 32.0;
/// Colors are the same if all coordinates differ by less than this.
constexpr float same_color = 1e-4F;

struct WidgetDestroy {
  void operator()(GtkWidget* widget) const { gtk_widget_destroy(widget); }
};
using OwnedWidget = std::unique_ptr<GtkWidget, WidgetDestroy>;

struct ListFree {
  void operator()(GList* list) const { g_list_free(list); }
};
using OwnedList = std::unique_ptr<GList, ListFree>;

/// Makes sure that there is a screen: without one gimp_ui_init ends the process. Where GIMP itself
/// has a window nothing needs to be tried, and nothing may be before gimp_ui_init has told GTK
/// about it.
void check_screen() {
  if (gimp_display_name() != nullptr || gtk_init_check(nullptr, nullptr)) return;
  throw calling_error(
      _("There is no screen to show the dialog on. Run the procedure with the run mode "
        "RUN-NONINTERACTIVE."));
}

bool is_same(const Color& a, const Color& b) {
  return std::ranges::equal(a, b, [](float x, float y) { return std::abs(x - y) < same_color; });
}

/// Sets what title bars and lists of windows show, each in a size of its own.
void set_window_icon(GtkWindow* window) {
  GList* icons = nullptr;
  for (const int size : {16, 24, 32, 48, 128}) {
    Owned<GdkPixbuf> drawn = icon(size);
    if (drawn) icons = g_list_append(icons, drawn.release());
  }
  gtk_window_set_icon_list(window, icons);
  g_list_free_full(icons, g_object_unref);
}

/// Makes what follows the labels of these controls begin on one line. GIMP does so only for those
/// that stand by themselves.
void align_labels(std::initializer_list<GtkWidget*> controls) {
  const Owned<GtkSizeGroup> labels(gtk_size_group_new(GTK_SIZE_GROUP_HORIZONTAL));
  for (GtkWidget* const control : controls) {
    gtk_size_group_add_widget(labels.get(), gimp_labeled_get_label(GIMP_LABELED(control)));
  }
}

/// How the two dialogs differ.
struct DialogKind {
  const char* title;
  const char* ok_label;
  PreviewView::Picture picture;
  /// Arguments of the procedure's own, and more of them out of sight; both end with null.
  std::vector<const char*> own;
};

/// "24.2 megapixels, 616,111 distinct colors, selection only".
std::string description_of(const ColorHistogram& histogram, bool is_selection) {
  const double pixels = histogram.total_weight / histogram.pixel_weight;
  const auto whole = static_cast<unsigned long>(std::llround(pixels));
  const std::string size = whole < 1000000 ? format_text(ngettext("%s pixel", "%s pixels", whole),
                                                         grouped(whole).c_str())
                                           : format_text(_("%.1f megapixels"), pixels / 1e6);
  const unsigned long distinct = histogram.distinct_colors;
  const std::string colors = format_text(
      ngettext("%s distinct color", "%s distinct colors", distinct), grouped(distinct).c_str());
  return is_selection
             // Translators: the number of pixels and of distinct colors.
             ? format_text(_("%s, %s, selection only"), size.c_str(), colors.c_str())
             // Translators: the number of pixels and of distinct colors.
             : format_text(_("%s, %s"), size.c_str(), colors.c_str());
}

/// A dialog that shows the result while its arguments are chosen.
class ClusterDialog {
 public:
  ClusterDialog(const RunContext& context, DialogKind kind);
  ClusterDialog(const ClusterDialog&) = delete;
  ClusterDialog& operator=(const ClusterDialog&) = delete;
  ~ClusterDialog();

  void run();

 private:
  void add_result();
  void add_controls();
  void add_color_controls();
  GtkWidget* palette_row();
  void show_palette_row();
  void add_picture_controls();
  void set_sensitive_for(const char* argument, const char* other, const char* value, bool has);
  void add_bar_controls();
  void add_help();
  GtkWidget* result_side();
  GtkWidget* picture_side();
  GtkWidget* toggle(const char* label, const char* tooltip, GCallback toggled);

  static gboolean begin_reading(gpointer self);
  static void respond(GtkDialog* dialog, int response, gpointer self);
  static void change(GObject* config, GParamSpec* argument, gpointer self);
  static void choose_palette(gpointer self);
  static void toggle_original(GtkToggleButton* button, gpointer self);
  static void toggle_zoom(GtkToggleButton* button, gpointer self);

  void give_preview_room();
  void read();
  bool show_reading(double fraction);
  void take_overview();
  void zoom_to(double x, double y);
  void request();
  void show(std::shared_ptr<const LiveResult> result);
  void say(const std::string& text);
  void refuse(const std::string& why);
  [[nodiscard]] bool posterizes() const {
    return kind_.picture == PreviewView::Picture::posterized;
  }
  [[nodiscard]] LabelSizes label_sizes() const;
  [[nodiscard]] KeyShape key_shape(const PosterizeArguments& how) const;
  void show_bar(const PosterizeArguments& how);
  [[nodiscard]] Lock lock_of(const Color& color) const;
  void suggest_name(int colors);
  void point_at(std::optional<std::size_t> cluster);
  void copy_hex(std::size_t row);
  void lock(std::size_t row, bool locked);
  void lock_color(std::size_t row, const Color& color);

  const RunContext& context_;
  DialogKind kind_;
  OwnedWidget widget_;
  GimpProcedureDialog* dialog_;
  PreviewView preview_;
  ColorBarView bar_;
  SwatchList swatches_;
  GtkWidget* result_ = nullptr;
  GtkWidget* status_ = nullptr;
  GtkWidget* progress_ = nullptr;
  GtkWidget* original_ = nullptr;
  GtkWidget* zoom_ = nullptr;
  GtkWidget* name_entry_ = nullptr;
  /// Only in "Posterize".
  GtkWidget* uses_palette_ = nullptr;
  GtkWidget* palette_ = nullptr;
  /// What has no effect on given colors.
  std::vector<GtkWidget*> search_controls_;

  std::unique_ptr<SourceLayer> source_;
  std::shared_ptr<const Samples> overview_;
  std::shared_ptr<const Samples> samples_;
  double spot_x_ = 0.5;
  double spot_y_ = 0.5;
  std::shared_ptr<const LayerClusters> shown_;
  /// As of the last request: all colors that stay, and what is done with them.
  std::vector<Color> kept_;
  bool has_palette_ = false;
  std::optional<PosterizeArguments> how_;
  std::string description_;
  std::unique_ptr<LiveClusters> clusters_;
  guint reading_source_ = 0;
  bool is_closing_ = false;
  /// The arguments do not go together.
  bool is_refused_ = false;
  std::exception_ptr failure_;
};

ClusterDialog::ClusterDialog(const RunContext& context, DialogKind kind)
    : context_(context),
      kind_(std::move(kind)),
      widget_(gimp_procedure_dialog_new(context.procedure, context.config, kind_.title)),
      dialog_(GIMP_PROCEDURE_DIALOG(widget_.get())) {
  set_window_icon(GTK_WINDOW(dialog_));
  gimp_procedure_dialog_set_ok_label(dialog_, kind_.ok_label);
  set_locked_colors(context.config, {});
  // It cannot be seen here, so it must not come from an earlier run either.
  g_object_set(context.config, "keep-palette", nullptr, nullptr);
  add_result();
  add_controls();
  add_help();
  preview_.set_picture(kind_.picture);
  gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, FALSE);

  preview_.on_click = [this](double x, double y) {
    spot_x_ = x;
    spot_y_ = y;
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(zoom_),
                                 !gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(zoom_)));
  };
  preview_.on_hold = [this](bool held) {
    if (original_ == nullptr) return;
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(original_), held ? TRUE : FALSE);
  };
  bar_.on_hover = swatches_.on_point = [this](auto cluster) { point_at(cluster); };
  swatches_.on_activate = [this](std::size_t row) { copy_hex(row); };
  swatches_.on_lock = [this](std::size_t row, bool locked) { lock(row, locked); };
  swatches_.on_color = [this](std::size_t row, const Color& color) { lock_color(row, color); };
}

ClusterDialog::~ClusterDialog() {
  if (reading_source_ != 0) g_source_remove(reading_source_);
  g_signal_handlers_disconnect_by_data(context_.config, this);
  // A color is no longer pointed at when its widget goes; nobody is there then to show it. The
  // widgets go first, because they call the members that made them.
  swatches_.on_point = bar_.on_hover = nullptr;
  widget_.reset();
}

// ------------------------------------------------------------------------------------------------
// Widgets

GtkWidget* ClusterDialog::toggle(const char* label, const char* tooltip, GCallback toggled) {
  GtkWidget* const button = gtk_toggle_button_new_with_mnemonic(label);
  gtk_widget_set_tooltip_text(button, tooltip);
  g_signal_connect(button, "toggled", toggled, this);
  return button;
}

GtkWidget* ClusterDialog::picture_side() {
  GtkWidget* const side = gtk_box_new(GTK_ORIENTATION_VERTICAL, small_spacing);
  GtkWidget* const frame = gtk_frame_new(nullptr);
  gtk_container_add(GTK_CONTAINER(frame), preview_.widget());
  atk_object_set_name(gtk_widget_get_accessible(preview_.widget()), _("Preview"));
  gtk_widget_set_tooltip_text(preview_.widget(),
                              posterizes()
                                  ? _("Click to see a spot in full size; hold to see the original")
                                  : _("Click to see a spot in full size"));
  gtk_box_pack_start(GTK_BOX(side), frame, TRUE, TRUE, 0);

  GtkWidget* const buttons = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, small_spacing);
  zoom_ = toggle(_("_1:1"), _("Show each pixel of the layer as one pixel of the screen"),
                 G_CALLBACK(toggle_zoom));
  if (posterizes()) {
    original_ = toggle(_("_Original"), _("Show the layer as it is"), G_CALLBACK(toggle_original));
    gtk_box_pack_start(GTK_BOX(buttons), original_, FALSE, FALSE, 0);
  }
  gtk_box_pack_start(GTK_BOX(buttons), zoom_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(side), buttons, FALSE, FALSE, 0);
  return side;
}

GtkWidget* ClusterDialog::result_side() {
  GtkWidget* const side = gtk_box_new(GTK_ORIENTATION_VERTICAL, small_spacing);
  gtk_widget_set_size_request(side, list_width, -1);
  GtkWidget* const frame = gtk_frame_new(nullptr);
  gtk_container_add(GTK_CONTAINER(frame), bar_.widget());
  atk_object_set_name(gtk_widget_get_accessible(bar_.widget()), _("Color bar"));
  gtk_box_pack_start(GTK_BOX(side), frame, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(side), swatches_.widget(), TRUE, TRUE, 0);
  return side;
}

void ClusterDialog::add_result() {
  GtkWidget* const content = gtk_dialog_get_content_area(GTK_DIALOG(dialog_));
  GtkWidget* const box = gtk_box_new(GTK_ORIENTATION_VERTICAL, small_spacing);
  GtkWidget* const sides = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  gtk_box_pack_start(GTK_BOX(sides), picture_side(), TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(sides), result_side(), FALSE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), sides, TRUE, TRUE, 0);

  GtkWidget* const line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, spacing);
  status_ = gtk_label_new(nullptr);
  gtk_label_set_xalign(GTK_LABEL(status_), 0.0F);
  gtk_label_set_ellipsize(GTK_LABEL(status_), PANGO_ELLIPSIZE_END);
  progress_ = gtk_progress_bar_new();
  gtk_widget_set_valign(progress_, GTK_ALIGN_CENTER);
  gtk_box_pack_start(GTK_BOX(line), status_, TRUE, TRUE, 0);
  gtk_box_pack_end(GTK_BOX(line), progress_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), line, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(content), box, TRUE, TRUE, 0);
  gtk_widget_show_all(box);
  result_ = box;
}

void ClusterDialog::add_controls() {
  // A slider: the number of colors is found by trying.
  GtkWidget* const colors = gimp_procedure_dialog_get_scale_entry(dialog_, "colors", 1.0);
  gimp_scale_entry_set_bounds(GIMP_SCALE_ENTRY(colors), 1.0, slider_colors, TRUE);
  gtk_widget_set_hexpand(colors, TRUE);
  GtkWidget* const accents = gimp_procedure_dialog_get_scale_entry(dialog_, "accents", 1.0);
  search_controls_.push_back(accents);
  gimp_label_spin_set_digits(GIMP_LABEL_SPIN(accents), 2);
  gimp_label_spin_set_increments(GIMP_LABEL_SPIN(accents), 0.05, 0.25);
  GtkWidget* const number =
      gimp_procedure_dialog_fill_box(dialog_, "number-box", "colors", "automatic", nullptr);
  gtk_orientable_set_orientation(GTK_ORIENTABLE(number), GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing(GTK_BOX(number), spacing);
  search_controls_.push_back(number);

  add_color_controls();
  gimp_procedure_dialog_get_label(dialog_, "more-title", _("More"), FALSE, FALSE);
  if (posterizes()) add_picture_controls();
  gimp_procedure_dialog_fill_expander(dialog_, "more", "more-title", FALSE,
                                      posterizes() ? "more-pages" : "colors-page");

  if (posterizes()) add_bar_controls();

  GList* controls = nullptr;
  for (const char* id : {"number-box", "accents"}) {
    controls = g_list_append(controls, const_cast<char*>(id));
  }
  for (const char* id : kind_.own) controls = g_list_append(controls, const_cast<char*>(id));
  controls = g_list_append(controls, const_cast<char*>("more"));
  gimp_procedure_dialog_fill_list(dialog_, controls);
  g_list_free(controls);

  align_labels({colors, accents});
  if (std::ranges::find(kind_.own, std::string_view("palette-name")) != kind_.own.end()) {
    GtkWidget* const name = gimp_procedure_dialog_get_widget(dialog_, "palette-name", G_TYPE_NONE);
    align_labels({accents, name});
    name_entry_ = gimp_label_entry_get_entry(GIMP_LABEL_ENTRY(name));
  }
}

/// How the colors are found.
void ClusterDialog::add_color_controls() {
  // Not `keep-palette`: locks do the same here.
  GtkWidget* const page = gimp_procedure_dialog_fill_box(dialog_, "colors-page", "color-space",
                                                         "representative", "order", nullptr);
  search_controls_.push_back(
      gimp_procedure_dialog_get_widget(dialog_, "representative", G_TYPE_NONE));
  if (posterizes()) gtk_box_pack_start(GTK_BOX(page), palette_row(), FALSE, FALSE, 0);
}

/// GIMP's palette chooser cannot choose none: a check button does.
GtkWidget* ClusterDialog::palette_row() {
  const Owned<GimpPalette> palette = palette_argument(context_.config, "palette");
  uses_palette_ = gtk_check_button_new_with_label(_("Use the colors of a palette:"));
  gtk_widget_set_tooltip_text(uses_palette_,
                              _("Show the picture in the colors that you have, inks, paints or "
                                "threads, instead of finding its own"));
  palette_ = gimp_palette_chooser_new(_("Choose a Palette"), nullptr, palette.get());
  GtkWidget* const row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, small_spacing);
  gtk_box_pack_start(GTK_BOX(row), uses_palette_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), palette_, FALSE, FALSE, 0);
  gtk_widget_show_all(row);
  set_option_help(row, "palette");
  show_palette_row();
  g_signal_connect_swapped(uses_palette_, "toggled", G_CALLBACK(choose_palette), this);
  g_signal_connect_swapped(palette_, "resource-set", G_CALLBACK(choose_palette), this);
  return row;
}

void ClusterDialog::choose_palette(gpointer self) {
  auto* const dialog = static_cast<ClusterDialog*>(self);
  const bool is_used =
      gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(dialog->uses_palette_)) != FALSE;
  GimpResource* const chosen =
      gimp_resource_chooser_get_resource(GIMP_RESOURCE_CHOOSER(dialog->palette_));
  g_object_set(dialog->context_.config, "palette", is_used ? chosen : nullptr, nullptr);
}

/// Follows the argument, which can also be reset.
void ClusterDialog::show_palette_row() {
  const Owned<GimpPalette> palette = palette_argument(context_.config, "palette");
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(uses_palette_), palette ? TRUE : FALSE);
  gtk_widget_set_sensitive(palette_, palette ? TRUE : FALSE);
  for (GtkWidget* const control : search_controls_) {
    gtk_widget_set_sensitive(control, palette ? FALSE : TRUE);
  }
}

/// What becomes of the picture.
void ClusterDialog::add_picture_controls() {
  for (const char* argument : {"smooth-edges", "dither-strength"}) {
    gimp_procedure_dialog_get_scale_entry(dialog_, argument, 1.0);
  }
  GtkWidget* const strength =
      gimp_procedure_dialog_get_widget(dialog_, "dither-strength", G_TYPE_NONE);
  gimp_label_spin_set_digits(GIMP_LABEL_SPIN(strength), 0);
  gimp_procedure_dialog_fill_box(dialog_, "areas-page", "smallest-area", "smooth-edges", "dither",
                                 "dither-strength", nullptr);
  gimp_procedure_dialog_fill_box(dialog_, "layers-page", "layers", "trap", "labels", nullptr);
  set_sensitive_for("dither-strength", "dither", "none", false);
  set_sensitive_for("trap", "layers", "per-color-masks", true);

  for (const char* page : {"colors-page", "areas-page", "layers-page"}) {
    gtk_container_set_border_width(
        GTK_CONTAINER(gimp_procedure_dialog_get_widget(dialog_, page, G_TYPE_NONE)), small_spacing);
  }
  // Pages of one size, so that nothing jumps.
  gimp_procedure_dialog_get_label(dialog_, "colors-title", _("Colors"), FALSE, FALSE);
  gimp_procedure_dialog_get_label(dialog_, "areas-title", _("Areas and Dots"), FALSE, FALSE);
  gimp_procedure_dialog_get_label(dialog_, "layers-title", _("Layers"), FALSE, FALSE);
  gimp_procedure_dialog_fill_notebook(dialog_, "more-pages", "colors-title", "colors-page",
                                      "areas-title", "areas-page", "layers-title", "layers-page",
                                      nullptr);
}

/// Makes an argument's control sensitive while another argument has, or has not, that value.
void ClusterDialog::set_sensitive_for(const char* argument, const char* other, const char* value,
                                      bool has) {
  GimpValueArray* const values =
      gimp_value_array_new_from_types(nullptr, G_TYPE_STRING, value, G_TYPE_NONE);
  gimp_procedure_dialog_set_sensitive_if_in(dialog_, argument, G_OBJECT(context_.config), other,
                                            values, has ? TRUE : FALSE);
}

void ClusterDialog::add_bar_controls() {
  GtkWidget* const size = gimp_procedure_dialog_get_widget(dialog_, "color-bar-size", G_TYPE_NONE);
  gimp_label_spin_set_digits(GIMP_LABEL_SPIN(size), 0);
  GtkWidget* const bar = gimp_procedure_dialog_fill_box(
      dialog_, "bar-box", "color-bar", "color-bar-position", "color-bar-size", nullptr);
  gtk_orientable_set_orientation(GTK_ORIENTABLE(bar), GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing(GTK_BOX(bar), spacing);
  for (const char* argument : {"color-bar-position", "color-bar-size"}) {
    gimp_procedure_dialog_set_sensitive(dialog_, argument, TRUE, G_OBJECT(context_.config),
                                        "color-bar", FALSE);
  }
}

void ClusterDialog::add_help() {
  std::vector<const char*> arguments{"colors",      "automatic",      "accents",
                                     "color-space", "representative", "order"};
  if (posterizes()) {
    for (const char* argument :
         {"color-bar", "color-bar-position", "color-bar-size", "smallest-area", "smooth-edges",
          "dither", "dither-strength", "layers", "trap", "labels"}) {
      arguments.push_back(argument);
    }
  } else {
    arguments.push_back("palette-name");
  }
  for (const char* argument : arguments) {
    set_option_help(gimp_procedure_dialog_get_widget(dialog_, argument, G_TYPE_NONE), argument);
  }
  // Locks are the argument here.
  set_option_help(swatches_.widget(), "keep-palette");
  set_dialog_help(GTK_DIALOG(dialog_), gimp_procedure_get_name(context_.procedure));
}

// ------------------------------------------------------------------------------------------------
// Reading the layer

void ClusterDialog::run() {
  g_signal_connect(dialog_, "response", G_CALLBACK(respond), this);
  g_signal_connect(context_.config, "notify", G_CALLBACK(change), this);
  reading_source_ = g_idle_add(begin_reading, this);
  give_preview_room();
  const bool accepted = gimp_procedure_dialog_run(dialog_) != FALSE;
  clusters_.reset();
  if (failure_) std::rethrow_exception(failure_);
  if (!accepted) throw cancelled();
}

/// The preview begins larger than it must be, so that a small screen has room for all controls.
void ClusterDialog::give_preview_room() {
  // Only the result takes room that is left over.
  GtkWidget* const content = gtk_dialog_get_content_area(GTK_DIALOG(dialog_));
  const OwnedList children(gtk_container_get_children(GTK_CONTAINER(content)));
  for (const GList* child = children.get(); child != nullptr; child = child->next) {
    auto* const widget = static_cast<GtkWidget*>(child->data);
    gtk_container_child_set(GTK_CONTAINER(content), widget, "expand", widget == result_, nullptr);
  }
  GtkRequisition size{};
  gtk_widget_get_preferred_size(widget_.get(), nullptr, &size);
  gtk_window_set_default_size(GTK_WINDOW(widget_.get()), size.width,
                              size.height + PreviewView::height - PreviewView::least_height);
}

void ClusterDialog::respond(GtkDialog*, int response, gpointer self) {
  if (response == GTK_RESPONSE_OK || response == GTK_RESPONSE_CANCEL ||
      response == GTK_RESPONSE_DELETE_EVENT) {
    static_cast<ClusterDialog*>(self)->is_closing_ = true;
  }
}

gboolean ClusterDialog::begin_reading(gpointer self) {
  auto* const dialog = static_cast<ClusterDialog*>(self);
  dialog->reading_source_ = 0;
  try {
    dialog->read();
  } catch (const Cancelled&) {
    // The dialog is closing.
  } catch (...) {
    dialog->failure_ = std::current_exception();
    gtk_dialog_response(GTK_DIALOG(dialog->dialog_), GTK_RESPONSE_CANCEL);
  }
  return G_SOURCE_REMOVE;
}

void ClusterDialog::read() {
  say(_("Reading the layer…"));
  source_ = std::make_unique<SourceLayer>(context_.image, context_.drawables);
  const LayerPixels& pixels = source_->selected_pixels();
  ColorHistogram histogram = read_colors(
      *source_, [this](double fraction) { return show_reading(fraction); },
      Reading::colors_and_places);
  description_ = description_of(histogram, pixels.selection.buffer.exists());
  take_overview();
  gtk_widget_hide(progress_);
  say(description_);
  clusters_ = std::make_unique<LiveClusters>(
      std::move(histogram), layer_encoding(pixels.buffer.format()),
      [this](std::shared_ptr<const LiveResult> result) { show(std::move(result)); },
      [this](const std::string& message) { refuse(message); });
  request();
}

bool ClusterDialog::show_reading(double fraction) {
  gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(progress_), fraction);
  while (!is_closing_ && gtk_events_pending() != FALSE) gtk_main_iteration_do(FALSE);
  return !is_closing_;
}

void ClusterDialog::take_overview() {
  const LayerPixels pixels = source_->all_pixels();
  // Two for each pixel of the preview: for screens with twice the resolution, and to be smoothed
  // on others.
  const double scale = std::min({1.0, 2.0 * PreviewView::width / pixels.area.width,
                                 2.0 * PreviewView::height / pixels.area.height});
  const auto scaled = [scale](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  overview_ = std::make_shared<const Samples>(
      take_samples(pixels, layer_encoding(pixels.buffer.format()), scaled(pixels.area.width),
                   scaled(pixels.area.height)));
  samples_ = overview_;
}

void ClusterDialog::zoom_to(double x, double y) {
  LayerPixels pixels = source_->all_pixels();
  const GeglRectangle all = pixels.area;
  const int factor = gtk_widget_get_scale_factor(preview_.widget());
  const auto part = [](int length, int room, double spot) {
    const int size = std::min(length, room);
    const int begin = static_cast<int>(std::lround(spot * length)) - size / 2;
    return std::pair(std::clamp(begin, 0, length - size), size);
  };
  std::tie(pixels.area.x, pixels.area.width) =
      part(all.width, factor * gtk_widget_get_allocated_width(preview_.widget()), x);
  std::tie(pixels.area.y, pixels.area.height) =
      part(all.height, factor * gtk_widget_get_allocated_height(preview_.widget()), y);
  samples_ = std::make_shared<const Samples>(take_samples(
      pixels, layer_encoding(pixels.buffer.format()), pixels.area.width, pixels.area.height));
}

// ------------------------------------------------------------------------------------------------
// Showing the result

void ClusterDialog::change(GObject*, GParamSpec* argument, gpointer self) {
  auto* const dialog = static_cast<ClusterDialog*>(self);
  if (std::string_view(argument->name) == "palette") dialog->show_palette_row();
  dialog->request();
}

void ClusterDialog::request() {
  if (!clusters_) return;
  try {
    LiveRequest request{.arguments = cluster_arguments(context_.config),
                        .labels = {},
                        .samples = samples_,
                        .overview = overview_};
    has_palette_ = !request.arguments.palette.empty();
    kept_ = has_palette_ ? request.arguments.palette : request.arguments.kept;
    if (posterizes()) {
      const PosterizeArguments how = posterize_arguments(context_.config);
      request.areas = how.areas;
      request.dither = how.dither;
      if (how.labels) request.labels = label_sizes();
      preview_.set_film_trap(how.layers == LayerKind::per_color_masks ? std::optional(how.trap)
                                                                      : std::nullopt);
      show_bar(how);
      how_ = how;
    }
    is_refused_ = false;
    clusters_->request(std::move(request));
  } catch (const Error& error) {
    refuse(error.what());
  }
}

LabelSizes ClusterDialog::label_sizes() const {
  return LabelSizes(std::min(source_->place().width, source_->place().height));
}

KeyShape ClusterDialog::key_shape(const PosterizeArguments& how) const {
  if (!how.labels || !shown_) return {};
  const auto cells = static_cast<std::size_t>(
      std::ranges::count_if(shown_->shares, [](double share) { return share > 0.0; }));
  const auto digits = static_cast<double>(std::to_string(shown_->shares.size()).size());
  return {.cells = cells,
          .cell_size = label_sizes().key_cell_side(digits * LabelSizes::digit_width)};
}

void ClusterDialog::show_bar(const PosterizeArguments& how) {
  const KeyShape key = key_shape(how);
  if (samples_ != overview_ || (how.bar.percent == 0.0 && key.cells == 0)) {
    preview_.set_bar({});
    return;
  }
  const BarGeometry geometry = bar_geometry(*source_, how.bar, key);
  const GeglRectangle& layer = source_->place();
  const auto in_layer = [&layer](const PixelArea& area) -> cairo_rectangle_t {
    const double width = layer.width;
    const double height = layer.height;
    return {(area.x - layer.x) / width, (area.y - layer.y) / height, area.width / width,
            area.height / height};
  };
  PreviewBar bar{in_layer(geometry.bar), geometry.is_vertical, {}};
  std::ranges::transform(geometry.key, std::back_inserter(bar.key), in_layer);
  preview_.set_bar(std::move(bar));
}

void ClusterDialog::refuse(const std::string& why) {
  is_refused_ = true;
  say(why);
  gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, FALSE);
}

void ClusterDialog::show(std::shared_ptr<const LiveResult> result) {
  shown_ = result->clusters;
  const LayerClusters& clusters = *shown_;
  std::vector<Swatch> swatches;
  std::string description;
  for (std::size_t i = 0; i < clusters.shares.size(); ++i) {
    const Color& color = clusters.colors.srgb[i];
    swatches.push_back({color, clusters.shares[i], lock_of(color)});
    description += hex_name(color) + " " + percent_text(clusters.shares[i]) + "; ";
  }
  swatches_.show(swatches);
  bar_.show(clusters.colors.srgb, clusters.shares, description.c_str());
  preview_.show(std::move(result));
  if (how_) show_bar(*how_);
  suggest_name(static_cast<int>(clusters.shares.size()));
  // The answer to an earlier wish does not make the present one possible.
  if (is_refused_) return;
  say(description_);
  gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, TRUE);
}

void ClusterDialog::say(const std::string& text) {
  gtk_label_set_text(GTK_LABEL(status_), text.c_str());
}

void ClusterDialog::suggest_name(int colors) {
  if (name_entry_ == nullptr) return;
  gtk_entry_set_placeholder_text(GTK_ENTRY(name_entry_),
                                 default_palette_name(context_.image, colors).c_str());
}

void ClusterDialog::point_at(std::optional<std::size_t> cluster) {
  const bool exists = cluster && shown_ && *cluster < shown_->shares.size();
  preview_.highlight(exists ? cluster : std::nullopt);
}

void ClusterDialog::toggle_original(GtkToggleButton* button, gpointer self) {
  static_cast<ClusterDialog*>(self)->preview_.set_picture(gtk_toggle_button_get_active(button)
                                                              ? PreviewView::Picture::original
                                                              : PreviewView::Picture::posterized);
}

void ClusterDialog::toggle_zoom(GtkToggleButton* button, gpointer self) {
  auto* const dialog = static_cast<ClusterDialog*>(self);
  if (!dialog->overview_) return;
  if (gtk_toggle_button_get_active(button)) {
    dialog->zoom_to(dialog->spot_x_, dialog->spot_y_);
  } else {
    dialog->samples_ = dialog->overview_;
    dialog->spot_x_ = dialog->spot_y_ = 0.5;
  }
  dialog->request();
}

void ClusterDialog::copy_hex(std::size_t row) {
  const std::string hex = hex_name(shown_->colors.srgb[row]);
  gtk_clipboard_set_text(gtk_clipboard_get(GDK_SELECTION_CLIPBOARD), hex.c_str(), -1);
  // Translators: %s is a color like #8a4b2f.
  say(format_text(_("%s was copied."), hex.c_str()));
}

// ------------------------------------------------------------------------------------------------
// Locks

Lock ClusterDialog::lock_of(const Color& color) const {
  const auto has = [&](const std::vector<Color>& colors) {
    return std::ranges::any_of(colors, [&](const Color& other) { return is_same(other, color); });
  };
  if (has_palette_) return Lock::fixed;
  if (has(locked_colors(context_.config))) return Lock::closed;
  return has(kept_) ? Lock::fixed : Lock::open;
}

void ClusterDialog::lock(std::size_t row, bool locked) {
  const Color& color = shown_->colors.srgb[row];
  std::vector<Color> colors = locked_colors(context_.config);
  std::erase_if(colors, [&](const Color& other) { return is_same(other, color); });
  if (locked) colors.push_back(color);
  set_locked_colors(context_.config, colors);
}

void ClusterDialog::lock_color(std::size_t row, const Color& color) {
  std::vector<Color> colors = locked_colors(context_.config);
  const Color& before = shown_->colors.srgb[row];
  std::erase_if(colors, [&](const Color& other) { return is_same(other, before); });
  colors.push_back(color);
  set_locked_colors(context_.config, colors);
}

void ask(const RunContext& context, DialogKind kind) {
  check_screen();
  gimp_ui_init("color-clusters");
  ClusterDialog(context, std::move(kind)).run();
}

}  // namespace

void ask_palette_arguments(const RunContext& context) {
  ask(context, {.title = _("Extract Palette"),
                .ok_label = _("Create _Palette"),
                .picture = PreviewView::Picture::original,
                .own = {"palette-name"}});
}

void ask_posterize_arguments(const RunContext& context) {
  ask(context, {.title = _("Posterize"),
                .ok_label = _("_Posterize"),
                .picture = PreviewView::Picture::posterized,
                .own = {"bar-box"}});
}

}  // namespace color_clusters
