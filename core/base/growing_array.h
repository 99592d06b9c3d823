// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>

namespace color_clusters {

/// An array of up to `block_size` × `most_blocks` values that stay where they are when others are
/// added: who was told of an index by the thread that added it can read there while others add, one
/// at a time.
template <typename Value, std::size_t block_size, std::size_t most_blocks>
class GrowingArray {
 public:
  /// Adds values next to each other; returns the index of the first one, or nothing where there is
  /// no room for them.
  std::optional<std::size_t> add(std::span<const Value> values) {
    std::size_t index = size_;
    if (index % block_size + values.size() > block_size) index += block_size - index % block_size;
    if (index / block_size >= most_blocks || values.size() > block_size) return std::nullopt;
    std::unique_ptr<Value[]>& block = blocks_[index / block_size];
    if (!block) block = std::make_unique<Value[]>(block_size);
    std::ranges::copy(values, &block[index % block_size]);
    size_ = index + values.size();
    return index;
  }

  /// Adds one value; returns its index. Throws std::length_error where there is no room for it.
  std::size_t push(const Value& value) {
    const std::optional<std::size_t> index = add({&value, 1});
    if (!index) throw std::length_error("the array is full");
    return *index;
  }

  Value& operator[](std::size_t i) { return blocks_[i / block_size][i % block_size]; }

 private:
  std::array<std::unique_ptr<Value[]>, most_blocks> blocks_;
  std::size_t size_ = 0;
};

}  // namespace color_clusters
