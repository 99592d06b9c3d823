# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Packages: the groups that commands need, and the system's own package manager. Sourced by ../dev.

# packages GROUP FAMILY: the packages of a group. A group is installed when a command first needs
# it, so that the first demonstration does not wait for the tools of the linters.
packages() {
  local list
  case $1/$2 in
    gimp/debian) list='ca-certificates gimp gir1.2-gimp-3.0 python3 python3-gi' ;;
    build/debian) list='ca-certificates g++ gettext gimp gir1.2-gimp-3.0 git libgegl-dev
      libgimp-3.0-dev libgtest-dev meson ninja-build pkg-config python3 python3-gi python3-markdown' ;;
    build/fedora) list='gcc-c++ gegl04-devel gettext gimp gimp-devel gimp-devel-tools git
      gtest-devel meson ninja-build pkgconf-pkg-config python3 python3-gobject
      python3-markdown' ;;
    ui/debian) list='adwaita-icon-theme at-spi2-core dbus gir1.2-atspi-2.0 imagemagick
      libatk-bridge2.0-0t64 librsvg2-common openbox python3-pyatspi xauth xdotool xvfb' ;;
    ui/fedora) list='adwaita-icon-theme at-spi2-atk at-spi2-core dbus-daemon ImageMagick librsvg2
      openbox python3-pyatspi xdotool xorg-x11-server-Xvfb xorg-x11-xauth' ;;
    # What checks the files for other programs.
    metainfo/debian) list='appstream' ;;
    metainfo/fedora) list='appstream' ;;
    pictures/debian) list='python3-pil' ;;
    pictures/fedora) list='python3-pillow' ;;
    tests/debian) list='gegl gettext locales python3-numpy' ;;
    tests/fedora) list='gegl04-tools gettext glibc-locale-source python3-numpy' ;;
    fuzz/debian) list='clang libclang-rt-dev llvm' ;;
    fuzz/fedora) list='clang compiler-rt llvm' ;;
    coverage/debian | coverage/fedora) list='gcovr' ;;
    # The compiler of Debian brings the sanitizers along.
    sanitize/debian) list='g++' ;;
    sanitize/fedora) list='libasan libtsan libubsan' ;;
    # Valgrind has to know the functions of the C library by their names.
    valgrind/debian) list='libc6-dbg valgrind' ;;
    valgrind/fedora) list='valgrind' ;;
    lint/debian) list='clang-format clang-tidy cppcheck libbenchmark-dev shellcheck' ;;
    lint/fedora) list='clang-tools-extra cppcheck google-benchmark-devel ShellCheck' ;;
    # For Windows, and Wine to try it in.
    windows/debian) list='binutils g++-mingw-w64-ucrt64 wine wine64 zip' ;;
    # Compilers for other processors, and what runs their programs.
    cross/debian) list='g++ g++-aarch64-linux-gnu g++-arm-linux-gnueabihf g++-i686-linux-gnu
      g++-riscv64-linux-gnu g++-s390x-linux-gnu googletest meson ninja-build python3-pil qemu-user' ;;
    bench/debian) list='gmic imagemagick libbenchmark-dev pngquant python3-numpy python3-opencv
      python3-pil python3-sklearn' ;;
    bench/fedora) list='gmic google-benchmark-devel ImageMagick pngquant python3-numpy python3-opencv
      python3-pillow python3-scikit-learn' ;;
    *) die "There is no package group $1 for $2." ;;
  esac
  # shellcheck disable=SC2086 # unquoted, to be one line
  echo $list
}

family() {
  if have apt-get; then
    echo debian
  elif have dnf; then
    echo fedora
  else
    echo other
  fi
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update
  apt-get -q install -y --no-install-recommends "$@"
}

missing_debian_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      echo "$package"
  done
}

missing_fedora_packages() {
  local package
  for package in "$@"; do
    rpm -q --quiet "$package" || echo "$package"
  done
}

prepare_native() {
  local family wanted missing install
  family=$(family)
  if [[ $family == other ]]; then
    if have meson && have ninja; then return; fi
    die 'Install Meson, Ninja, a C++20 compiler and GoogleTest, then run the same command again.'
  fi
  mapfile -t wanted < <(
    for group in "$@"; do packages "$group" "$family"; done | tr ' ' '\n' | sort -u
  )
  mapfile -t missing < <("missing_${family}_packages" "${wanted[@]}")
  ((${#missing[@]} > 0)) || return 0
  if [[ $family == debian ]]; then
    install=(apt-get install --no-install-recommends)
  else
    install=(dnf install)
  fi
  ((EUID == 0)) || die 'Some packages are missing. Install them, then run the same command again:' \
    "  sudo ${install[*]} ${missing[*]}"
  if [[ $family == debian ]]; then
    step packages "Installing ${#missing[@]} packages" apt_install "${missing[@]}"
  else
    step packages "Installing ${#missing[@]} packages" dnf -q -y install "${missing[@]}"
  fi
}

# Whether this distribution has GIMP 3, installed or not. Asking apt takes a second and needs its
# lists, so the well-known distributions are told by their version.
distribution_has_gimp3() {
  local ID='' VERSION_ID=''
  # shellcheck source=/dev/null
  [[ -r /etc/os-release ]] && . /etc/os-release
  case $ID in
    debian) [[ -z $VERSION_ID ]] || ((${VERSION_ID%%.*} >= 13)) ;; # testing has no number
    ubuntu) ((${VERSION_ID/./} >= 2504)) ;;
    fedora) ((VERSION_ID >= 42)) ;;
    *) have apt-cache && apt-cache policy libgimp-3.0-dev | grep -q 'Candidate: [0-9]' ;;
  esac
}
