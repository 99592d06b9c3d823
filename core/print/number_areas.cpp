// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/number_areas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

#include "core/areas/clean_areas.h"
#include "core/areas/connected_areas.h"
#include "core/areas/label_places.h"
#include "core/print/free_places.h"

namespace color_clusters {
namespace {

/// So much of a circle's radius is for the number, so that it does not touch the edge.
constexpr double used_radius = 0.9;
/// From the middle of a pixel to its side.
constexpr double half_pixel = 0.5;
/// What is seen of an area inside the lines along its border is at least this wide, in half pixels.
constexpr double least_seen = 1.0;
/// How far from an area its number may be, in radii of the number's circle.
constexpr double farthest = 12.0;
/// Areas that dissolve in the second round have so many times as many pixels as those of the first.
constexpr std::uint32_t growth = 8;
constexpr std::uint32_t any_size = std::numeric_limits<std::uint32_t>::max();

/// The circle that a number needs, without what is drawn along borders.
double circle_of(double font, double half_diagonal) { return font * half_diagonal / used_radius; }

/// The most pixels for which an area surely has no circle of that radius about the middle of a
/// pixel: the disc that is certainly covered by the pixels in it is smaller by half their diagonal.
std::uint32_t pixels_without(double radius) {
  constexpr double half_diagonal_of_pixel = 0.7072;
  constexpr double below_pi = 3.14;
  const double covered = std::clamp(radius - half_diagonal_of_pixel, 0.0, 1e4);
  return static_cast<std::uint32_t>(below_pi * covered * covered);
}

/// The 32 directions in which places for numbers are looked for.
std::array<std::pair<double, double>, 32> directions() {
  std::array<std::pair<double, double>, 32> result;
  std::size_t i = 0;
  for (int x = -4; x <= 4; ++x) {
    for (int y = -4; y <= 4; ++y) {
      if (std::max(std::abs(x), std::abs(y)) != 4) continue;
      const double length = std::sqrt(static_cast<double>(x * x + y * y));
      result[i++] = {x / length, y / length};
    }
  }
  return result;
}

/// A map with its areas and where each is widest.
struct Survey {
  ConnectedAreas areas;
  AreaDistances distances;
  std::vector<LabelPlace> places;

  Survey(const ClusterMap& map, const NumberOptions& options)
      : areas(find_connected_areas(map, options.threads, options.checkpoint)),
        distances(map, areas, options.threads, options.checkpoint),
        places(label_places_of(map, areas, distances, options.checkpoint)) {}
};

class Numbering {
 public:
  Numbering(ClusterMap map, std::span<const Color> colors, const NumberOptions& options)
      : map_(std::move(map)), colors_(colors), options_(options) {}

  NumberedAreas run() {
    if (map_.clusters.empty()) return {std::move(map_), {}};
    std::vector<AreaNumber> numbers;
    if (options_.hidden == HiddenAreas::dissolve) {
      dissolve_hidden();
      numbers = numbers_inside();
    } else {
      dissolve(pixels_without(least_seen_radius()), {});
      numbers = numbers_with_lines();
    }
    return {std::move(map_), std::move(numbers)};
  }

 private:
  /// The font for a cluster's number in a circle, 0 if there is no room.
  [[nodiscard]] double font_in(double radius, std::uint16_t cluster) const {
    const double free = radius - half_pixel - options_.border;
    const double font =
        std::min(options_.largest_font, used_radius * free / options_.half_diagonals[cluster]);
    return font >= options_.smallest_font ? font : 0.0;
  }

  /// Below it nothing is seen of an area inside its lines.
  [[nodiscard]] double least_seen_radius() const {
    return half_pixel + options_.border + least_seen;
  }

  void dissolve(std::uint32_t smallest_area, std::span<const std::uint32_t> kept) {
    map_ = clean_areas(std::move(map_), colors_,
                       {.smallest_area = smallest_area,
                        .joins_corners = false,
                        .kept = kept,
                        .threads = options_.threads,
                        .checkpoint = options_.checkpoint});
  }

  /// So few pixels have no room for any number.
  [[nodiscard]] std::uint32_t surely_hidden() const {
    const double least = std::ranges::min(options_.half_diagonals);
    return pixels_without(circle_of(options_.smallest_font, least) + half_pixel + options_.border);
  }

  void dissolve_hidden() {
    const std::uint32_t small = surely_hidden();
    dissolve(small, {});
    for (const std::uint32_t limit : {std::max(small, 1U) * growth, any_size}) {
      std::vector<std::uint32_t> kept;
      const std::vector<LabelPlace> places =
          find_label_places(map_, options_.threads, options_.checkpoint);
      for (const LabelPlace& place : places) {
        if (font_in(place.radius, place.cluster) > 0.0) kept.push_back(pixel_of(place));
      }
      if (kept.size() == places.size()) return;
      dissolve(limit, kept);
    }
  }

  /// Dissolves what has no number. What then has room gets one: no other stands there, for those
  /// with lines stand in areas with room.
  void dissolve_others(std::vector<AreaNumber>& numbers, std::vector<std::uint32_t>& marks) {
    const std::uint32_t small = surely_hidden();
    for (const std::uint32_t limit : {small, std::max(small, 1U) * growth}) {
      dissolve(limit, marks);
      const Survey survey(map_, options_);
      std::vector<bool> is_numbered(survey.places.size());
      for (const std::uint32_t mark : marks) is_numbered[survey.areas.area_of[mark]] = true;
      for (std::size_t i = 0; i < survey.places.size(); ++i) {
        const std::optional<AreaNumber> number = inside(survey.places[i]);
        if (is_numbered[i] || !number) continue;
        numbers.push_back(*number);
        marks.push_back(pixel_of(survey.places[i]));
      }
    }
    dissolve(any_size, marks);
  }

  [[nodiscard]] std::uint32_t pixel_of(const LabelPlace& place) const {
    return static_cast<std::uint32_t>(map_.index(place.x, place.y));
  }

  [[nodiscard]] std::optional<AreaNumber> inside(const LabelPlace& place) const {
    const double font = font_in(place.radius, place.cluster);
    if (font == 0.0) return std::nullopt;
    return AreaNumber{.cluster = place.cluster,
                      .x = place.x + half_pixel,
                      .y = place.y + half_pixel,
                      .font = font};
  }

  [[nodiscard]] std::vector<AreaNumber> numbers_inside() const {
    std::vector<AreaNumber> numbers;
    for (const LabelPlace& place : find_label_places(map_, options_.threads, options_.checkpoint)) {
      if (const std::optional<AreaNumber> number = inside(place)) numbers.push_back(*number);
    }
    return numbers;
  }

  /// A number outside of its area, or none where there is no place for it.
  [[nodiscard]] std::optional<AreaNumber> outside(const Survey& survey, std::size_t area,
                                                  const FreePlaces& taken) const;

  std::vector<AreaNumber> numbers_with_lines();

  /// The numbers of the areas that are left, when others have dissolved: `marks` are pixels of the
  /// areas that have the numbers. Areas of one color can have become one.
  [[nodiscard]] std::vector<AreaNumber> numbers_left(const std::vector<AreaNumber>& numbers,
                                                     std::span<const std::uint32_t> marks) const {
    const Survey survey(map_, options_);
    std::vector<std::optional<AreaNumber>> of_area(survey.places.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      std::optional<AreaNumber>& number = of_area[survey.areas.area_of[marks[i]]];
      if (!number || (number->has_line && !numbers[i].has_line)) number = numbers[i];
    }
    std::vector<AreaNumber> result;
    for (std::size_t area = 0; area < of_area.size(); ++area) {
      std::optional<AreaNumber>& number = of_area[area];
      if (!number && numbers.empty()) number = inside(survey.places[area]);
      if (number) result.push_back(*number);
    }
    return result;
  }

  ClusterMap map_;
  std::span<const Color> colors_;
  const NumberOptions& options_;
};

std::optional<AreaNumber> Numbering::outside(const Survey& survey, std::size_t area,
                                             const FreePlaces& taken) const {
  const LabelPlace& place = survey.places[area];
  if (place.radius < least_seen_radius()) return std::nullopt;
  static const std::array<std::pair<double, double>, 32> ways = directions();
  const double radius = circle_of(options_.smallest_font, options_.half_diagonals[place.cluster]);
  const Spot end{place.x + half_pixel, place.y + half_pixel};
  const double step = std::max(1.0, radius / 2.0);
  for (double away = place.radius + radius; away <= place.radius + farthest * radius;
       away += step) {
    for (const auto& [dx, dy] : ways) {
      const Spot middle{end.x + away * dx, end.y + away * dy};
      const Spot begin{middle.x - radius * dx, middle.y - radius * dy};
      if (!taken.has_room(middle, radius, begin, end, static_cast<std::uint32_t>(area))) continue;
      const std::size_t host =
          survey.areas.area_of[map_.index(static_cast<int>(middle.x), static_cast<int>(middle.y))];
      // It has its own number, and stays.
      if (font_in(survey.places[host].radius, survey.places[host].cluster) == 0.0) continue;
      return AreaNumber{.cluster = place.cluster,
                        .x = middle.x,
                        .y = middle.y,
                        .font = options_.smallest_font,
                        .has_line = true,
                        .line_begin_x = begin.x,
                        .line_begin_y = begin.y,
                        .line_end_x = end.x,
                        .line_end_y = end.y};
    }
  }
  return std::nullopt;
}

std::vector<AreaNumber> Numbering::numbers_with_lines() {
  std::vector<AreaNumber> numbers;
  std::vector<std::uint32_t> marks;
  std::vector<std::size_t> hidden;
  {
    const Survey survey(map_, options_);
    FreePlaces taken(map_, survey.areas, survey.distances,
                     {.border = options_.border, .line_width = options_.line_width});
    for (std::size_t i = 0; i < survey.places.size(); ++i) {
      if (const std::optional<AreaNumber> number = inside(survey.places[i])) {
        numbers.push_back(*number);
        marks.push_back(pixel_of(survey.places[i]));
        taken.take({number->x, number->y},
                   circle_of(number->font, options_.half_diagonals[number->cluster]));
      } else {
        hidden.push_back(i);
      }
    }
    // The largest first: what is seen best must not be left without.
    std::ranges::stable_sort(hidden, std::ranges::greater(),
                             [&](std::size_t i) { return survey.places[i].size; });
    for (const std::size_t i : hidden) {
      pass(options_.checkpoint);
      const std::optional<AreaNumber> number = outside(survey, i, taken);
      if (!number) continue;
      numbers.push_back(*number);
      marks.push_back(pixel_of(survey.places[i]));
      taken.take({number->x, number->y},
                 circle_of(number->font, options_.half_diagonals[number->cluster]));
      taken.take({number->line_begin_x, number->line_begin_y},
                 {number->line_end_x, number->line_end_y});
    }
  }
  dissolve_others(numbers, marks);
  return numbers_left(numbers, marks);
}

void check(const NumberOptions& options, std::size_t clusters) {
  const auto is_positive = [](double value) { return value > 0.0 && std::isfinite(value); };
  if (options.half_diagonals.size() < clusters ||
      !std::ranges::all_of(options.half_diagonals, is_positive)) {
    throw std::invalid_argument("each cluster has a number with a size");
  }
  if (!is_positive(options.smallest_font) || !is_positive(options.largest_font) ||
      options.smallest_font > options.largest_font) {
    throw std::invalid_argument("a number has a size, and the smallest is not above the largest");
  }
  if (!(options.border >= 0.0 && options.border < 1e6) ||
      !(options.line_width >= 0.0 && options.line_width < 1e6)) {
    throw std::invalid_argument("lines are 0 pixels wide or more");
  }
}

}  // namespace

NumberedAreas number_areas(ClusterMap map, std::span<const Color> colors,
                           const NumberOptions& options) {
  require_valid(map, colors.size());
  check(options, colors.size());
  return Numbering(std::move(map), colors, options).run();
}

}  // namespace color_clusters
