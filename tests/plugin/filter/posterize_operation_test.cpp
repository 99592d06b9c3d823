// SPDX-License-Identifier: GPL-3.0-or-later

// The module, loaded by GEGL as GIMP has it loaded.

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "plugin/filter/apply_filter.h"
#include "tests/plugin/filter/filter_graph.h"

namespace color_clusters {
namespace {

constexpr const char* operation_name = "color-clusters:posterize";
constexpr GeglRectangle place{-20, -30, 160, 130};

const Babl* bytes_with_alpha() { return babl_format("R'G'B'A u8"); }

TEST(PosterizeOperation, IsFoundWithItsKeys) {
  ASSERT_TRUE(gegl_has_operation(operation_name));
  EXPECT_STREQ(gegl_operation_get_key(operation_name, "gimp:menu-path"),
               "<Image>/Filters/Color Clusters");
  EXPECT_STREQ(gegl_operation_get_key(operation_name, "categories"), "color:reduce");
  for (const char* const word : {"palette", "k-means", "Reduces colors"}) {
    const std::string description = gegl_operation_get_key(operation_name, "description");
    EXPECT_NE(description.find(word), std::string::npos) << word;
  }
}

TEST(PosterizeOperation, HasTheArgumentsOfTheCommands) {
  guint count = 0;
  GParamSpec** const specs = gegl_operation_list_properties(operation_name, &count);
  std::vector<std::string> names;
  std::transform(specs, specs + count, std::back_inserter(names),
                 [](GParamSpec* spec) { return spec->name; });
  g_free(static_cast<void*>(specs));
  EXPECT_EQ(names, (std::vector<std::string>{
                       "colors", "automatic", "most-colors", "accents", "color-space",
                       "representative", "keep-colors", "palette", "palette-colors", "recolor",
                       "smallest-area", "smooth-edges", "dither", "dither-strength", "color-bar",
                       "color-bar-size", "show", "color"}));
}

TEST(PosterizeOperation, EqualsApplyFilterInEveryFormat) {
  for (const char* const name : {"R'G'B'A u8", "R'G'B' u8", "Y'A u8", "RGB u16", "Y'A half",
                                 "R'G'B'A float", "Y float", "RGBA double"}) {
    const Babl* const format = babl_format(name);
    const Buffer picture = clumps(format, place);
    const FilterGraph graph(picture.get());
    gegl_node_set(graph.filter(), "colors", 7, nullptr);
    EXPECT_TRUE(graph.render(format, place) == filtered_bytes(options_with(7), picture))
        << name_of(format);
  }
}

TEST(PosterizeOperation, PassesEveryPropertyOn) {
  const Buffer picture = clumps(bytes_with_alpha(), place);
  const FilterGraph graph(picture.get());
  FilterOptions options = options_with(5);
  const auto expect_same = [&](const char* what) {
    EXPECT_TRUE(graph.render(bytes_with_alpha(), place) == filtered_bytes(options, picture))
        << what;
  };
  expect_same("defaults");
  gegl_node_set(graph.filter(), "automatic", TRUE, "most-colors", 9, "accents", 0.5, nullptr);
  options.clusters.automatic = true;
  options.clusters.color_count = 9;
  options.clusters.accents = 0.5;
  expect_same("automatic");
  gegl_node_set(graph.filter(), "automatic", FALSE, "colors", 4, "color-space", ColorSpace::oklab,
                "representative", Representative::vivid, "keep-colors", "#ff0000 teal", nullptr);
  options.clusters.automatic = false;
  options.clusters.color_count = 4;
  options.clusters.color_space = ColorSpace::oklab;
  options.clusters.representative = Representative::vivid;
  options.clusters.kept = colors_in("#f00 #008080", 4);
  expect_same("kept colors");
  gegl_node_set(graph.filter(), "smallest-area", 9, "smooth-edges", 2, nullptr);
  options.areas = {.smallest_area = 9, .smooth_edges = 2};
  expect_same("areas");
  gegl_node_set(graph.filter(), "color-bar", 2, "color-bar-size", 20.0, "show", 1, "color", 2,
                nullptr);
  options.bar = {.position = BarPosition::inside_top, .percent = 20.0};
  options.shown_cluster = 1;
  expect_same("views");
  gegl_node_set(graph.filter(), "color-bar", 1, "show", 0, "dither", DitherMethod::bayer,
                "dither-strength", 60.0, "palette", "black; white, #888", "recolor", "red red",
                nullptr);
  options.bar->position = BarPosition::inside_bottom;
  options.shown_cluster.reset();
  // Dots have no areas.
  options.areas = {.smallest_area = 0, .smooth_edges = 0};
  options.dither = {.method = DitherMethod::bayer, .strength = 60.0};
  options.clusters.palette = colors_in("#000 #fff #888", 256);
  options.clusters.order = Order::palette;
  options.recolored = {{1, 0, 0}, {1, 0, 0}};
  expect_same("palette and dither");
  gegl_node_set(graph.filter(), "palette", "black; white, #888 #080 red", "palette-colors", 3,
                "keep-colors", "white #123456", nullptr);
  options.clusters.palette = colors_in("#000 #fff #888 #080 #f00", 256);
  options.clusters.palette_colors = 3;
  options.clusters.kept = {{1, 1, 1}};
  expect_same("the best of a palette");
}

TEST(PosterizeOperation, APartIsThatPartOfTheWhole) {
  const Buffer picture = clumps(bytes_with_alpha(), place);
  const FilterGraph graph(picture.get());
  gegl_node_set(graph.filter(), "dither", DitherMethod::floyd_steinberg, nullptr);
  const Buffer complete(gegl_buffer_new(&place, bytes_with_alpha()));
  gegl_node_blit_buffer(graph.filter(), complete.get(), &place, 0, GEGL_ABYSS_NONE);
  for (const GeglRectangle& part : std::vector<GeglRectangle>{
           {-20, -30, 1, 1}, {139, 99, 1, 1}, {3, -20, 64, 64}, {-20, 90, 160, 10}}) {
    // Another one, because GEGL remembers the whole.
    const FilterGraph again(picture.get());
    gegl_node_set(again.filter(), "dither", DitherMethod::floyd_steinberg, "dont-cache", TRUE,
                  nullptr);
    EXPECT_TRUE(again.render(bytes_with_alpha(), part) == bytes_at(complete.get(), part));
  }
  // What lies beside the picture stays empty.
  const Bytes beside = graph.render(bytes_with_alpha(), {200, 30, 8, 8});
  EXPECT_EQ(std::ranges::count(beside, 0), 8 * 8 * 4);
}

TEST(PosterizeOperation, HasTheColorsOfTheWholeBeforeItIsCropped) {
  const Buffer picture = clumps(bytes_with_alpha(), place);
  FilterGraph graph(picture.get());
  GeglNode* const crop = graph.add("gegl:crop");
  const GeglRectangle part{0, 60, 20, 20};
  gegl_node_set(crop, "x", 0.0, "y", 60.0, "width", 20.0, "height", 20.0, nullptr);
  gegl_node_link(graph.filter(), crop);
  Bytes cropped(20 * 20 * 4);
  gegl_node_blit(crop, 1.0, &part, bytes_with_alpha(), cropped.data(), GEGL_AUTO_ROWSTRIDE,
                 GEGL_BLIT_DEFAULT);
  EXPECT_TRUE(cropped == graph.render(bytes_with_alpha(), part));
}

void remember(GeglNode*, GeglRectangle* area, gpointer invalid) {
  auto* const all = static_cast<GeglRectangle*>(invalid);
  gegl_rectangle_bounding_box(all, all, area);
}

TEST(PosterizeOperation, AChangeAnywhereChangesEverything) {
  const Buffer picture = clumps(bytes_with_alpha(), place);
  const FilterGraph graph(picture.get());
  const Bytes before = graph.render(bytes_with_alpha(), place, GEGL_BLIT_CACHE);
  GeglRectangle invalid{0, 0, 0, 0};
  g_signal_connect(graph.filter(), "invalidated", G_CALLBACK(remember), &invalid);
  // A third of the picture becomes green.
  const GeglRectangle third{-20, -30, 160, 44};
  const std::vector<float> green{0, 1, 0, 1};
  gegl_buffer_set_color_from_pixel(picture.get(), &third, green.data(),
                                   babl_format("R'G'B'A float"));
  EXPECT_TRUE(gegl_rectangle_equal(&invalid, &place));
  const Bytes after = graph.render(bytes_with_alpha(), place, GEGL_BLIT_CACHE);
  EXPECT_TRUE(after == filtered_bytes(options_with(5), picture));
  // Where nothing was painted, colors are others, too.
  const std::ptrdiff_t painted = std::ptrdiff_t{160} * 44 * 4;
  EXPECT_FALSE(std::equal(after.begin() + painted, after.end(), before.begin() + painted));
}

TEST(PosterizeOperation, PassesOnWhatHasNoEnd) {
  const FilterGraph graph(nullptr);
  FilterGraph endless(nullptr);
  GeglNode* const color = endless.add("gegl:color");
  GeglColor* const value = gegl_color_new("#336699");
  gegl_node_set(color, "value", value, nullptr);
  g_object_unref(value);
  gegl_node_link(color, endless.filter());
  const GeglRectangle box = gegl_node_get_bounding_box(endless.filter());
  EXPECT_TRUE(gegl_rectangle_is_infinite_plane(&box));
  EXPECT_EQ(endless.render(bytes_with_alpha(), {-5000, 70000, 2, 1}),
            (Bytes{51, 102, 153, 255, 51, 102, 153, 255}));
}

TEST(PosterizeOperation, TakesNothing) {
  const Bytes empty(2 * 2 * 4);
  const FilterGraph without_buffer(nullptr);
  EXPECT_EQ(without_buffer.render(bytes_with_alpha(), {0, 0, 2, 2}), empty);
  const GeglRectangle nowhere{0, 0, 0, 0};
  const Buffer buffer(gegl_buffer_new(&nowhere, bytes_with_alpha()));
  const FilterGraph empty_buffer(buffer.get());
  EXPECT_EQ(empty_buffer.render(bytes_with_alpha(), {0, 0, 2, 2}), empty);
  gegl_node_disconnect(empty_buffer.filter(), "input");
  EXPECT_EQ(empty_buffer.render(bytes_with_alpha(), {0, 0, 2, 2}), empty);
}

TEST(PosterizeOperation, TakesAnyText) {
  const Buffer picture = clumps(bytes_with_alpha(), place);
  const FilterGraph graph(picture.get());
  const Bytes expected = graph.render(bytes_with_alpha(), place);
  const std::string long_text(100000, '#');
  for (const char* const text : {"", "no color", "#12", "\x80\xff", ",,,", long_text.c_str()}) {
    gegl_node_set(graph.filter(), "palette", text, "keep-colors", text, nullptr);
    EXPECT_TRUE(graph.render(bytes_with_alpha(), place) == expected)
        << std::string(text).substr(0, 20);
  }
  gegl_node_set(graph.filter(), "palette", static_cast<char*>(nullptr), nullptr);
  EXPECT_TRUE(graph.render(bytes_with_alpha(), place) == expected);
  char* palette = nullptr;
  gegl_node_get(graph.filter(), "palette", &palette, nullptr);
  EXPECT_STREQ(palette, "");
  g_free(palette);
}

TEST(PosterizeOperation, GivesItsPropertiesBack) {
  const FilterGraph graph(nullptr);
  gegl_node_set(graph.filter(), "colors", 17, "keep-colors", "red", "accents", 0.25, "show", 1,
                "palette-colors", 7, nullptr);
  int colors = 0;
  double accents = 0.0;
  char* kept = nullptr;
  int shown = 0;
  int palette_colors = 0;
  gegl_node_get(graph.filter(), "colors", &colors, "keep-colors", &kept, "accents", &accents,
                "show", &shown, "palette-colors", &palette_colors, nullptr);
  EXPECT_EQ(colors, 17);
  EXPECT_STREQ(kept, "red");
  EXPECT_EQ(accents, 0.25);
  EXPECT_EQ(shown, 1);
  EXPECT_EQ(palette_colors, 7);
  g_free(kept);
}

std::ptrdiff_t threads_of_this_process() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

TEST(PosterizeOperation, LeavesNoThreadsBehind) {
  if (!std::filesystem::exists("/proc/self/task")) GTEST_SKIP() << "no list of threads";
  g_object_set(gegl_config(), "threads", 4, nullptr);
  const GeglRectangle large{0, 0, 500, 400};
  const Buffer picture = clumps(bytes_with_alpha(), large);
  // GEGL's own threads stay.
  FilterGraph graph(picture.get());
  GeglNode* const other = graph.add("gegl:invert-gamma");
  gegl_node_link(graph.source(), other);
  const Buffer result(gegl_buffer_new(&large, bytes_with_alpha()));
  gegl_node_blit_buffer(other, result.get(), &large, 0, GEGL_ABYSS_NONE);
  const std::ptrdiff_t before = threads_of_this_process();
  gegl_node_blit_buffer(graph.filter(), result.get(), &large, 0, GEGL_ABYSS_NONE);
  EXPECT_EQ(threads_of_this_process(), before);
}

}  // namespace
}  // namespace color_clusters
