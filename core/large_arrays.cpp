// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/large_arrays.h"

#include <cstdint>
#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace color_clusters {

#ifdef __linux__

namespace {

constexpr std::size_t page_size = std::size_t{2} << 20U;

/// Whether so much memory is mapped in pages of its own; less comes from the heap.
constexpr bool is_mapped(std::size_t bytes) { return bytes >= page_size; }

constexpr std::size_t rounded_up(std::size_t bytes) {
  return (bytes + page_size - 1) / page_size * page_size;
}

}  // namespace

void* allocate_zeroed(std::size_t bytes) {
  if (!is_mapped(bytes)) {
    void* const memory = std::calloc(bytes, 1);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
  // One page more than needed, of which the parts before and after an aligned range go back.
  const std::size_t wanted = rounded_up(bytes);
  const std::size_t mapped = wanted + page_size;
  void* const mapping =
      mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) throw std::bad_alloc();
  auto* const first = static_cast<std::byte*>(mapping);
  const std::size_t before =
      rounded_up(reinterpret_cast<std::uintptr_t>(first)) - reinterpret_cast<std::uintptr_t>(first);
  std::byte* const aligned = first + before;
  if (before > 0) munmap(first, before);
  if (before < page_size) munmap(aligned + wanted, page_size - before);
  // Where there are no large pages, everything works as well, more slowly.
  madvise(aligned, wanted, MADV_HUGEPAGE);
  return aligned;
}

void free_zeroed(void* memory, std::size_t bytes) noexcept {
  if (is_mapped(bytes)) {
    munmap(memory, rounded_up(bytes));
  } else {
    std::free(memory);
  }
}

#else

void* allocate_zeroed(std::size_t bytes) {
  void* const memory = std::calloc(bytes, 1);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void free_zeroed(void* memory, std::size_t) noexcept { std::free(memory); }

#endif

}  // namespace color_clusters
