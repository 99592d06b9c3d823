# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests in every supported GIMP. Sourced by ../dev.

# The version of the GIMP that the plug-in is built on, as 3.0.
built_on() {
  run pkg-config --modversion gimp-3.0 | grep -o '^[0-9]*\.[0-9]*'
}

# Makes the environment one that has the oldest GIMP, in which the plug-in is built for every GIMP 3.
prepare_oldest() {
  choose_environment
  if [[ $environment == native ]] && { ! have pkg-config || [[ $(built_on) != "${GIMP_VERSIONS[0]}" ]]; }; then
    COLOR_CLUSTERS_ENVIRONMENT=$DEFAULT_SUITE
  fi
  prepare "$@"
}

# In the build's environment.
test_where_built() {
  local status=0
  rm -f -- "$build_dir"/meson-logs/testlog*
  run meson test -C "$build_dir" --no-rebuild --print-errorlogs "$@" || status=$?
  return "$status"
}

# In another environment: to be called in a subshell, which keeps the change to itself. What fails
# before the first test is for the summary, too.
test_elsewhere() {
  local version=$1 logs=$2 build=$build_dir
  shift 2
  rm -rf -- "$logs"
  mkdir -p -- "$logs"
  echo "GIMP $version: its environment could not be prepared, see above" >"$logs/problem"
  run meson introspect --tests "$build" >"$logs/tests.json" || die 'Meson has no list of the tests.'
  environment=${SUITES[$version]} root=$CACHE_DIR/${SUITES[$version]}
  prepare_root gimp ui tests
  [[ -n $(run bash -c "command -v gimp-console-$version") ]] ||
    die "Debian ${SUITES[$version]} has no GIMP $version any more: ./dev must be told which suite has."
  rm -- "$logs/problem"
  run python3 tests/gimp/runner/run_suite.py --tests "$logs/tests.json" --gimp "$version" --logs "$logs" "$@"
}

cmd_test() {
  local status=0 versions=() logs=() version has_operation=no
  [[ ${1:-} != --operation ]] || { has_operation=yes && shift; }
  case ${1:-} in
    --all) mapfile -t versions < <(printf '%s\n' "${!SUITES[@]}" | sort) && shift ;;
    --gimp)
      version=$(option_value "$@")
      [[ -n ${SUITES[$version]:-} ]] || die "--gimp must be one of ${!SUITES[*]}, not '$version'."
      versions=("$version") && shift 2
      ;;
  esac
  if ((${#versions[@]} > 0)); then prepare_oldest build ui tests metainfo; else prepare build ui tests metainfo; fi
  build
  [[ $has_operation == no ]] || local -x COLOR_CLUSTERS_OPERATION=$build_dir/plugin/$MODULE.so
  for version in "${versions[@]:-${GIMP_VERSIONS[0]}}"; do
    if [[ ${#versions[@]} == 0 || $version == "$(built_on)" ]]; then
      logs+=("$build_dir/meson-logs")
      test_where_built "$@" || status=$?
    else
      logs+=("$build_dir/gimp-$version-logs")
      (test_elsewhere "$version" "${logs[-1]}" "$@") || status=$?
    fi
  done
  run python3 tests/summarize.py "$status" "${logs[@]}"
}
