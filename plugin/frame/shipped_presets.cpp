// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/frame/shipped_presets.h"

#include <array>

#include <glib/gi18n.h>

namespace color_clusters {
namespace {

constexpr const char* extract_palette = "plug-in-color-clusters-palette";
constexpr const char* posterize = "plug-in-color-clusters-posterize";
constexpr const char* separate = "plug-in-color-clusters-separate";
constexpr const char* paint_by_numbers = "plug-in-color-clusters-paint-by-numbers";

constexpr std::array presets{
    ShippedPreset{
        .command = extract_palette,
        .name = N_("Moodboard, 5 colors"),
        .line = N_("Few vivid colors, small accents among them, from dark to light"),
        .values = R"((colors 5) (accents 0.4) (representative "vivid") (order "lightness"))"},
    ShippedPreset{.command = extract_palette,
                  .name = N_("All nuances, 64 colors"),
                  .line = N_("What a painter mixes from, around the color wheel"),
                  .values = R"((colors 64) (order "hue"))"},
    ShippedPreset{.command = posterize,
                  .name = N_("Poster, 6 colors"),
                  .line = N_("Clean areas with smooth edges in vivid colors"),
                  .values = R"((colors 6) (accents 0.3) (representative "vivid")
                               (smallest-area 150) (smooth-edges 5) (color-bar no))"},
    ShippedPreset{.command = posterize,
                  .name = N_("Pixel art, 16 colors"),
                  .line = N_("Colors of the picture, with a light pattern of dots between them"),
                  .values = R"((colors 16) (accents 0.25) (representative "nearest")
                               (dither "bayer") (dither-strength 50) (color-bar no))"},
    ShippedPreset{.command = posterize,
                  .name = N_("Game Boy"),
                  .line = N_("Four greens of an old screen, and patterns of dots between them"),
                  .values = R"((dither "bayer") (color-bar no))",
                  .palette = "game-boy.gpl"},
    ShippedPreset{.command = posterize,
                  .name = N_("Swatches, 8 colors"),
                  .line = N_("The picture as it is, and beside it its colors with their values"),
                  .values = R"((colors 8) (accents 0.25) (representative "nearest")
                               (order "lightness") (layers "none") (color-bar-position "right")
                               (color-bar-size 16) (color-bar-text "hex"))"},
    // Usual in screen printing by hand: a trap of a quarter to half a millimeter, and lines that a
    // screen of 43 to 62 threads per centimeter holds.
    ShippedPreset{.command = separate,
                  .name = N_("T-shirt, 4 inks"),
                  .line = N_("Solid areas with trap on white fabric"),
                  .values = R"((colors 4) (representative "vivid") (smallest-area 50)
                               (smooth-edges 3) (unit millimeters) (minimum-width 0.3) (trap 0.3))"},
    ShippedPreset{.command = separate,
                  .name = N_("Dark T-shirt, 4 inks"),
                  .line = N_("Solid areas with trap on black fabric, over a white underbase"),
                  .values = R"((colors 4) (representative "vivid") (paper "black")
                               (smallest-area 50) (smooth-edges 3) (unit millimeters)
                               (minimum-width 0.3) (trap 0.3) (underbase yes)
                               (underbase-choke 0.3))"},
    // Riso printers hold 71 to 106 lines per inch on their 600 dots. Dots are seen least at 45°, so
    // the darker ink has that; 30° from it the lighter one makes little moiré.
    ShippedPreset{
        .command = separate,
        .name = N_("Riso, 2 inks"),
        .line = N_("Dots in 71 lines per inch on white paper; best at 600 pixels per inch"),
        .values = R"((colors 2) (accents 0.5) (representative "vivid")
                               (halftone "round") (lpi 71) (angles "75 45"))"},
    ShippedPreset{.command = separate,
                  .name = N_("Screen print, 4 inks in dots"),
                  .line = N_("Tones of a photo on white paper, in 45 lines per inch"),
                  .values = R"((colors 4) (accents 0.3) (representative "vivid")
                               (halftone "round") (lpi 45))"},
    ShippedPreset{.command = paint_by_numbers,
                  .name = N_("Canvas, 24 paints"),
                  .line = N_("Areas for a brush of 2 mm, with numbers of 2 to 4 mm"),
                  .values = R"((colors 24) (accents 0.25) (smooth-edges 5) (unit millimeters)
                               (minimum-width 2) (smallest-number 2) (largest-number 4))"},
    ShippedPreset{.command = paint_by_numbers,
                  .name = N_("Children, 8 paints"),
                  .line = N_("Large areas in vivid colors, wide outlines and large numbers"),
                  .values = R"((colors 8) (accents 0.25) (representative "vivid")
                               (smooth-edges 10) (unit millimeters) (minimum-width 4)
                               (smallest-number 4) (largest-number 8) (outline-width 4))"},
};

}  // namespace

std::span<const ShippedPreset> shipped_presets() { return presets; }

}  // namespace color_clusters
