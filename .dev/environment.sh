# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Where commands run: the system itself or a Debian root. Sourced by ../dev.

SYSTEM_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Set by choose_environment: "native" or a suite, its root, and the build folder. Builds of
# different environments link different libraries, so each has a folder of its own.
environment='' root='' build_dir=''
# More of the host for bubblewrap to show in the root, filled by show_in_root.
shown_paths=()

choose_environment() {
  if [[ -n ${COLOR_CLUSTERS_ENVIRONMENT:-} ]]; then
    environment=$COLOR_CLUSTERS_ENVIRONMENT
  elif have pkg-config && pkg-config --exists gimp-3.0; then
    environment=native
  elif [[ -d $CACHE_DIR/$DEFAULT_SUITE ]]; then
    environment=$DEFAULT_SUITE
  elif distribution_has_gimp3; then
    environment=native
  elif have apt-get; then
    environment=$DEFAULT_SUITE
  else
    die 'GIMP 3 and its development files were not found (pkg-config gimp-3.0).' \
      'Install them with the package manager of this system, then run the same command again.'
  fi
  [[ $environment == native ]] || root=$CACHE_DIR/$environment
  build_dir=$SOURCE_DIR/build/$environment
}

# prepare GROUP…: have an environment with these groups of packages.
prepare() {
  choose_environment
  if [[ $environment == native ]]; then
    prepare_native "$@"
  else
    prepare_root "$@"
  fi
}

# run COMMAND…: in the environment, in the source folder.
run() {
  run_in "$SOURCE_DIR" "$@"
}

run_in() {
  local folder=$1
  shift
  if [[ $environment == native ]]; then
    # The system's own Meson and Python before those of a version manager: they see the packages.
    (cd -- "$folder" && PATH=$SYSTEM_PATH:$PATH exec "$@")
  else
    (bubblewrap "${shown_paths[@]}" --bind "$SOURCE_DIR" "$SOURCE_DIR" --dir "$folder" \
      --chdir "$folder" -- "$@")
  fi
}

# show_in_root OPTION PATH: show a file or folder of the host at the same place in the root.
show_in_root() {
  shown_paths+=("$1" "$2" "$2")
}

# run_here COMMAND [ARGUMENT…]: in the current folder, so that file names among the arguments stay as
# they are given; the files and folders themselves are shown in the root.
run_here() {
  local argument path
  for argument in "${@:2}"; do
    [[ -e $argument ]] || continue
    path=$argument
    [[ $path == /* ]] || path=$PWD/$path
    path=$(realpath -ms -- "$path")
    [[ $path == "$SOURCE_DIR"/* ]] || shown_paths+=(--ro-bind "$(realpath -- "$path")" "$path")
  done
  run_in "$PWD" "$@"
}

# gimp_program gimp|gimp-console: its versioned name, so that a GIMP 2 beside it is not taken.
gimp_program() {
  local program
  # shellcheck disable=SC2016 # expanded in the environment
  program=$(run bash -c 'command -v "$@" | head -n 1' - "${GIMP_VERSIONS[@]/#/$1-}" "$1-3")
  [[ -n $program ]] || die "The program $1 of GIMP 3 was not found."
  echo "$program"
}

# The user's display, for GIMP in the root.
show_display() {
  local name wayland=${XDG_RUNTIME_DIR:-}/${WAYLAND_DISPLAY:-}
  [[ $environment != native ]] || return 0
  shown_paths+=(--perms 0700 --dir /tmp/runtime --setenv XDG_RUNTIME_DIR /tmp/runtime)
  [[ ! -d /tmp/.X11-unix ]] || show_in_root --ro-bind /tmp/.X11-unix
  [[ -z ${WAYLAND_DISPLAY:-} || ! -S $wayland ]] ||
    shown_paths+=(--ro-bind "$wayland" /tmp/runtime/wayland --setenv WAYLAND_DISPLAY wayland)
  [[ ! -f ${XAUTHORITY:-$HOME/.Xauthority} ]] ||
    shown_paths+=(--ro-bind "${XAUTHORITY:-$HOME/.Xauthority}" /tmp/runtime/xauthority
      --setenv XAUTHORITY /tmp/runtime/xauthority)
  for name in DISPLAY LANGUAGE; do
    [[ -z ${!name:-} ]] || shown_paths+=(--setenv "$name" "${!name}")
  done
}
