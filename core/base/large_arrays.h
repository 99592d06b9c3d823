// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace color_clusters {

/// Memory for `bytes` > 0 bytes, all 0, in large pages where the system has them: to get thousands
/// of small pages from the system one by one, and to find the page of each of millions of numbers
/// picked at random, takes longer than the work itself. Throws std::bad_alloc.
void* allocate_zeroed(std::size_t bytes);

/// Gives back what it returned for so many bytes.
void free_large(void* memory, std::size_t bytes) noexcept;

/// A large array of numbers, all 0 at first.
template <typename Number>
class ZeroedArray {
  static_assert(std::is_arithmetic_v<Number>);

 public:
  explicit ZeroedArray(std::size_t count)
      : numbers_(static_cast<Number*>(allocate_zeroed(count * sizeof(Number))),
                 Free{count * sizeof(Number)}) {}

  Number& operator[](std::size_t i) { return numbers_[i]; }
  const Number& operator[](std::size_t i) const { return numbers_[i]; }

 private:
  struct Free {
    std::size_t bytes;
    void operator()(Number* numbers) const { free_large(numbers, bytes); }
  };
  std::unique_ptr<Number[], Free> numbers_;
};

/// For vectors of plain values in such memory. What a vector adds without being told a value is
/// left as it is: to set it first, on one thread, takes as long as several threads need to fill it.
template <typename Value>
struct LargePageAllocator {
  static_assert(std::is_trivially_copyable_v<Value> && std::is_trivially_destructible_v<Value>);
  using value_type = Value;  // NOLINT(readability-identifier-naming): the standard wants it

  LargePageAllocator() = default;
  template <typename Other>
  explicit(false) LargePageAllocator(const LargePageAllocator<Other>&) noexcept {}

  Value* allocate(std::size_t count) {
    return static_cast<Value*>(allocate_zeroed(count * sizeof(Value)));
  }
  void deallocate(Value* values, std::size_t count) noexcept {
    free_large(values, count * sizeof(Value));
  }

  void construct(Value*) noexcept {}
  template <typename... Arguments>
  void construct(Value* value, Arguments&&... arguments) {
    std::construct_at(value, std::forward<Arguments>(arguments)...);
  }

  bool operator==(const LargePageAllocator&) const = default;
};

template <typename Value>
using LargeVector = std::vector<Value, LargePageAllocator<Value>>;

}  // namespace color_clusters
