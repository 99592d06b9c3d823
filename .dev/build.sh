# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Configuring and compiling. Sourced by ../dev.

# What a build of another kind than the usual one has besides, see use_build: options for Meson, and
# the compiler.
extra_options=() compiler=()

# What a build folder depends on besides the sources. Another source folder or another root means
# to begin again; other options or packages, only to configure again.
build_identity() {
  local born=''
  [[ $environment == native ]] || born=$(<"$root/var/lib/$PLUGIN/born")
  echo "$SOURCE_DIR $born"
}

build_options() {
  if [[ ${CI:-} == true ]]; then echo -Dwerror=true; else echo -Dwerror=false; fi
  ((${#extra_options[@]} == 0)) || printf '%s\n' "${extra_options[@]}"
}

# use_build NAME OPTION…: from now on, the build is one of another kind, with these options for Meson,
# in a folder of its own.
use_build() {
  build_dir=$SOURCE_DIR/build/$environment-$1
  extra_options=("${@:2}")
}

# Which optional packages there are: Meson looks for them only when it configures.
build_packages() {
  [[ $environment == native ]] || (cd -- "$root/var/lib/$PLUGIN/groups" && echo *)
}

configure() {
  local identity options=() installed known=()
  mapfile -t options < <(build_options)
  identity=$(build_identity) installed=$(build_packages)
  [[ -r $build_dir/.dev-state ]] && mapfile -t known <"$build_dir/.dev-state"
  if [[ ! -f $build_dir/build.ninja || ${known[0]:-} != "$identity" ]]; then
    rm -rf -- "$build_dir"
    step configure 'Configuring the build' \
      run "${compiler[@]}" meson setup "$build_dir" "${options[@]}"
  elif [[ ${known[1]:-} != "${options[*]}" || ${known[2]:-} != "$installed" ]]; then
    step configure 'Configuring the build' \
      run meson setup --reconfigure --clearcache "$build_dir" "${options[@]}"
  fi
  printf '%s\n' "$identity" "${options[*]}" "$installed" >"$build_dir/.dev-state"
}

compile() {
  configure
  step compile 'Building' run ninja -C "$build_dir" "$@"
  # Quiet, but a warning is for whoever changed the code.
  grep -A 3 -F 'warning: ' -- "$LOG_DIR/compile.log" >&2 || true
}

# build TARGET…: these, or all that is built by default.
build() {
  locked "$build_dir.lock" compile "$@"
}

cmd_build() {
  prepare build
  build
}

cmd_shell() {
  prepare build
  if (($# > 0)); then run "$@"; else run bash; fi
}
