// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/separate/film_layers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <glib/gi18n.h>

#include "core/color/srgb.h"
#include "plugin/clusters/cluster_names.h"
#include "plugin/films/inks.h"
#include "plugin/gimp/drawable_pixels.h"
#include "plugin/glib/text.h"
#include "plugin/painting/separations.h"
#include "plugin/results/result_names.h"
#include "plugin/tiles/bands.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// Bytes that the rows take which are made together.
constexpr double strip_bytes = 128e6;
/// What is needed for a pixel besides a byte for each film.
constexpr double bytes_beside_films = 40.0;
constexpr int most_rows = 512;

/// Whole tiles: one whose rows came in two strips would be read to be written again.
int rows_at_a_time(int width, std::size_t films, int tile) {
  const double row = width * (static_cast<double>(films) + bytes_beside_films);
  const int rows = static_cast<int>(std::min(strip_bytes / row, double{most_rows}));
  return std::max(rows / tile, 1) * tile;
}

/// The columns of `area` out of whole rows of the layer, which has `width` of them.
template <typename Value>
std::vector<Value> cropped(std::vector<Value>&& rows, int width, int first, const PixelArea& area) {
  if (area.width == width) return std::move(rows);
  std::vector<Value> part;
  part.reserve(static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height));
  for (int y = area.y; y < area.y + area.height; ++y) {
    const auto begin = rows.begin() + (static_cast<std::ptrdiff_t>(y - first) * width + area.x);
    part.insert(part.end(), begin, begin + area.width);
  }
  return part;
}

std::string number_text(double number) {
  std::array<char, G_ASCII_DTOSTR_BUF_SIZE> text{};
  return g_ascii_formatd(text.data(), text.size(), "%.4g", number);
}

/// What is written on the film of an ink besides its name.
std::string screen_text(const FilmArguments& films, std::size_t ink) {
  if (!films.screen) return "";
  // Translators: of a halftone, as in “45 lpi, 22.5°”: lines per inch and their angle.
  return " · " + format_text(_("%s lpi, %s°"), number_text(films.screen->lines_per_inch).c_str(),
                             number_text(films.screen->angle_of(ink)).c_str());
}

}  // namespace

FilmLayers::FilmLayers(const SourceLayer& source, const LayerClusters& clusters,
                       const SeparateArguments& arguments, const Sheet& sheet)
    : source_(source),
      arguments_(arguments),
      sheet_(sheet),
      proof_inks_({.paper = light_of(arguments.films.paper),
                   .inks = ink_light(clusters),
                   .has_underbase = arguments.films.has_underbase}),
      group_(source, films_name(source.layer(), static_cast<int>(ink_count(clusters)))) {
  const auto& [x, y, width, height] = sheet.area;
  const GeglRectangle place{x, y, width, height};
  const std::size_t count = proof_inks_.inks.size() + (arguments.films.has_underbase ? 1 : 0);
  for (std::size_t i = 0; i < count; ++i) {
    films_.push_back(new_layer(source, group_.image(), "film", place, Alpha::never));
    fill_white(films_.back().get());
    buffers_.push_back(pixels_of(GIMP_DRAWABLE(films_.back().get()), static_cast<int>(count)));
  }
  if (!arguments.has_proof) return;
  proof_ = new_layer(source, source.image(), _("Proof"), place, Alpha::never);
}

void FilmLayers::paint(Films& films, const Progress& progress) {
  if (films_.empty()) return;
  const GeglRectangle& layer = source_.place();
  const PixelArea& picture = sheet_.picture;
  const int first = std::max(0, picture.y - layer.y);
  const int end = std::min(layer.height, picture.y + picture.height - layer.y);
  PixelBuffer proof;
  if (proof_) {
    proof = pixels_of(GIMP_DRAWABLE(proof_.get()));
    fill_with(srgb_from_linear(proof_inks_.paper), proof);
  }
  const int rows = rows_at_a_time(layer.width, films_.size(), tile_height(buffers_.front().get()));
  const int above = layer.y - sheet_.area.y;
  for (int y = first; y < end;) {
    const int stop = std::min((above + y) / rows * rows + rows - above, end);
    paint_rows(y, films.rows(y, stop), proof);
    if (progress && !progress(static_cast<double>(stop - first) / (end - first))) throw Cancelled();
    y = stop;
  }
}

void FilmLayers::paint_rows(int first, FilmRows rows, PixelBuffer& proof) {
  const GeglRectangle& layer = source_.place();
  const PixelArea& picture = sheet_.picture;
  if (rows.empty()) return;
  const int left = std::max(0, picture.x - layer.x);
  const int right = std::min(layer.width, picture.x + picture.width - layer.x);
  const auto columns = static_cast<std::size_t>(layer.width);
  const PixelArea part{left, first, right - left, static_cast<int>(rows.front().size() / columns)};
  const GeglRectangle place{layer.x + left - sheet_.area.x, layer.y + first - sheet_.area.y,
                            part.width, part.height};
  if (proof.exists()) {
    IndexedPicture printed = proof_of(rows, proof_inks_);
    paint_colors(printed.colors, cropped(std::move(printed.pixels), layer.width, first, part),
                 place, proof, thread_count());
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    paint_film(cropped(std::move(rows[i]), layer.width, first, part), place, buffers_[i],
               thread_count());
  }
}

void FilmLayers::finish_film(NewLayer layer, const std::string& name, const std::string& label) {
  gimp_item_set_name(GIMP_ITEM(layer.get()), name.c_str());
  const PixelBuffer film = pixels_of(GIMP_DRAWABLE(layer.get()));
  if (arguments_.has_marks) add_marks(sheet_, film);
  if (arguments_.has_labels) add_label(sheet_, label, group_.image(), film);
  group_.add(std::move(layer));
}

NewLayer FilmLayers::finish(const LayerClusters& clusters) {
  buffers_.clear();
  const std::size_t inks = proof_inks_.inks.size();
  const std::vector<std::string> names = color_names(clusters.colors.srgb, clusters.names);
  if (arguments_.films.has_underbase) {
    finish_film(std::move(films_[inks]), _("Underbase"), _("Underbase"));
  }
  int number = 0;
  for (std::size_t ink = 0; ink < inks; ++ink) {
    if (clusters.shares[ink] <= 0.0) continue;
    ++number;
    const std::string hex = hex_name(clusters.colors.srgb[ink]);
    const std::string color = names[ink].starts_with(hex) ? names[ink] : names[ink] + " " + hex;
    const std::string name =
        std::to_string(number) + " " + color + " · " + share_name(clusters.shares[ink]);
    finish_film(std::move(films_[ink]), name, name + screen_text(arguments_.films, ink));
  }
  gimp_item_set_name(GIMP_ITEM(group_.layer()), films_name(source_.layer(), number).c_str());
  return group_.finish();
}

}  // namespace color_clusters
