# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measuring quality, speed and memory. Sourced by ../dev.

cmd_measure() {
  prepare build
  build
  run_here "$build_dir/tests/benchmark/measure" "$@"
}

cmd_bench() {
  local shared
  prepare build ui bench
  build
  step kernels 'Building the benchmarks of single steps' \
    run ninja -C "$build_dir" tests/benchmark/kernels
  shared=$(realpath -ms -- "$SOURCE_DIR/../shared")
  [[ ! -d $shared ]] || show_in_root --ro-bind "$shared"
  run_here env COLOR_CLUSTERS_BUILD="$build_dir" python3 "$SOURCE_DIR/tests/benchmark/bench.py" \
    --console "$(gimp_program gimp-console)" --gimp "$(gimp_program gimp)" \
    --operation "$build_dir/plugin/$MODULE.so" "$@"
}
