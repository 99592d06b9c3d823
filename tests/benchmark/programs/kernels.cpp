// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long each step takes by itself, on the 6 megapixels of kernel_picture.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>
#include <gegl.h>

#include "core/areas/clean_areas.h"
#include "core/areas/cluster_map.h"
#include "core/areas/connected_areas.h"
#include "core/areas/label_places.h"
#include "core/areas/smooth_edges.h"
#include "core/bar/color_bar.h"
#include "core/clustering/clustering.h"
#include "core/color/cielab.h"
#include "core/color/nearest_color.h"
#include "core/color/srgb.h"
#include "core/dither/dither.h"
#include "core/dither/threshold_mask.h"
#include "core/dither/void_and_cluster.h"
#include "core/histogram/byte_color_counter.h"
#include "core/histogram/float_color_counter.h"
#include "core/kmeans/palette_subset.h"
#include "core/print/film.h"
#include "core/print/halftone.h"
#include "core/print/narrow_parts.h"
#include "core/print/number_areas.h"
#include "core/print/smooth_outlines.h"
#include "kernel_picture.h"
#include "plugin/glib/owned.h"
#include "plugin/mapping/cluster_colors.h"
#include "plugin/painting/fill_color_bar.h"
#include "plugin/painting/posterize.h"
#include "plugin/pixels/read_histogram.h"

namespace color_clusters {
namespace {

// Each tells how many items (pixels or colors) it does a second.

void set_items(benchmark::State& state, std::size_t items) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
}

void count_bytes(benchmark::State& state) {
  const std::span<const std::uint8_t> pixels = picture();
  for (auto _ : state) {
    ByteColorCounter counter;
    counter.add(pixels);
    benchmark::DoNotOptimize(counter);
  }
  set_items(state, pixel_count);
}

void count_floats(benchmark::State& state) {
  const std::vector<float> pixels = float_picture();
  for (auto _ : state) {
    FloatColorCounter counter;
    counter.add(pixels, {});
    benchmark::DoNotOptimize(counter);
  }
  set_items(state, pixel_count);
}

void count_buffer(benchmark::State& state) {
  const Owned<GeglBuffer> buffer = picture_buffer();
  const LayerPixels pixels{.buffer = buffer.get(),
                           .area = *gegl_buffer_get_extent(buffer.get()),
                           .selection = {},
                           .layer_mask = {}};
  for (auto _ : state) {
    benchmark::DoNotOptimize(count_colors(pixels, static_cast<int>(state.range(0)), {}));
  }
  set_items(state, pixel_count);
}

void list_colors(benchmark::State& state) {
  ByteColorCounter counter;
  counter.add(picture());
  for (auto _ : state) {
    benchmark::DoNotOptimize(counter.histogram(static_cast<int>(state.range(0))));
  }
  set_items(state, histogram().colors.size());
}

void build_tree(benchmark::State& state) {
  const ColorHistogram& colors = histogram();
  for (auto _ : state) {
    ColorTree built(colors.colors, colors.weights, static_cast<int>(state.range(0)));
    benchmark::DoNotOptimize(built);
  }
  set_items(state, colors.colors.size());
}

template <ColorTree::Detail detail>
void partition_tree(benchmark::State& state) {
  const std::vector<Color>& around = centers(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(tree().partition(around, detail, 1));
  set_items(state, tree().size());
}

void search_and_refine(benchmark::State& state) {
  const ClusteringOptions options{.color_count = static_cast<int>(state.range(0)),
                                  .threads = thread_count()};
  for (auto _ : state) benchmark::DoNotOptimize(cluster(histogram(), options));
  set_items(state, histogram().colors.size());
}

/// The best 24 of a palette.
void choose_from_palette(benchmark::State& state) {
  std::mt19937 random(1);
  std::vector<Color> palette(static_cast<std::size_t>(state.range(0)));
  for (Color& entry : palette) {
    for (float& value : entry) value = static_cast<float>(random() % 256U) / 255.0F;
  }
  const ColorTree& colors = tree();
  for (auto _ : state) {
    benchmark::DoNotOptimize(choose_entries(colors, palette, 24, {}, thread_count()));
  }
  set_items(state, histogram().colors.size());
}

void build_nearest_color(benchmark::State& state) {
  const std::vector<Color>& palette = centers(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    const NearestColor nearest(palette);
    benchmark::DoNotOptimize(nearest.find(palette.front()));
  }
}

void find_nearest_color(benchmark::State& state) {
  const NearestColor nearest(centers(static_cast<int>(state.range(0))));
  const std::span<const Color> colors = histogram().colors;
  std::vector<std::uint16_t> indices(colors.size());
  for (auto _ : state) {
    nearest.find(colors, indices);
    benchmark::ClobberMemory();
  }
  set_items(state, colors.size());
}

void write_posterized(benchmark::State& state) {
  const Owned<GeglBuffer> source = picture_buffer();
  const Owned<GeglBuffer> destination = new_buffer();
  const LayerEncoding encoding = layer_encoding(gegl_buffer_get_format(source.get()));
  const ClusterSpace space(ColorSpace::srgb, encoding);
  const ClusterColors colors =
      cluster_colors(centers(static_cast<int>(state.range(0))), space, encoding);
  const LayerPixels pixels{.buffer = source.get(),
                           .area = *gegl_buffer_get_extent(source.get()),
                           .selection = {},
                           .layer_mask = {}};
  for (auto _ : state) posterize(pixels, destination.get(), colors, space, thread_count(), {});
  set_items(state, pixel_count);
}

void draw_color_bar(benchmark::State& state) {
  const GeglRectangle area{0, 0, width, height / 12};
  const Owned<GeglBuffer> bar(gegl_buffer_new(&area, babl_format("R'G'B' u8")));
  const std::vector<Color>& colors = centers(static_cast<int>(state.range(0)));
  const std::vector<double> shares(colors.size(), 1.0 / static_cast<double>(colors.size()));
  for (auto _ : state) fill_color_bar(bar.get(), colors, segment_widths(shares, width), false);
  set_items(state, std::size_t{width} * (height / 12));
}

void find_areas(benchmark::State& state) {
  const ClusterMap& map = cluster_map();
  for (auto _ : state) {
    benchmark::DoNotOptimize(find_connected_areas(map, static_cast<int>(state.range(0))));
  }
  set_items(state, pixel_count);
}

void clean_noise(benchmark::State& state) {
  const ClusterMap& map = cluster_map();
  const CleaningOptions options{.smallest_area = 50, .threads = static_cast<int>(state.range(0))};
  for (auto _ : state) {
    benchmark::DoNotOptimize(clean_areas(map, centers(map_colors), options));
  }
  set_items(state, pixel_count);
}

void dissolve_narrow(benchmark::State& state) {
  const ClusterMap& map = clean_map();
  const NarrowPartsOptions options{.minimum_width = static_cast<int>(state.range(1)),
                                   .threads = static_cast<int>(state.range(0))};
  for (auto _ : state) {
    benchmark::DoNotOptimize(dissolve_narrow_parts(map, centers(map_colors), options));
  }
  set_items(state, pixel_count);
}

void round_edges(benchmark::State& state) {
  const ClusterMap& map = clean_map();
  const SmoothingOptions options{.strength = static_cast<int>(state.range(1)),
                                 .threads = static_cast<int>(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(smooth_edges(map, options));
  set_items(state, pixel_count);
}

void place_labels(benchmark::State& state) {
  const ClusterMap& map = clean_map();
  for (auto _ : state) {
    benchmark::DoNotOptimize(find_label_places(map, static_cast<int>(state.range(0))));
  }
  set_items(state, pixel_count);
}

void dither(benchmark::State& state) {
  const auto method = static_cast<DitherMethod>(state.range(0));
  const int threads = static_cast<int>(state.range(2));
  std::vector<Color> linear(pixel_count);
  for (std::size_t i = 0; i < pixel_count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      linear[i][c] = static_cast<float>(picture()[3 * i + c]) / 255.0F;
    }
    linear[i] = linear_from_srgb(linear[i]);
  }
  DitherPalette palette{.linear = centers(static_cast<int>(state.range(1))),
                        .metric = {},
                        .to_metric = [](std::span<const Color> from, std::span<Color> to) {
                          std::ranges::transform(from, to.begin(), [](const Color& color) {
                            return lab_from_srgb(srgb_from_linear(color));
                          });
                        }};
  for (Color& color : palette.linear) {
    palette.metric.push_back(lab_from_srgb(color));
    color = linear_from_srgb(color);
  }
  std::vector<std::uint16_t> clusters(pixel_count);
  for (auto _ : state) {
    Ditherer ditherer(palette, width, {.method = method, .strength = 1.0, .threads = threads});
    ditherer.dither_rows(linear, clusters);
    benchmark::ClobberMemory();
  }
  set_items(state, pixel_count);
}

void make_blue_noise(benchmark::State& state) {
  constexpr std::size_t side = ThresholdMask::side;
  for (auto _ : state) benchmark::DoNotOptimize(void_and_cluster(side));
  set_items(state, side * side);
}

/// The films of four inks.
void make_films(benchmark::State& state) {
  const ClusterMap& map = cluster_map();
  std::vector<int> ranks(map_colors);
  std::iota(ranks.begin(), ranks.end(), 0);
  for (auto _ : state) {
    for (std::uint16_t ink = 0; ink < 4; ++ink) {
      const FilmOptions options{.ink = ink,
                                .trap = static_cast<int>(state.range(1)),
                                .threads = static_cast<int>(state.range(0))};
      benchmark::DoNotOptimize(make_film(map, ranks, options));
    }
  }
  set_items(state, 4 * pixel_count);
}

void smooth_outlines(benchmark::State& state) {
  const ClusterMap& map = clean_map();
  const OutlineOptions options{.width = static_cast<int>(state.range(1)),
                               .threads = static_cast<int>(state.range(0))};
  for (auto _ : state) {
    benchmark::DoNotOptimize(draw_smooth_outlines(map, options, 0, map.height));
  }
  set_items(state, pixel_count);
}

/// With leader lines or without.
void number_parts(benchmark::State& state) {
  const ClusterMap& map = clean_map();
  const NumberOptions options{
      .half_diagonals = std::vector<double>(map_colors, 0.6),
      .smallest_font = 10.0,
      .largest_font = 40.0,
      .border = 1.0,
      .hidden = state.range(1) == 0 ? HiddenAreas::dissolve : HiddenAreas::leader_lines,
      .threads = static_cast<int>(state.range(0))};
  for (auto _ : state) {
    benchmark::DoNotOptimize(number_areas(map, centers(map_colors), options));
  }
  set_items(state, pixel_count);
}

void screen_halftone(benchmark::State& state) {
  std::vector<float> amounts(pixel_count);
  for (std::size_t i = 0; i < pixel_count; ++i) {
    amounts[i] = static_cast<float>(picture()[3 * i]) / 255.0F;
  }
  std::vector<std::uint8_t> dots(pixel_count);
  const Halftone halftone({.threads = static_cast<int>(state.range(0))});
  for (auto _ : state) {
    halftone.screen(amounts, width, 0, dots);
    benchmark::ClobberMemory();
  }
  set_items(state, pixel_count);
}

void for_numbers_of_colors(benchmark::internal::Benchmark* kernel) {
  kernel->ArgName("K")->Arg(4)->Arg(16)->Arg(64)->Arg(256);
}

void for_numbers_of_threads(benchmark::internal::Benchmark* kernel) {
  kernel->ArgName("threads")->Arg(1)->Arg(2);
}

void for_strengths_and_threads(benchmark::internal::Benchmark* kernel) {
  kernel->ArgNames({"threads", "strength"})->ArgsProduct({{1, 2}, {3, 5, 10}});
}

void for_widths_and_threads(benchmark::internal::Benchmark* kernel) {
  kernel->ArgNames({"threads", "width"})->ArgsProduct({{1, 2}, {3, 10, 50}});
}

void for_lines_and_threads(benchmark::internal::Benchmark* kernel) {
  kernel->ArgNames({"threads", "width"})->ArgsProduct({{1, 2}, {1, 4, 20}});
}

void for_traps_and_threads(benchmark::internal::Benchmark* kernel) {
  kernel->ArgNames({"threads", "trap"})->ArgsProduct({{1, 2}, {0, 5, 100}});
}

void for_ways_of_dithering(benchmark::internal::Benchmark* kernel) {
  kernel->ArgNames({"method", "K", "threads"})->ArgsProduct({{1, 2, 3}, {4, 16, 256}, {1, 2}});
}

// Real time, because most of them use several threads.
void in_milliseconds(benchmark::internal::Benchmark* kernel) {
  kernel->Unit(benchmark::kMillisecond)->UseRealTime();
}

BENCHMARK(count_bytes)->Apply(in_milliseconds);
BENCHMARK(count_floats)->Apply(in_milliseconds);
BENCHMARK(count_buffer)->Apply(in_milliseconds)->Apply(for_numbers_of_threads);
BENCHMARK(list_colors)->Apply(in_milliseconds)->Apply(for_numbers_of_threads);
BENCHMARK(build_tree)->Apply(in_milliseconds)->Apply(for_numbers_of_threads);
BENCHMARK_TEMPLATE(partition_tree, ColorTree::Detail::sums)
    ->Name("partition_sums")
    ->Apply(in_milliseconds)
    ->Apply(for_numbers_of_colors);
BENCHMARK_TEMPLATE(partition_tree, ColorTree::Detail::squares)
    ->Name("partition_squares")
    ->Apply(in_milliseconds)
    ->Apply(for_numbers_of_colors);
BENCHMARK(search_and_refine)->Apply(in_milliseconds)->Apply(for_numbers_of_colors);
BENCHMARK(choose_from_palette)->Apply(in_milliseconds)->ArgName("entries")->Arg(100)->Arg(500);
BENCHMARK(build_nearest_color)->Apply(in_milliseconds)->Apply(for_numbers_of_colors);
BENCHMARK(find_nearest_color)->Apply(in_milliseconds)->Apply(for_numbers_of_colors);
BENCHMARK(write_posterized)->Apply(in_milliseconds)->Apply(for_numbers_of_colors);
BENCHMARK(draw_color_bar)->Apply(in_milliseconds)->Apply(for_numbers_of_colors);
BENCHMARK(find_areas)->Apply(in_milliseconds)->Apply(for_numbers_of_threads);
BENCHMARK(clean_noise)->Apply(in_milliseconds)->Apply(for_numbers_of_threads);
BENCHMARK(dissolve_narrow)->Apply(in_milliseconds)->Apply(for_widths_and_threads);
BENCHMARK(round_edges)->Apply(in_milliseconds)->Apply(for_strengths_and_threads);
BENCHMARK(dither)->Apply(in_milliseconds)->Apply(for_ways_of_dithering);
BENCHMARK(make_blue_noise)->Apply(in_milliseconds);
BENCHMARK(make_films)->Apply(in_milliseconds)->Apply(for_traps_and_threads);
BENCHMARK(smooth_outlines)->Apply(in_milliseconds)->Apply(for_lines_and_threads);
BENCHMARK(number_parts)
    ->Apply(in_milliseconds)
    ->ArgNames({"threads", "lines"})
    ->ArgsProduct({{1, 2}, {0, 1}});
BENCHMARK(screen_halftone)->Apply(in_milliseconds)->Apply(for_numbers_of_threads);
BENCHMARK(place_labels)->Apply(in_milliseconds)->Apply(for_numbers_of_threads);

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  gegl_init(nullptr, nullptr);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
