// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>

namespace color_clusters {

/// Is told how far a piece of work has come, 0 … 1, and answers whether to go on.
using Progress = std::function<bool(double)>;

/// The progress of a part of a piece of work, from `begin` to `end` of all; none if that has none.
inline Progress part_of(const Progress& progress, double begin, double end) {
  if (!progress) return {};
  return [progress, begin, end](double part) { return progress(begin + part * (end - begin)); };
}

/// Thrown by work whose Progress answered that it should stop.
struct Cancelled : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace color_clusters
