// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/dialog.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include <glib/gi18n.h>
#include <libgimp/gimpui.h>

#include "plugin/dialog/color_bar_view.h"
#include "plugin/dialog/live_clusters.h"
#include "plugin/dialog/preview_view.h"
#include "plugin/dialog/swatch_list.h"
#include "plugin/icon.h"
#include "plugin/kept_colors.h"
#include "plugin/layers.h"
#include "plugin/palette.h"
#include "plugin/text.h"

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
  void add_bar_controls();
  GtkWidget* result_side();
  GtkWidget* picture_side();
  GtkWidget* toggle(const char* label, const char* tooltip, GCallback toggled);

  static gboolean begin_reading(gpointer self);
  static void respond(GtkDialog* dialog, int response, gpointer self);
  static void change(GObject* config, GParamSpec* argument, gpointer self);
  static void toggle_original(GtkToggleButton* button, gpointer self);
  static void toggle_zoom(GtkToggleButton* button, gpointer self);

  void read();
  bool show_reading(double fraction);
  void take_overview();
  void zoom_to(double x, double y);
  void request();
  void show(std::shared_ptr<const LiveResult> result);
  void say(const std::string& text);
  void refuse(const std::string& why);
  [[nodiscard]] std::optional<PreviewBar> wanted_bar() const;
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
  GtkWidget* status_ = nullptr;
  GtkWidget* progress_ = nullptr;
  GtkWidget* original_ = nullptr;
  GtkWidget* zoom_ = nullptr;
  GtkWidget* name_entry_ = nullptr;

  std::unique_ptr<SourceLayer> source_;
  std::shared_ptr<const Samples> overview_;
  std::shared_ptr<const Samples> samples_;
  double spot_x_ = 0.5;
  double spot_y_ = 0.5;
  std::shared_ptr<const LayerClusters> shown_;
  /// All colors that stay, as of the last request.
  std::vector<Color> kept_;
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
  // Its widgets call back.
  swatches_.on_point = bar_.on_hover = nullptr;
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
                              kind_.picture == PreviewView::Picture::posterized
                                  ? _("Click to see a spot in full size; hold to see the original")
                                  : _("Click to see a spot in full size"));
  gtk_box_pack_start(GTK_BOX(side), frame, TRUE, TRUE, 0);

  GtkWidget* const buttons = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, small_spacing);
  zoom_ = toggle(_("_1:1"), _("Show each pixel of the layer as one pixel of the screen"),
                 G_CALLBACK(toggle_zoom));
  if (kind_.picture == PreviewView::Picture::posterized) {
    original_ = toggle(_("Ori_ginal"), _("Show the layer as it is"), G_CALLBACK(toggle_original));
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
}

void ClusterDialog::add_controls() {
  // A slider: the number of colors is found by trying.
  GtkWidget* const colors = gimp_procedure_dialog_get_scale_entry(dialog_, "colors", 1.0);
  gimp_scale_entry_set_bounds(GIMP_SCALE_ENTRY(colors), 1.0, slider_colors, TRUE);
  gtk_widget_set_hexpand(colors, TRUE);
  GtkWidget* const accents = gimp_procedure_dialog_get_scale_entry(dialog_, "accents", 1.0);
  gimp_label_spin_set_digits(GIMP_LABEL_SPIN(accents), 2);
  gimp_label_spin_set_increments(GIMP_LABEL_SPIN(accents), 0.05, 0.25);
  GtkWidget* const number =
      gimp_procedure_dialog_fill_box(dialog_, "number-box", "colors", "automatic", nullptr);
  gtk_orientable_set_orientation(GTK_ORIENTABLE(number), GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing(GTK_BOX(number), spacing);

  gimp_procedure_dialog_get_label(dialog_, "more-title", _("More"), FALSE, FALSE);
  // Not `keep-palette`: GIMP's palette chooser cannot choose none. Locks do the same here.
  gimp_procedure_dialog_fill_box(dialog_, "more-box", "color-space", "representative", "order",
                                 nullptr);
  gimp_procedure_dialog_fill_expander(dialog_, "more", "more-title", FALSE, "more-box");

  if (kind_.picture == PreviewView::Picture::posterized) add_bar_controls();

  GList* controls = nullptr;
  for (const char* id : {"number-box", "accents"}) {
    controls = g_list_append(controls, const_cast<char*>(id));
  }
  for (const char* id : kind_.own) controls = g_list_append(controls, const_cast<char*>(id));
  controls = g_list_append(controls, const_cast<char*>("more"));
  gimp_procedure_dialog_fill_list(dialog_, controls);
  g_list_free(controls);

  if (std::ranges::find(kind_.own, std::string_view("palette-name")) != kind_.own.end()) {
    GtkWidget* const name = gimp_procedure_dialog_get_widget(dialog_, "palette-name", G_TYPE_NONE);
    name_entry_ = gimp_label_entry_get_entry(GIMP_LABEL_ENTRY(name));
  }
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

// ------------------------------------------------------------------------------------------------
// Reading the layer

void ClusterDialog::run() {
  g_signal_connect(dialog_, "response", G_CALLBACK(respond), this);
  g_signal_connect(context_.config, "notify", G_CALLBACK(change), this);
  reading_source_ = g_idle_add(begin_reading, this);
  const bool accepted = gimp_procedure_dialog_run(dialog_) != FALSE;
  clusters_.reset();
  if (failure_) std::rethrow_exception(failure_);
  if (!accepted) throw cancelled();
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
  ColorHistogram histogram =
      read_colors(*source_, [this](double fraction) { return show_reading(fraction); });
  description_ = description_of(histogram, pixels.selection.buffer != nullptr);
  take_overview();
  gtk_widget_hide(progress_);
  say(description_);
  clusters_ = std::make_unique<LiveClusters>(
      std::move(histogram), layer_encoding(gegl_buffer_get_format(pixels.buffer)),
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
      take_samples(pixels, layer_encoding(gegl_buffer_get_format(pixels.buffer)),
                   scaled(pixels.area.width), scaled(pixels.area.height)));
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
  samples_ = std::make_shared<const Samples>(
      take_samples(pixels, layer_encoding(gegl_buffer_get_format(pixels.buffer)), pixels.area.width,
                   pixels.area.height));
}

// ------------------------------------------------------------------------------------------------
// Showing the result

void ClusterDialog::change(GObject*, GParamSpec*, gpointer self) {
  static_cast<ClusterDialog*>(self)->request();
}

void ClusterDialog::request() {
  if (!clusters_) return;
  try {
    const ClusterArguments arguments = cluster_arguments(context_.config);
    kept_ = arguments.kept;
    preview_.set_bar(wanted_bar());
    is_refused_ = false;
    clusters_->request(arguments, samples_);
  } catch (const Error& error) {
    refuse(error.what());
  }
}

std::optional<PreviewBar> ClusterDialog::wanted_bar() const {
  if (kind_.picture != PreviewView::Picture::posterized || samples_ != overview_) return {};
  gboolean wanted = TRUE;
  g_object_get(context_.config, "color-bar", &wanted, nullptr);
  if (wanted == FALSE) return {};
  const BarGeometry geometry = bar_geometry(*source_, bar_arguments(context_.config));
  const GeglRectangle& layer = source_->place();
  const double width = layer.width;
  const double height = layer.height;
  return PreviewBar{(geometry.bar.x - layer.x) / width, (geometry.bar.y - layer.y) / height,
                    geometry.bar.width / width, geometry.bar.height / height, geometry.is_vertical};
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
