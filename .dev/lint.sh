# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Formatting and static analysis. Sourced by ../dev.

# cpp_sources REGEX: the C++ files whose names end so, NUL-separated.
cpp_sources() {
  (cd -- "$SOURCE_DIR" && find core plugin tests -type f -regex ".*\.\($1\)" -print0 | sort -z)
}

format() {
  cpp_sources 'cpp\|h' | run xargs -0 -r clang-format "$@"
}

cmd_format() {
  prepare lint
  case ${1:-} in
    '') format -i ;;
    --check) format --dry-run --Werror || die "Some files are not formatted. Run: ./dev format" ;;
    *) die "format has no option $1; it has --check." ;;
  esac
}

# One compiler's flags are not the other's: clang-tidy reads those of the build, made for GCC.
# shellcheck disable=SC2016 # expanded in the environment
clang_tidy() {
  cpp_sources cpp | run bash -c 'xargs -0 -r -n 1 -P "$(nproc)" clang-tidy --quiet -p "$1" \
    --extra-arg=-Wno-unknown-warning-option 2> >(grep -vE "warnings? generated" >&2)' - "$build_dir"
}

cppcheck() {
  run cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c++20 --language=c++ \
    --library=googletest,gtk --enable=warning,performance,portability \
    --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -I . core plugin tests
}

check() {
  local name=$1
  shift
  say "$name …"
  "$@" || { say "$name found something to mend." && return 1; }
}

cmd_lint() {
  local failed=0
  prepare build lint
  build
  check 'clang-format' format --dry-run --Werror || failed=1
  check 'clang-tidy' clang_tidy || failed=1
  check 'cppcheck' cppcheck || failed=1
  check 'shellcheck' run shellcheck --external-sources --check-sourced dev .ci/run \
    data/packaging/try.sh data/packaging/macos/build.sh data/packaging/windows/build.sh || failed=1
  ((failed == 0)) || die 'Mend what is listed above; ./dev format mends the formatting.'
  say 'Nothing to mend.'
}
