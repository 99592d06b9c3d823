# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Release tarball and Debian package. Sourced by ../dev.

# What is not committed is not in a release.
check_committed() {
  [[ -z $(git -C "$SOURCE_DIR" status --porcelain) ]] ||
    say 'Some changes are not committed: the tarball is made without them.'
}

# make_tarball OPTION…: meson dist with these options; says where the tarball is.
make_tarball() {
  local git_dir
  # A worktree keeps its history elsewhere.
  git_dir=$(cd -- "$SOURCE_DIR" && realpath -- "$(git rev-parse --git-common-dir)")
  [[ $git_dir == "$SOURCE_DIR"/* ]] || show_in_root --ro-bind "$git_dir"
  rm -rf -- "$build_dir/meson-dist"
  run meson dist -C "$build_dir" --formats xztar "$@"
}

cmd_dist() {
  prepare build ui metainfo
  check_committed
  configure
  step dist 'Making the tarball, building it and running its tests' make_tarball
  mkdir -p -- "$SOURCE_DIR/build/dist"
  cp -- "$build_dir"/meson-dist/* "$SOURCE_DIR/build/dist"
  say "The tarball is in $SOURCE_DIR/build/dist"
}

# clean_root PACKAGE…: a new Debian root at $root, with these packages and nothing of ours.
clean_root() {
  debootstrap_into "$root" "$@"
  finish_root "$root"
}

# build_package TARBALL: in the root, with the packages that data/packaging/debian/control asks for.
# shellcheck disable=SC2016 # expanded in the root
build_package() {
  local tarball=$1 version folder=$root/build
  version=$(basename "$tarball" .tar.xz)
  version=${version##*-}
  mkdir -p "$folder/source"
  cp -- "$tarball" "$folder/gimp-${PLUGIN}_$version.orig.tar.xz"
  tar -x -C "$folder/source" --strip-components=1 -f "$tarball"
  cp -r -- "$folder/source/data/packaging/debian" "$folder/source/debian"
  as_admin apt-get -q update
  as_admin apt-get -q build-dep -y --no-install-recommends /build/source
  (bubblewrap --chdir /build/source \
    --setenv DEB_BUILD_OPTIONS "parallel=$(nproc) ${DEB_BUILD_OPTIONS:-}" \
    -- dpkg-buildpackage --unsigned-source --unsigned-changes)
}

# Fails at errors and warnings; what is less than that is in the log.
check_package() {
  (bubblewrap --chdir /build -- sh -c \
    'lintian --allow-root --info --pedantic --fail-on error,warning ./*.changes')
}

# try_package PACKAGE: installs it beside a GIMP as users have it, and makes a palette.
# shellcheck disable=SC2016 # expanded in the root
try_package() {
  mkdir -p "$root/try"
  cp -- "$1" "$root/try/plug-in.deb"
  cp -- "$SOURCE_DIR/data/samples/kingfisher.jpg" "$SOURCE_DIR/data/packaging/try.scm" "$root/try"
  as_admin apt-get -q install -y --no-install-recommends /try/plug-in.deb
  (bubblewrap --chdir /try -- sh -e -c '
    timeout 120 gimp-console-3.0 -i --batch-interpreter plug-in-script-fu-eval \
      -b "$(cat try.scm)" --quit
    palette=$(find "$HOME" -name "Tried.gpl")
    cat "$palette"
    test "$(grep -c "#.* %" "$palette")" = 5
    test -s posterized.xcf
  ')
}

cmd_package() {
  case ${1:-} in
    '') ;;
    --windows) package_for_windows && return ;;
    *) die "package has no option $1; it has --windows." ;;
  esac
  prepare build
  install_host_tools
  check_committed
  configure
  step dist 'Making the tarball' make_tarball --no-tests
  locked "$CACHE_DIR/package.lock" package
}

package() {
  local out=$SOURCE_DIR/build/package environment=$DEFAULT_SUITE root='' shown_paths=() roots tarball
  tarball=$(echo "$build_dir"/meson-dist/*.tar.xz)
  roots=$(mktemp -d "$CACHE_DIR/package.XXXXXX")
  # shellcheck disable=SC2064 # now: the variable is gone when the trap runs
  trap "rm -rf --one-file-system -- '$roots'" EXIT
  rm -rf -- "$out"
  mkdir -p -- "$out" "$roots/build" "$roots/try"

  root=$roots/build
  step package-root 'Making a clean Debian 13 to build in' clean_root build-essential debhelper lintian
  step package-build 'Building the package and running its tests' build_package "$tarball"
  step package-lintian 'Checking it (lintian)' check_package
  find "$root/build" -maxdepth 1 -type f -exec cp -t "$out" {} +
  root=$roots/try
  step package-gimp 'Making a clean Debian 13 with GIMP' clean_root gimp
  step package-try 'Installing the package there and making a palette' try_package \
    "$(echo "$out"/gimp-"$PLUGIN"_*.deb)"
  say "Tarball and package are in $out"
}
