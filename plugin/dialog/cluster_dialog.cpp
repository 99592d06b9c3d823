// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/cluster_dialog.h"

#include <exception>
#include <string>
#include <utility>

#include <glib/gi18n.h>

#include "plugin/arguments/recolor_arguments.h"
#include "plugin/dialog/result_views.h"
#include "plugin/frame/dialog_header.h"
#include "plugin/frame/dialog_help.h"
#include "plugin/frame/dialog_window.h"
#include "plugin/frame/layer_description.h"
#include "plugin/frame/palette_row.h"
#include "plugin/frame/presets.h"
#include "plugin/glib/text.h"
#include "plugin/preview/layer_views.h"
#include "plugin/source/layer_snapshot.h"
#include "plugin/source/source_clusters.h"
#include "plugin/source/sources.h"
#include "plugin/widgets/message_line.h"

namespace color_clusters {
namespace {

/// The slider ends here; more can be typed.
constexpr double slider_colors = 32.0;
constexpr int thumbnail_width = 512;
constexpr guint view_milliseconds = 40;

class ClusterDialog final : public ErrorReport {
 public:
  ClusterDialog(const RunContext& context, std::unique_ptr<CommandPart> part);
  ~ClusterDialog();

  void run();
  void report(const std::exception_ptr& failure) noexcept override;
  [[nodiscard]] ErrorReport& errors() { return *this; }

 private:
  void add_controls();
  void add_pages();
  void respond(GtkDialog* dialog, int response);
  void change(GObject* config, GParamSpec* argument);
  gboolean become_active(GtkWidget* window, GdkEventFocus* event);
  gboolean begin(GtkWidget* window, cairo_t* cairo);
  void show_layer(GimpDrawable* layer);
  void start_reading();
  void read();
  bool show_reading(double fraction);
  void take_overview();
  void take_detail();
  void take_pixels();
  void poll_layer(bool looks);
  void show_number();
  void request();
  void show(const std::shared_ptr<const LiveResult>& result);
  void refuse(const std::string& why);

  const RunContext& context_;
  std::unique_ptr<CommandPart> part_;
  DialogWindow window_;
  Controls controls_;
  ResultViews views_;
  Presets presets_;
  MessageLine message_;
  std::unique_ptr<PaletteRow> keep_palette_;
  GtkWidget* found_ = nullptr;
  /// What has no effect on given colors.
  std::vector<GtkWidget*> search_controls_;

  std::unique_ptr<LayerSnapshot> layer_;
  LayerViews pictures_;
  /// As of the last request.
  ClusterArguments arguments_{};
  std::string description_;
  std::unique_ptr<LiveClusters> clusters_;
  bool has_begun_ = false;
  bool is_reading_ = false;
  bool is_closing_ = false;
  /// The layer does not exist any more.
  bool is_gone_ = false;
  /// The arguments do not go together.
  bool is_refused_ = false;
  bool has_reported_ = false;
  std::exception_ptr failure_;
  PendingCall reading_;
  PendingCall viewing_;
};

ClusterDialog::ClusterDialog(const RunContext& context, std::unique_ptr<CommandPart> part)
    : context_(context),
      part_(std::move(part)),
      window_(context.procedure, context.config, part_->title()),
      controls_(window_.dialog(), context.config),
      views_(context.config, *this),
      presets_(context.config, *this) {
  gimp_procedure_dialog_set_ok_label(window_.dialog(), part_->ok_label());
  if (!context.is_edit) views_.choices().clear();
  add_controls();
  PreviewView& preview = views_.preview();
  preview.set_picture(part_->picture());
  preview.on_view = [this] {
    viewing_.after<&ClusterDialog::take_detail>(view_milliseconds, this);
  };
  views_.on_message = [this](const std::string& text) { message_.say(text); };
  const std::vector<GimpLayer*> layers =
      named_layers(context.image, context.drawables, samples_merged(context.config));
  GtkWidget* const header = new_dialog_header(context.image, layers);
  gtk_box_pack_end(GTK_BOX(header), presets_.widget(), FALSE, FALSE, 0);
  gtk_widget_show(presets_.widget());
  window_.fill(header, views_.new_picture_side(part_->preview_buttons(preview)), controls_,
               message_.widget());
  gtk_widget_grab_focus(gimp_label_spin_get_spin_button(GIMP_LABEL_SPIN(controls_.of("colors"))));
  set_dialog_help(GTK_DIALOG(window_.dialog()), gimp_procedure_get_name(context.procedure));
  window_.enable_ok(false);
  if (layers.size() == 1 && !samples_merged(context.config)) {
    show_layer(GIMP_DRAWABLE(layers.front()));
  }
  message_.say(_("Reading the layer…"));
  request();
}

ClusterDialog::~ClusterDialog() {
  g_signal_handlers_disconnect_by_data(context_.config, this);
  // The widgets go first, because they call the members that made them, and because nobody should
  // look at them while the work on a large layer comes to its end.
  views_.disconnect();
  window_.close();
}

void ClusterDialog::add_controls() {
  // A slider: people find the number of colors by trying.
  GtkWidget* const colors = controls_.slider("colors", 0);
  gimp_scale_entry_set_bounds(GIMP_SCALE_ENTRY(colors), 1.0, slider_colors, TRUE);
  GtkWidget* const most = controls_.slider("most-colors", 0);
  gimp_scale_entry_set_bounds(GIMP_SCALE_ENTRY(most), 1.0, slider_colors, TRUE);
  GtkWidget* const automatic = controls_.of("automatic");
  found_ = gtk_label_new(nullptr);
  GtkWidget* const accents = controls_.slider("accents", 2);
  gimp_label_spin_set_increments(GIMP_LABEL_SPIN(accents), 0.05, 0.25);
  search_controls_ = {colors, most, automatic, accents};
  controls_.add(colors);
  controls_.add(most);
  GtkWidget* const row = Controls::side_by_side({automatic, found_});
  gtk_box_pack_end(GTK_BOX(row), views_.new_add_button(), FALSE, FALSE, 0);
  controls_.add(accents);
  gtk_widget_show_all(row);
  controls_.add(row);
  controls_.add(views_.new_list(), true);
  part_->add_controls(controls_, *this);
  add_pages();
}

void ClusterDialog::add_pages() {
  GtkWidget* const representative = controls_.of("representative");
  keep_palette_ = std::make_unique<PaletteRow>(
      context_.config, "keep-palette", _("Keep the colors of a palette:"),
      _("These colors stay as they are, and the others are found around them"), *this);
  search_controls_.push_back(representative);
  std::vector<GtkWidget*> page{controls_.of("color-space"), representative, controls_.of("order"),
                               keep_palette_->widget()};
  std::vector<const char*> arguments{"color-space", "representative", "order", "keep-palette"};
  part_->add_color_controls(controls_, page, arguments);
  if (can_sample_merged(context_.config)) {
    page.push_back(controls_.of("sample-merged"));
    arguments.push_back("sample-merged");
  }
  controls_.add_page(_("Colors"), page, arguments);
  part_->add_pages(controls_);
  controls_.add_more();
}

void ClusterDialog::run() {
  GimpProcedureDialog* const dialog = window_.dialog();
  connect<&ClusterDialog::respond>(dialog, "response", this);
  connect<&ClusterDialog::become_active>(dialog, "focus-in-event", this);
  connect<&ClusterDialog::change>(context_.config, "notify", this);
  connect<&ClusterDialog::begin>(dialog, "draw", this);
  const bool is_accepted = gimp_procedure_dialog_run(dialog) != FALSE;
  if (failure_) std::rethrow_exception(failure_);
  if (!is_accepted) throw cancelled();
}

void ClusterDialog::report(const std::exception_ptr& failure) noexcept {
  try {
    const std::string text = message_of(failure);
    if (text.empty()) return;
    message_.warn(text);
    has_reported_ = true;
  } catch (...) {
    // There is no memory even for the message.
    g_printerr("color-clusters: out of memory\n");
  }
}

void ClusterDialog::respond(GtkDialog*, int response) {
  if (response == GTK_RESPONSE_OK || response == GTK_RESPONSE_CANCEL ||
      response == GTK_RESPONSE_DELETE_EVENT) {
    is_closing_ = true;
  }
}

/// Reading starts when the window has been seen, with a thumbnail: a large layer takes long.
gboolean ClusterDialog::begin(GtkWidget*, cairo_t*) {
  if (!std::exchange(has_begun_, true)) start_reading();
  return FALSE;
}

void ClusterDialog::show_layer(GimpDrawable* layer) {
  views_.preview().show_layer(gimp_drawable_get_width(layer), gimp_drawable_get_height(layer),
                              thumbnail_of(layer, thumbnail_width, thumbnail_width));
}

void ClusterDialog::start_reading() { reading_.when_idle<&ClusterDialog::read>(this); }

void ClusterDialog::read() {
  if (is_reading_) return;
  const bool is_first = layer_ == nullptr;
  is_reading_ = true;
  try {
    clusters_.reset();
    window_.enable_ok(false);
    if (!is_first) message_.say(_("The layer has changed; reading it again…"));
    gdk_display_flush(gdk_display_get_default());
    layer_ = std::make_unique<LayerSnapshot>(context_.image, context_.drawables,
                                             samples_merged(context_.config));
    if (!is_first || !layer_->is_one_layer()) show_layer(GIMP_DRAWABLE(layer_->picture().layer()));
    pictures_ = {};
    ColorHistogram histogram = read_colors(
        selected_pixels(layer_->sources()),
        [this](double fraction) { return show_reading(fraction); }, Reading::colors_and_places);
    const LayerPixels& pixels = layer_->sources().front()->selected_pixels();
    description_ = description_of(histogram, pixels.selection.buffer.exists());
    take_overview();
    clusters_ = std::make_unique<LiveClusters>(
        std::move(histogram), layer_encoding(pixels.buffer.format()),
        [this](const std::shared_ptr<const LiveResult>& result) { show(result); },
        [this](const std::exception_ptr& failure) { report(failure); });
    message_.hide_progress();
    message_.say(description_);
    is_reading_ = is_gone_ = false;
    request();
  } catch (const Cancelled&) {
    is_reading_ = false;
  } catch (...) {
    is_reading_ = false;
    message_.hide_progress();
    if (!is_first) throw;
    failure_ = std::current_exception();
    gtk_dialog_response(GTK_DIALOG(window_.dialog()), GTK_RESPONSE_CANCEL);
  }
}

bool ClusterDialog::show_reading(double fraction) {
  message_.show_progress(fraction);
  while (!is_closing_ && gtk_events_pending() != FALSE) gtk_main_iteration_do(FALSE);
  return !is_closing_;
}

void ClusterDialog::take_overview() {
  const auto [width, height] = views_.preview().overview_size();
  pictures_.take_overview(layer_->picture(), width, height);
}

void ClusterDialog::take_detail() {
  views_.update_zoom_button();
  if (!clusters_) return;
  pictures_.take_detail(layer_->picture(), views_.preview().detail());
  request();
}

/// Copies the layer while the dialog stays alive, and asks for what is chosen then.
void ClusterDialog::take_pixels() {
  is_reading_ = true;
  try {
    pictures_.take_pixels(layer_->picture(), [this](double part) { return show_reading(part); });
  } catch (...) {
    is_reading_ = false;
    message_.hide_progress();
    throw;
  }
  is_reading_ = false;
  message_.hide_progress();
  request();
}

gboolean ClusterDialog::become_active(GtkWidget*, GdkEventFocus*) {
  poll_layer(true);
  return FALSE;
}

/// Reads the layer again when it is another one by now.
void ClusterDialog::poll_layer(bool looks) {
  if (!clusters_ || is_reading_) return;
  try {
    const bool is_another = layer_->is_merged() != samples_merged(context_.config);
    if (is_another || layer_->has_changed(looks)) start_reading();
  } catch (const Error& error) {
    is_gone_ = true;
    message_.warn(error.what());
  }
}

void ClusterDialog::change(GObject*, GParamSpec*) {
  has_reported_ = false;
  // Another choice of layers may be one that can be read.
  if (layer_ && !clusters_ && !is_reading_) start_reading();
  request();
}

/// The number of colors, or how many are found at most.
void ClusterDialog::show_number() {
  gboolean is_automatic = FALSE;
  g_object_get(context_.config, "automatic", &is_automatic, nullptr);
  gtk_widget_set_visible(controls_.of("most-colors"), is_automatic);
  gtk_widget_set_visible(controls_.of("colors"), is_automatic == FALSE ? TRUE : FALSE);
}

void ClusterDialog::request() {
  show_number();
  const bool finds_colors = part_->update(controls_);
  for (GtkWidget* const control : search_controls_) {
    controls_.allow(control, finds_colors, _("The colors are those of a palette"));
  }
  controls_.allow(keep_palette_->widget(), finds_colors || chooses_entries(context_.config),
                  _("All colors of the palette are used"));
  keep_palette_->update();
  views_.allow_adding(finds_colors);
  controls_.mark_changes();
  if (!clusters_ || is_reading_) return;
  poll_layer(false);
  try {
    LiveRequest request{.arguments = part_->colors(context_.config),
                        .recoloring = recoloring(context_.config),
                        .overview = {},
                        .detail = {},
                        .layer = {}};
    part_->complete(request, layer_->picture());
    if (!pictures_.complete(request)) {
      take_pixels();
      return;
    }
    arguments_ = request.arguments;
    is_refused_ = false;
    if (views_.clusters() != nullptr) {
      part_->show(*views_.clusters(), *layer_, views_.preview());
    }
    clusters_->request(std::move(request));
  } catch (const Cancelled&) {
    // The dialog is closing.
  } catch (const Error& error) {
    refuse(error.what());
  }
}

void ClusterDialog::refuse(const std::string& why) {
  is_refused_ = true;
  message_.warn(why);
  window_.enable_ok(false);
}

void ClusterDialog::show(const std::shared_ptr<const LiveResult>& result) {
  views_.show(result, arguments_);
  const auto count = static_cast<unsigned long>(result->clusters->shares.size());
  gtk_label_set_text(
      GTK_LABEL(found_),
      arguments_.automatic
          ? format_text(ngettext("%lu color found", "%lu colors found", count), count).c_str()
          : "");
  // The result of an earlier request does not make the present arguments valid.
  if (is_refused_) return;
  try {
    part_->show(*result->clusters, *layer_, views_.preview());
  } catch (const Error& error) {
    refuse(error.what());
    return;
  }
  // A message about a layer that is gone stays, and one about a failure until something changes.
  if (!is_gone_ && !has_reported_) message_.say(description_);
  window_.enable_ok(true);
}

}  // namespace

void run_cluster_dialog(const RunContext& context, std::unique_ptr<CommandPart> part) {
  start_gtk();
  ClusterDialog(context, std::move(part)).run();
}

}  // namespace color_clusters
