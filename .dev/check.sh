# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What takes longer than the tests: fuzzing, coverage, sanitizers, Valgrind. Sourced by ../dev.

# The plug-in beside an independent program, on more layers than a test has time for.
fuzz_layers() {
  prepare build ui tests
  build
  run env COLOR_CLUSTERS_CASES="${COLOR_CLUSTERS_CASES:-5000}" COLOR_CLUSTERS_SEED="${COLOR_CLUSTERS_SEED:-1}" \
    python3 tests/gimp/runner/run.py --timeout 36000 --gimp "$(gimp_program gimp-console)" \
    --plug-ins "$build_dir/plug-ins" test_one_story
}

fuzz_core() {
  prepare build fuzz
  use_build fuzz -Dplugin=disabled -Dfuzz=enabled
  compiler=(env CC=clang CXX=clang++)
  build libfuzzer
  run python3 tests/fuzz/long_fuzz.py --build "$build_dir" --state "$SOURCE_DIR/build/fuzz" "$@"
}

cmd_fuzz() {
  local status=0 options=() targets=() target core=() layers=no
  if [[ ${1:-} == --minutes ]]; then
    options=(--minutes "$(option_value "$@")") && shift 2
  fi
  targets=("$@")
  for target in "${targets[@]}"; do
    if [[ $target == layers ]]; then layers=yes; else core+=("$target"); fi
  done
  # Each in a subshell, because they are different builds.
  if ((${#core[@]} > 0 || ${#targets[@]} == 0)); then
    (fuzz_core "${options[@]}" "${core[@]}") || status=1
  fi
  if [[ $layers == yes ]] || ((${#targets[@]} == 0)); then
    (fuzz_layers) || status=1
  fi
  return "$status"
}

# What the programs of this build counted, for people and for coverage.py.
write_coverage() {
  local out=$1
  rm -rf -- "$out"
  mkdir -p -- "$out"
  run gcovr --root . --filter core/ --filter plugin/ -j "$(nproc)" \
    --json-summary "$out/summary.json" --html-details "$out/index.html" "$build_dir"
}

cmd_coverage() {
  local status=0 out=$SOURCE_DIR/build/coverage
  prepare build ui tests metainfo coverage
  # Threads count, too; and what the compiler has moved about is no longer a line.
  use_build coverage -Db_coverage=true -Dbuildtype=debug -Doptimization=1 \
    -Dcpp_args=-fprofile-update=atomic
  build
  find "$build_dir" -name '*.gcda' -delete
  test_where_built --timeout-multiplier 4 "$@" || status=$?
  run python3 tests/summarize.py "$status" "$build_dir/meson-logs" || status=1
  step coverage 'Counting lines' write_coverage "$out"
  run python3 tests/coverage.py "$out/summary.json" || status=1
  say "Line by line: $out/index.html"
  return "$status"
}

# sanitize KIND OPTION…: runs the tests that need no GIMP in a build with these options for Meson.
sanitize() {
  local kind=$1 status=0 folder=$SOURCE_DIR/tests/sanitizers
  use_build "$kind" -Db_lundef=false -Dbuildtype=debugoptimized "${@:2}"
  build unit-tests "plugin/$MODULE.so"
  rm -f -- "$build_dir"/meson-logs/testlog*
  # Modules stay, so that what they keep until the end is not lost to view. Under sanitizers tests take
  # some ten times as long.
  # Stacks go through libraries without frame pointers, so that leaks.supp can name these.
  run env G_DEBUG=resident-modules ASAN_OPTIONS=halt_on_error=1:fast_unwind_on_malloc=0 \
    "LSAN_OPTIONS=suppressions=$folder/leaks.supp:print_suppressions=0" \
    "UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1" \
    "TSAN_OPTIONS=halt_on_error=1:suppressions=$folder/threads.supp:print_suppressions=0" \
    meson test -C "$build_dir" --no-rebuild --print-errorlogs --timeout-multiplier 10 \
    --suite core --suite fuzz --suite plugin || status=$?
  run python3 tests/summarize.py "$status" "$build_dir/meson-logs"
}

cmd_sanitize() {
  local status=0 kind
  prepare build sanitize
  (($# > 0)) || set -- address thread
  for kind in "$@"; do
    case $kind in
      address)
        sanitize address -Db_sanitize=address,undefined \
          '-Dcpp_args=-fsanitize=undefined,float-cast-overflow -fno-sanitize-recover=all' || status=1
        ;;
      thread) sanitize thread -Db_sanitize=thread || status=1 ;;
      *) die "There is no sanitizer '$kind': address (with undefined behavior) or thread." ;;
    esac
  done
  return "$status"
}

cmd_valgrind() {
  prepare build tests valgrind
  # Optimized little, so that stacks are those of the source.
  use_build valgrind -Dtests=disabled -Dbuildtype=debug -Doptimization=1
  build
  run python3 tests/sanitizers/memcheck.py --source "$SOURCE_DIR" \
    --gimp "$(gimp_program gimp-console)" --plug-ins "$build_dir/plug-ins" \
    --operation "$build_dir/plugin/$MODULE.so"
}
