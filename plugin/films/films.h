// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace color_clusters {

/// Some rows of films, one film after the other: 1 where it prints, else 0, row by row. The films
/// of the inks come in the order of printing, and after them the underbase, if there is one.
using FilmRows = std::vector<std::vector<std::uint8_t>>;

/// The films of a picture in the making.
class Films {
 public:
  Films() = default;
  virtual ~Films() = default;
  Films(const Films&) = delete;
  Films& operator=(const Films&) = delete;

  /// The rows from `first` to before `end`, which are in the picture. They are asked for once, from
  /// the top down.
  virtual FilmRows rows(int first, int end) = 0;
};

}  // namespace color_clusters
