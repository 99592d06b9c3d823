// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/results/earlier_result.h"

#include <algorithm>
#include <functional>
#include <locale>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

#include <libgimpconfig/gimpconfig.h>

#include "plugin/gimp/item_name.h"
#include "plugin/gimp/layers_in.h"
#include "plugin/glib/owned.h"

namespace color_clusters {
namespace {

constexpr const char* parasite_name = "color-clusters-result";
/// Of the parasite's text; others are not read.
constexpr int text_version = 2;

struct ParasiteFree {
  void operator()(GimpParasite* parasite) const noexcept { gimp_parasite_free(parasite); }
};
using OwnedParasite = std::unique_ptr<GimpParasite, ParasiteFree>;

/// What the parasite of a layer says. Layers are named by their tattoos, which stay when an image
/// is saved; a copy gets another one.
struct Mark {
  unsigned layer = 0;
  unsigned picture = 0;
  unsigned source = 0;
  /// Of the source, because tattoos are given anew in a copy of the image.
  CanvasSize source_size{};
  std::string source_name;
  CanvasChange canvas{};
  std::string command;
  /// Of the picture only.
  ResultSettings settings;
};

CanvasSize size_of(GimpLayer* layer) {
  return {gimp_drawable_get_width(GIMP_DRAWABLE(layer)),
          gimp_drawable_get_height(GIMP_DRAWABLE(layer))};
}

/// A line of numbers, and then texts, each after its length.
std::string text_of(const Mark& mark) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << text_version << ' ' << mark.layer << ' ' << mark.picture << ' ' << mark.source << ' '
       << mark.source_size.width << ' ' << mark.source_size.height;
  const auto& [before, after, shift] = mark.canvas;
  for (const int number :
       {before.width, before.height, after.width, after.height, shift.x, shift.y}) {
    text << ' ' << number;
  }
  text << '\n';
  const auto add = [&text](const std::string& part) {
    text << part.size() << '\n' << part << '\n';
  };
  add(mark.source_name);
  add(mark.command);
  add(mark.settings.values);
  for (const auto& [argument, name] : mark.settings.palettes) {
    add(argument);
    add(name);
  }
  return text.str();
}

/// The next text of those that text_of writes, or nothing at the end or where it is broken.
std::optional<std::string> next_text(std::istringstream& stream, std::size_t most) {
  std::size_t size = 0;
  if (!(stream >> size) || stream.get() != '\n' || size > most) return std::nullopt;
  std::string text(size, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  return stream && stream.get() == '\n' ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<Mark> mark_from(const std::string& text) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  Mark mark;
  int version = 0;
  auto& [before, after, shift] = mark.canvas;
  stream >> version >> mark.layer >> mark.picture >> mark.source >> mark.source_size.width >>
      mark.source_size.height >> before.width >> before.height >> after.width >> after.height >>
      shift.x >> shift.y;
  if (!stream || version != text_version) return std::nullopt;
  std::optional<std::string> name = next_text(stream, text.size());
  std::optional<std::string> command = next_text(stream, text.size());
  std::optional<std::string> values = next_text(stream, text.size());
  if (!name || !command || !values) return std::nullopt;
  mark.source_name = std::move(*name);
  mark.command = std::move(*command);
  mark.settings.values = std::move(*values);
  while (std::optional<std::string> argument = next_text(stream, text.size())) {
    std::optional<std::string> palette = next_text(stream, text.size());
    if (!palette) break;
    mark.settings.palettes.emplace_back(std::move(*argument), std::move(*palette));
  }
  return mark;
}

/// The mark of a layer, unless it is a copy.
std::optional<Mark> mark_of(GimpLayer* layer) {
  const OwnedParasite parasite(gimp_item_get_parasite(GIMP_ITEM(layer), parasite_name));
  if (!parasite) return std::nullopt;
  guint32 size = 0;
  const auto* const data = static_cast<const char*>(gimp_parasite_get_data(parasite.get(), &size));
  if (data == nullptr) return std::nullopt;
  std::optional<Mark> mark = mark_from(std::string(data, size));
  return mark && mark->layer == gimp_item_get_tattoo(GIMP_ITEM(layer)) ? mark : std::nullopt;
}

struct Layer {
  GimpLayer* layer;
  std::optional<Mark> mark;
  /// Where any layer has a mark.
  unsigned tattoo = 0;
  std::string name{};  // NOLINT(readability-redundant-member-init)
};

void add_layers(const std::vector<GimpLayer*>& added, std::vector<Layer>& layers) {
  for (GimpLayer* const layer : added) {
    std::optional<Mark> mark = mark_of(layer);
    // The contents of our groups, perhaps hundreds of numbers, are not marked.
    const bool is_open = !mark && gimp_item_is_group(GIMP_ITEM(layer));
    layers.push_back({.layer = layer, .mark = std::move(mark)});
    if (is_open) add_layers(layers_in(layer), layers);
  }
}

/// The layers of an image with their marks, from the top down.
std::vector<Layer> layers_of(GimpImage* image) {
  std::vector<Layer> layers;
  add_layers(layers_in(image), layers);
  const bool has_marks =
      std::ranges::any_of(layers, [](const Layer& layer) { return layer.mark.has_value(); });
  if (!has_marks) return layers;
  // Asked for once: each mark is compared with each layer.
  for (Layer& layer : layers) {
    layer.tattoo = gimp_item_get_tattoo(GIMP_ITEM(layer.layer));
    layer.name = item_name(GIMP_ITEM(layer.layer));
  }
  return layers;
}

/// Whether `layer` is the source that a mark speaks of and not one that got its tattoo in a copy of
/// the image: it has the name, or it has the size and was renamed.
bool is_source(const Mark& mark, const Layer& layer, std::span<const Layer> layers) {
  if (layer.tattoo != mark.source) return false;
  if (layer.name == mark.source_name) return true;
  return size_of(layer.layer) == mark.source_size &&
         std::ranges::none_of(layers,
                              [&](const Layer& other) { return other.name == mark.source_name; });
}

GimpLayer* source_of(const Mark& mark, std::span<const Layer> layers) {
  const auto found = std::ranges::find_if(
      layers, [&](const Layer& layer) { return is_source(mark, layer, layers); });
  return found != layers.end() ? found->layer : nullptr;
}

/// The results whose sources are still there, the newest first.
std::vector<EarlierResult> results_in(GimpImage* image) {
  const std::vector<Layer> layers = layers_of(image);
  // By the picture's tattoo: a later layer has a higher one.
  std::map<unsigned, EarlierResult, std::greater<>> results;
  for (const auto& [layer, mark, tattoo, name] : layers) {
    if (!mark || mark->picture != mark->layer) continue;
    GimpLayer* const source = source_of(*mark, layers);
    if (source == nullptr) continue;
    results[mark->picture] = {.command = mark->command,
                              .source = source,
                              .picture = layer,
                              .layers = {layer},
                              .settings = mark->settings,
                              .canvas_before = mark->canvas.before,
                              .canvas_after = mark->canvas.after,
                              .shift = mark->canvas.shift};
  }
  for (const auto& [layer, mark, tattoo, name] : layers) {
    if (!mark || mark->picture == mark->layer) continue;
    const auto result = results.find(mark->picture);
    if (result != results.end()) result->second.layers.push_back(layer);
  }
  std::vector<EarlierResult> newest_first;
  newest_first.reserve(results.size());
  for (auto& [number, result] : results) newest_first.push_back(std::move(result));
  return newest_first;
}

bool is_palette_argument(GimpProcedureConfig* config, const std::string& name) {
  const GParamSpec* const argument =
      g_object_class_find_property(G_OBJECT_GET_CLASS(config), name.c_str());
  return argument != nullptr && argument->value_type == GIMP_TYPE_PALETTE;
}

/// Makes controls show the lengths again. GIMP's convert what they show when they hear of another
/// unit, and it depends on the order of the arguments whether they have heard of a length before.
void tell_lengths(GimpProcedureConfig* config) {
  guint count = 0;
  const OwnedMemory<GParamSpec*> arguments(
      g_object_class_list_properties(G_OBJECT_GET_CLASS(config), &count));
  for (GParamSpec* const argument : std::span(arguments.get(), count)) {
    if (argument->value_type == G_TYPE_DOUBLE) g_object_notify_by_pspec(G_OBJECT(config), argument);
  }
}

}  // namespace

std::vector<EarlierResult> earlier_results(GimpImage* image) { return results_in(image); }

std::optional<EarlierResult> result_with(GimpLayer* layer, const std::string& command) {
  std::vector<EarlierResult> results = results_in(gimp_item_get_image(GIMP_ITEM(layer)));
  std::erase_if(results, [&](const EarlierResult& result) { return result.command != command; });
  for (GimpItem* item = GIMP_ITEM(layer); item != nullptr; item = gimp_item_get_parent(item)) {
    for (EarlierResult& result : results) {
      if (std::ranges::find(result.layers, GIMP_LAYER(item)) != result.layers.end()) return result;
    }
  }
  return std::nullopt;
}

std::string command_of(GimpProcedureConfig* config) {
  return gimp_procedure_get_name(gimp_procedure_config_get_procedure(config));
}

ResultSettings settings_of(GimpProcedureConfig* config) {
  ResultSettings settings;
  const Owned<GObject> others(G_OBJECT(gimp_config_duplicate(GIMP_CONFIG(config))));
  guint count = 0;
  const OwnedMemory<GParamSpec*> arguments(
      g_object_class_list_properties(G_OBJECT_GET_CLASS(config), &count));
  for (GParamSpec* const argument : std::span(arguments.get(), count)) {
    if (argument->value_type != GIMP_TYPE_PALETTE) continue;
    GimpPalette* palette = nullptr;
    g_object_get(config, argument->name, &palette, nullptr);
    const Owned<GimpPalette> owned(palette);
    if (palette == nullptr) continue;
    const OwnedString name(gimp_resource_get_name(GIMP_RESOURCE(palette)));
    if (name) settings.palettes.emplace_back(argument->name, name.get());
    g_object_set(others.get(), argument->name, nullptr, nullptr);
  }
  const OwnedString values(gimp_config_serialize_to_string(GIMP_CONFIG(others.get()), nullptr));
  if (values) settings.values = values.get();
  return settings;
}

bool read_settings(const ResultSettings& settings, GimpProcedureConfig* config) {
  auto* const all = GIMP_CONFIG(config);
  const Owned<GimpConfig> before(GIMP_CONFIG(gimp_config_duplicate(all)));
  gimp_config_reset(all);
  const std::string& values = settings.values;
  GError* error = nullptr;
  if (!gimp_config_deserialize_string(all, values.data(), static_cast<int>(values.size()), nullptr,
                                      &error)) {
    g_clear_error(&error);
    gimp_config_copy(before.get(), all, static_cast<GParamFlags>(0));
    return false;
  }
  for (const auto& [argument, name] : settings.palettes) {
    GimpPalette* const palette = gimp_palette_get_by_name(name.c_str());
    if (palette != nullptr && is_palette_argument(config, argument)) {
      g_object_set(config, argument.c_str(), palette, nullptr);
    }
  }
  tell_lengths(config);
  return true;
}

void mark_result(std::span<GimpLayer* const> layers, GimpLayer* source, GimpProcedureConfig* config,
                 const CanvasChange& canvas) {
  Mark mark{.picture = gimp_item_get_tattoo(GIMP_ITEM(layers.front())),
            .source = gimp_item_get_tattoo(GIMP_ITEM(source)),
            .source_size = size_of(source),
            .source_name = item_name(GIMP_ITEM(source)),
            .canvas = canvas,
            .command = command_of(config),
            .settings = settings_of(config)};
  for (GimpLayer* const layer : layers) {
    mark.layer = gimp_item_get_tattoo(GIMP_ITEM(layer));
    const std::string text = text_of(mark);
    const OwnedParasite parasite(gimp_parasite_new(parasite_name, GIMP_PARASITE_PERSISTENT,
                                                   static_cast<guint32>(text.size()), text.data()));
    gimp_item_attach_parasite(GIMP_ITEM(layer), parasite.get());
    mark.settings = {};
  }
}

}  // namespace color_clusters
