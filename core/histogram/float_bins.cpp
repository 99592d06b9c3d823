// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/float_bins.h"

#include <algorithm>
#include <utility>

namespace color_clusters {
namespace {

constexpr std::size_t first_table_size = 1024;

/// The end of MurmurHash3 (A. Appleby): keys of neighbors differ in every third bit, and all of
/// their bits have to reach the lowest ones.
std::uint64_t hash(std::uint64_t key) {
  key = (key ^ key >> 33U) * 0xff51afd7ed558ccdU;
  key = (key ^ key >> 33U) * 0xc4ceb9fe1a85ec53U;
  return key ^ key >> 33U;
}

}  // namespace

FloatBins::FloatBins(std::size_t most, unsigned widenings)
    : table_(first_table_size), most_(most), widenings_(widenings) {}

std::size_t FloatBins::first_slot(std::uint64_t key) const {
  return static_cast<std::size_t>(hash(key)) & (table_.size() - 1);
}

std::uint32_t& FloatBins::find_slot(std::uint64_t key) {
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = first_slot(key);
  while (table_[slot] != 0 && bins_[table_[slot] - 1].key != key) slot = (slot + 1) & mask;
  return table_[slot];
}

bool FloatBins::add(std::uint64_t key, const ColorSums& sums) {
  const std::uint64_t wide_key = widened(key);
  std::uint32_t* slot = &find_slot(wide_key);
  if (*slot != 0) {
    bins_[*slot - 1].sums.add(sums);
    return true;
  }
  if (bins_.size() == most_) return false;
  if (2 * bins_.size() == table_.size()) {
    grow();
    slot = &find_slot(wide_key);
  }
  bins_.push_back({wide_key, sums});
  *slot = static_cast<std::uint32_t>(bins_.size());
  return true;
}

void FloatBins::grow() {
  table_.assign(2 * table_.size(), 0);
  for (std::size_t i = 0; i < bins_.size(); ++i) {
    find_slot(bins_[i].key) = static_cast<std::uint32_t>(i + 1);
  }
}

void FloatBins::widen() {
  const std::vector<FloatBin> old = std::exchange(bins_, {});
  std::ranges::fill(table_, 0U);
  const unsigned before = widenings_++;
  for (const FloatBin& bin : old) add(bin.key << (3 * before), bin.sums);
}

std::vector<const FloatBin*> FloatBins::sorted() const {
  std::vector<const FloatBin*> bins;
  bins.reserve(bins_.size());
  for (const FloatBin& bin : bins_) bins.push_back(&bin);
  std::ranges::sort(bins, {}, &FloatBin::key);
  return bins;
}

}  // namespace color_clusters
