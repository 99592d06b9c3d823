// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/films/proof.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "core/color/srgb.h"

namespace color_clusters {
namespace {

constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();
constexpr Color white{1, 1, 1};

Color product(const Color& a, const Color& b) { return {a[0] * b[0], a[1] * b[1], a[2] * b[2]}; }

/// Calls `visit` with the number of each pixel of a film that prints, which mostly are few.
template <typename Visit>
void for_prints(const std::vector<std::uint8_t>& film, const Visit& visit) {
  std::size_t i = 0;
  for (std::uint64_t some = 0; i + sizeof some <= film.size(); i += sizeof some) {
    std::memcpy(&some, &film[i], sizeof some);
    if (some == 0) continue;
    for (std::size_t pixel = i; pixel < i + sizeof some; ++pixel) {
      if (film[pixel] != 0) visit(pixel);
    }
  }
  for (; i < film.size(); ++i) {
    if (film[i] != 0) visit(i);
  }
}

/// Prints one film over what is there: `print` gives the color that comes of another one.
template <typename Print>
void print_film(const std::vector<std::uint8_t>& film, const Print& print,
                IndexedPicture& picture) {
  std::vector<std::uint32_t> printed(picture.colors.size(), unknown);
  for_prints(film, [&](std::size_t i) {
    std::uint32_t& color = printed[picture.pixels[i]];
    if (color == unknown) {
      color = static_cast<std::uint32_t>(picture.colors.size());
      picture.colors.push_back(print(picture.colors[picture.pixels[i]]));
    }
    picture.pixels[i] = color;
  });
}

}  // namespace

IndexedPicture proof_of(const FilmRows& films, const ProofInks& inks) {
  const std::size_t size = films.empty() ? 0 : films.front().size();
  IndexedPicture picture{.colors = {inks.paper}, .pixels = std::vector<std::uint32_t>(size)};
  if (inks.has_underbase) {
    print_film(films.back(), [](const Color&) { return white; }, picture);
  }
  for (std::size_t ink = 0; ink < inks.inks.size(); ++ink) {
    print_film(
        films[ink], [&](const Color& ground) { return product(ground, inks.inks[ink]); }, picture);
  }
  for (Color& color : picture.colors) color = srgb_from_linear(color);
  return picture;
}

std::vector<Color> proof_of_tones(std::span<const std::vector<float>> amounts,
                                  const ProofInks& inks) {
  const std::size_t size = amounts.empty() ? 0 : amounts.front().size();
  std::vector<Color> picture(size);
  for (std::size_t i = 0; i < size; ++i) {
    Color light = white;
    float bare = 1.0F;
    for (std::size_t ink = 0; ink < inks.inks.size(); ++ink) {
      const float amount = std::clamp(amounts[ink][i], 0.0F, 1.0F);
      for (std::size_t c = 0; c < 3; ++c) {
        light[c] *= 1.0F - amount * (1.0F - inks.inks[ink][c]);
      }
      bare *= 1.0F - amount;
    }
    for (std::size_t c = 0; c < 3; ++c) {
      // Where no ink is, the paper is bare; elsewhere the underbase is under the inks.
      light[c] =
          inks.has_underbase ? light[c] - bare * (1.0F - inks.paper[c]) : light[c] * inks.paper[c];
    }
    picture[i] = srgb_from_linear(light);
  }
  return picture;
}

}  // namespace color_clusters
