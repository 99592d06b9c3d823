// SPDX-License-Identifier: GPL-3.0-or-later

// The operation with any properties, on pictures of any kind and size: whatever part is asked for,
// and on however many threads, it is that part of the whole, with the picture's own alpha and no
// more colors than asked for. A few dozen pictures; as many as the variable COLOR_CLUSTERS_CASES
// says.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/pixels/layer_encoding.h"
#include "tests/plugin/filter/filter_graph.h"

namespace color_clusters {
namespace {

unsigned number_from_environment(const char* name, unsigned otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr ? static_cast<unsigned>(std::strtoul(value, nullptr, 10)) : otherwise;
}

/// What the checks have to know of the properties.
struct Settings {
  int most_colors = 0;
  bool has_bar = false;
  bool shows_one_color = false;
};

class RandomFilters : public testing::Test {
 protected:
  unsigned any(unsigned below) { return static_cast<unsigned>(random() % below); }
  bool sometimes(unsigned one_in) { return any(one_in) == 0; }
  template <typename Value, std::size_t size>
  Value one_of(const std::array<Value, size>& values) {
    return values[any(size)];
  }

  GeglRectangle any_extent();
  GeglRectangle any_part(const GeglRectangle& whole);
  const Babl* any_format();
  Buffer any_picture();
  std::string any_colors();
  Settings set_properties(GeglNode* filter);
  void check(unsigned number);

  std::mt19937 random;
};

GeglRectangle RandomFilters::any_extent() {
  const int x = static_cast<int>(any(400)) - 200;
  const int y = static_cast<int>(any(400)) - 200;
  switch (any(6)) {
    case 0:
      return {x, y, 1, 1};
    case 1:
      return {x, y, 1 + static_cast<int>(any(700)), 1};
    case 2:
      return {x, y, 1, 1 + static_cast<int>(any(700))};
    default:
      return {x, y, 1 + static_cast<int>(any(200)), 1 + static_cast<int>(any(150))};
  }
}

/// Some of it can lie beside the whole.
GeglRectangle RandomFilters::any_part(const GeglRectangle& whole) {
  const auto width = static_cast<unsigned>(whole.width);
  const auto height = static_cast<unsigned>(whole.height);
  return {whole.x - 3 + static_cast<int>(any(width + 3)),
          whole.y - 3 + static_cast<int>(any(height + 3)), 1 + static_cast<int>(any(width + 3)),
          1 + static_cast<int>(any(height + 3))};
}

const Babl* RandomFilters::any_format() {
  const std::span<const Babl* const> formats = layer_formats();
  return formats[any(static_cast<unsigned>(formats.size()))];
}

Buffer RandomFilters::any_picture() {
  const Babl* const format = any_format();
  const GeglRectangle extent = any_extent();
  if (sometimes(8)) return plain(format, extent, {0.3F, 0.9F, 0.1F, sometimes(2) ? 0.0F : 0.4F});
  Buffer picture = clumps(format, extent, any(1U << 30U));
  if (sometimes(4)) {
    constexpr std::array<float, 6> extremes{std::numeric_limits<float>::quiet_NaN(),
                                            std::numeric_limits<float>::infinity(),
                                            -std::numeric_limits<float>::infinity(),
                                            std::numeric_limits<float>::max(),
                                            -1.0F,
                                            std::numeric_limits<float>::denorm_min()};
    const std::vector<float> color{one_of(extremes), one_of(extremes), one_of(extremes), 1.0F};
    const GeglRectangle part = any_part(extent);
    gegl_buffer_set_color_from_pixel(picture.get(), &part, color.data(),
                                     babl_format("R'G'B'A float"));
  }
  return picture;
}

std::string RandomFilters::any_colors() {
  constexpr std::array<const char*, 10> words{"#f00", "#8a4b2f", "white", "BLACK", "no color",
                                              "#12",  "#00ff00", ",;",    "\xff",  "#FFFFFF"};
  std::string text;
  if (sometimes(50)) return std::string(any(100000), '#');
  for (unsigned i = any(5); i > 0; --i) text += std::string(one_of(words)) + " ";
  return text;
}

Settings RandomFilters::set_properties(GeglNode* filter) {
  constexpr std::array<int, 8> numbers{1, 2, 3, 5, 8, 16, 40, 256};
  constexpr std::array<double, 4> accents{0.0, 0.0, 0.5, 1.0};
  constexpr std::array<int, 6> areas{0, 0, 2, 20, 500, 1000000};
  constexpr std::array<int, 5> smoothing{0, 0, 1, 4, 10};
  constexpr std::array<double, 3> strengths{0.0, 40.0, 100.0};
  constexpr std::array<double, 3> bar_sizes{1.0, 13.0, 50.0};
  const bool automatic = sometimes(4);
  const int colors = one_of(numbers);
  const int most = one_of(numbers);
  const unsigned bar = sometimes(2) ? any(3) : 0;
  const unsigned show = sometimes(4) ? 1 : 0;
  const std::string palette = sometimes(3) ? any_colors() : "";
  gegl_node_set(filter, "colors", colors, "automatic", automatic ? TRUE : FALSE, "most-colors",
                most, "accents", one_of(accents), "color-space", any(3), "representative", any(3),
                nullptr);
  gegl_node_set(filter, "keep-colors", any_colors().c_str(), "palette", palette.c_str(),
                "smallest-area", one_of(areas), "smooth-edges", one_of(smoothing), nullptr);
  gegl_node_set(filter, "dither", sometimes(2) ? any(4) : 0, "dither-strength", one_of(strengths),
                "color-bar", bar, "color-bar-size", one_of(bar_sizes), "show", show, "color",
                one_of(numbers), nullptr);
  // No text names more than five colors.
  return {.most_colors = std::max(automatic ? most : colors, palette.empty() ? 0 : 5),
          .has_bar = bar != 0,
          .shows_one_color = show != 0};
}

/// The bytes of a part of `whole`; 0 for what lies beside it.
Bytes part_of(GeglBuffer* whole, const GeglRectangle& part) { return bytes_at(whole, part); }

/// The colors of pixels that are seen, and whether alpha is that of the picture.
void check_pixels(const Buffer& picture, GeglBuffer* result, const Settings& settings) {
  const LayerEncoding encoding = encoding_of(picture);
  const GeglRectangle& area = *gegl_buffer_get_extent(picture.get());
  const Bytes before = bytes_at(picture.get(), area);
  const Bytes after = bytes_at(result, area);
  std::set<Bytes> colors;
  bool has_same_alpha = true;
  const std::vector<std::uint8_t> transparent(encoding.alpha_bytes);
  for (std::size_t i = 0; i < before.size(); i += encoding.pixel_bytes) {
    const auto begin = after.begin() + static_cast<std::ptrdiff_t>(i);
    const auto alpha = begin + static_cast<std::ptrdiff_t>(encoding.color_bytes());
    const auto end = begin + static_cast<std::ptrdiff_t>(encoding.pixel_bytes);
    has_same_alpha =
        has_same_alpha && std::equal(alpha, end, before.begin() + (alpha - after.begin()));
    if (!encoding.has_alpha || !std::equal(alpha, end, transparent.begin())) {
      colors.emplace(begin, alpha);
    }
  }
  EXPECT_TRUE(settings.has_bar || has_same_alpha);
  // The bar shows those, too, that are dimmed in the picture.
  const int shown = settings.has_bar && settings.shows_one_color ? 2 : 1;
  EXPECT_LE(colors.size(), static_cast<std::size_t>(shown * settings.most_colors));
}

/// Calls `use` with the name and the value of each property.
template <typename Use>
void for_each_property(GeglNode* filter, const Use& use) {
  guint count = 0;
  GParamSpec** const specs = gegl_operation_list_properties("color-clusters:posterize", &count);
  for (guint i = 0; i < count; ++i) {
    GValue value = G_VALUE_INIT;
    g_value_init(&value, specs[i]->value_type);
    gegl_node_get_property(filter, specs[i]->name, &value);
    use(specs[i]->name, value);
    g_value_unset(&value);
  }
  g_free(static_cast<void*>(specs));
}

void copy_properties(GeglNode* from, GeglNode* to) {
  for_each_property(from, [to](const char* name, const GValue& value) {
    gegl_node_set_property(to, name, &value);
  });
}

/// All properties, as a failure has to name them.
std::string described(GeglNode* filter) {
  std::string text;
  for_each_property(filter, [&](const char* name, const GValue& value) {
    const OwnedString contents(g_strdup_value_contents(&value));
    text += std::string(name) + "=" + std::string(contents.get()).substr(0, 60) + " ";
  });
  return text;
}

void RandomFilters::check(unsigned number) {
  random.seed(number);
  const Buffer picture = any_picture();
  const Babl* const format = gegl_buffer_get_format(picture.get());
  const GeglRectangle extent = *gegl_buffer_get_extent(picture.get());
  const FilterGraph graph(picture.get());
  const Settings settings = set_properties(graph.filter());
  SCOPED_TRACE("case " + std::to_string(number) + ", " + name_of(format) + ", " +
               std::to_string(extent.width) + " x " + std::to_string(extent.height) + ", " +
               described(graph.filter()));
  g_object_set(gegl_config(), "threads", 1, nullptr);
  const Buffer whole(gegl_buffer_new(&extent, format));
  gegl_node_blit_buffer(graph.filter(), whole.get(), &extent, 0, GEGL_ABYSS_NONE);
  check_pixels(picture, whole.get(), settings);
  g_object_set(gegl_config(), "threads", 2 + static_cast<int>(any(3)), nullptr);
  for (int i = 0; i < 2; ++i) {
    const GeglRectangle part = any_part(extent);
    // GEGL remembers what a graph has rendered.
    const FilterGraph again(picture.get());
    copy_properties(graph.filter(), again.filter());
    EXPECT_TRUE(again.render(format, part) == part_of(whole.get(), part))
        << part.x << ", " << part.y << ": " << part.width << " x " << part.height;
  }
  if (sometimes(5)) {
    const double scale = sometimes(2) ? 0.3 : 1.7;
    EXPECT_FALSE(graph.render(format, any_part(extent), GEGL_BLIT_DEFAULT, scale).empty());
  }
  EXPECT_EQ(G_OBJECT(whole.get())->ref_count, 1U);
}

TEST_F(RandomFilters, EveryPartIsThatOfTheWhole) {
  const unsigned cases = number_from_environment("COLOR_CLUSTERS_CASES", 40);
  const unsigned seed = number_from_environment("COLOR_CLUSTERS_SEED", 1);
  for (unsigned i = 0; i < cases; ++i) {
    check(seed * 1000000 + i);
    if (HasFailure() && i > 50) break;
  }
}

}  // namespace
}  // namespace color_clusters
