// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/large_arrays.h"

#include <cstdint>
#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace color_clusters {
namespace {

/// Turns a null pointer of the heap into std::bad_alloc.
void* checked(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

#ifdef __linux__

namespace {

constexpr std::size_t page_size = std::size_t{2} << 20U;

/// Whether a block of this size is mapped with mmap; smaller ones come from the heap.
constexpr bool is_mapped(std::size_t bytes) { return bytes >= page_size; }

constexpr std::size_t rounded_up(std::size_t bytes) {
  return (bytes + page_size - 1) / page_size * page_size;
}

/// Maps whole huge pages, zeroed by the system.
void* map_pages(std::size_t bytes) {
  // One huge page more than needed: what lies before and after the aligned range is unmapped again.
  const std::size_t mapped = bytes + page_size;
  void* const mapping =
      mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) throw std::bad_alloc();
  auto* const first = static_cast<std::byte*>(mapping);
  const std::size_t before =
      rounded_up(reinterpret_cast<std::uintptr_t>(first)) - reinterpret_cast<std::uintptr_t>(first);
  std::byte* const aligned = first + before;
  if (before > 0) munmap(first, before);
  if (before < page_size) munmap(aligned + bytes, page_size - before);
  // Only a hint: without huge pages everything works, but more slowly.
  madvise(aligned, bytes, MADV_HUGEPAGE);
  return aligned;
}

}  // namespace

void* allocate_zeroed(std::size_t bytes) {
  if (is_mapped(bytes)) return map_pages(rounded_up(bytes));
  return checked(std::calloc(bytes, 1));
}

void free_large(void* memory, std::size_t bytes) noexcept {
  if (is_mapped(bytes)) {
    munmap(memory, rounded_up(bytes));
  } else {
    std::free(memory);
  }
}

#else

void* allocate_zeroed(std::size_t bytes) { return checked(std::calloc(bytes, 1)); }

void free_large(void* memory, std::size_t) noexcept { std::free(memory); }

#endif

}  // namespace color_clusters
