// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace color_clusters {

/// Zeroed memory, `bytes` > 0, in huge pages where the system has them: with pages of 4 KiB, page
/// faults and, under random access, TLB misses would take longer than the work itself. Throws
/// std::bad_alloc.
void* allocate_zeroed(std::size_t bytes);

/// Frees the memory that allocate_zeroed returned for `bytes`.
void free_large(void* memory, std::size_t bytes) noexcept;

/// A large array, zeroed at first.
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
    void operator()(Number* numbers) const noexcept { free_large(numbers, bytes); }
  };
  std::unique_ptr<Number[], Free> numbers_;
};

/// Allocates such memory for vectors. Elements that resize() adds are not initialized again: one
/// thread would take as long for that as several threads need to fill the vector.
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
