// SPDX-License-Identifier: GPL-3.0-or-later
//
// Feeds a fuzz target with some inputs, 2000 if its argument names no other number, that look
// random and are the same everywhere, so that every test run does a little fuzzing, with any
// compiler. A broken invariant ends the program, and then the last line it printed names the input.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  constexpr unsigned longest = 1000;
  const auto inputs = static_cast<unsigned>(argc > 1 ? std::atoi(argv[1]) : 2000);
  std::mt19937 random(1);
  std::vector<std::uint8_t> bytes;
  for (unsigned i = 0; i < inputs; ++i) {
    // Longer and longer, from nothing on.
    bytes.resize(i * longest / inputs);
    // Every other one has only few different bytes, as what comes from pictures has.
    const unsigned different = i % 2 == 0 ? 256U : 1U + static_cast<unsigned>(random() % 8U);
    for (std::uint8_t& byte : bytes) {
      byte = static_cast<std::uint8_t>(random() % different * (256U / different));
    }
    if (i % 100 == 0) std::printf("inputs %u to %u\n", i, i + 99);
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  return 0;
}
