# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# core/ on other processors: Debian's cross compilers, and QEMU's emulation of single programs.
# Sourced by ../dev.

CROSS_ARCHITECTURES=(x86-64 i386 aarch64 armhf riscv64 s390x)
declare -A CROSS_TRIPLETS=(
  [x86-64]=x86_64-linux-gnu [i386]=i686-linux-gnu [aarch64]=aarch64-linux-gnu
  [armhf]=arm-linux-gnueabihf [riscv64]=riscv64-linux-gnu [s390x]=s390x-linux-gnu
)
# What Meson and QEMU call them.
declare -A CROSS_FAMILIES=(
  [x86-64]=x86_64 [i386]=x86 [aarch64]=aarch64 [armhf]=arm [riscv64]=riscv64 [s390x]=s390x
)
declare -A CROSS_EMULATORS=(
  [i386]=i386 [aarch64]=aarch64 [armhf]=arm [riscv64]=riscv64 [s390x]=s390x
)
# Death tests start the program anew, which only the machine's own programs can do, and where every
# instruction is emulated, all colors there are, a thousand pictures and the largest of palettes take
# hours.
CROSS_NEEDS_OWN_PROGRAMS='ParallelDeathTest.*'
CROSS_TAKES_HOURS='*ForEachColorOfEightBits'
CROSS_TAKES_HOURS+=:Accents.ASpotInAColorOfItsOwnIsAmongEightColors:Dither.OneColorAndTheMostColorsWork

# The dynamic linker of i386: most kernels for x86-64 run its programs, too.
CROSS_I386=/usr/i686-linux-gnu/lib

# The command that runs a program of an architecture; empty for the machine's own.
cross_emulator() {
  if [[ $1 == i386 ]] && run "$CROSS_I386/ld-linux.so.2" --version >/dev/null 2>&1; then
    echo "$CROSS_I386/ld-linux.so.2 --library-path $CROSS_I386"
    return
  fi
  [[ -z ${CROSS_EMULATORS[$1]:-} ]] ||
    echo "qemu-${CROSS_EMULATORS[$1]} -L /usr/${CROSS_TRIPLETS[$1]}"
}

write_cross_file() {
  local architecture=$1 folder=$2 endian=little emulated=false wrapper triplet=${CROSS_TRIPLETS[$1]}
  [[ $architecture != s390x ]] || endian=big
  [[ -z ${CROSS_EMULATORS[$architecture]:-} ]] || emulated=true
  wrapper=$(cross_emulator "$architecture" | sed "s/ /', '/g; s/.*/exe_wrapper = ['&']/")
  cat >"$folder/cross.ini" <<END
[binaries]
cpp = '$triplet-g++'
ar = '$triplet-ar'
strip = '$triplet-strip'
$wrapper

# Without it, Meson takes programs for i386 for programs of the machine's own.
[properties]
needs_exe_wrapper = $emulated

[built-in options]
cpp_args = ['-isystem', '/usr/src/googletest/googletest/include']
cpp_link_args = ['-L$folder/googletest']

[host_machine]
system = 'linux'
cpu_family = '${CROSS_FAMILIES[$architecture]}'
cpu = '${CROSS_FAMILIES[$architecture]}'
endian = '$endian'
END
}

# shellcheck disable=SC2016 # expanded in the environment
make_googletest() {
  local triplet=$1 folder=$2
  mkdir -p -- "$folder"
  run sh -e -c '
    cd "$2"
    source=/usr/src/googletest/googletest
    for name in gtest gtest_main; do
      from=gtest-all
      [ $name = gtest ] || from=gtest_main
      "$1-g++" -std=c++20 -O1 -I$source -isystem $source/include -c $source/src/$from.cc -o $name.o
      "$1-ar" rcs lib$name.a $name.o
    done' - "$triplet" "$folder"
}

build_for_processor() {
  local architecture=$1 folder=$2
  mkdir -p -- "$folder"
  [[ -f $folder/googletest/libgtest_main.a ]] ||
    make_googletest "${CROSS_TRIPLETS[$architecture]}" "$folder/googletest"
  write_cross_file "$architecture" "$folder"
  # Meson does not take over what has changed there.
  if ! cmp -s "$folder/cross.ini" "$folder/build.ini"; then
    rm -rf -- "$folder/build"
    cp -- "$folder/cross.ini" "$folder/build.ini"
  fi
  [[ -f $folder/build/build.ninja ]] ||
    run meson setup "$folder/build" --cross-file "$folder/cross.ini" -Dplugin=disabled -Dtests=enabled
  run ninja -C "$folder/build" core-tests tests/cross/center-hashes
}

# The samples, decoded here: what is compared is what becomes of the same pixels.
decode_samples() {
  mkdir -p -- "$1"
  run python3 tests/cross/decode.py "$1" data/samples/*.jpg
}

test_on_processor() {
  local architecture=$1 folder=$2 status=0 emulator=()
  local -x GTEST_FILTER='*'
  read -r -a emulator < <(cross_emulator "$architecture") || true
  ((${#emulator[@]} == 0)) || GTEST_FILTER="-$CROSS_NEEDS_OWN_PROGRAMS"
  [[ ${emulator[0]:-} != qemu-* ]] || GTEST_FILTER+=:$CROSS_TAKES_HOURS
  rm -f -- "$folder"/build/meson-logs/testlog*
  run meson test -C "$folder/build" --no-rebuild --print-errorlogs --timeout-multiplier 5 \
    --suite core || status=$?
  run "${emulator[@]}" "$folder/build/tests/cross/center-hashes" "${folder%/*}"/samples/*.ppm \
    >"$folder/hashes.txt" || status=$?
  return "$status"
}

cmd_cross() {
  local status=0 architecture folder architectures=("$@")
  ((${#architectures[@]} > 0)) || architectures=("${CROSS_ARCHITECTURES[@]}")
  for architecture in "${architectures[@]}"; do
    [[ -n ${CROSS_TRIPLETS[$architecture]:-} ]] ||
      die "There is no architecture '$architecture': ${CROSS_ARCHITECTURES[*]}."
  done
  prepare cross
  folder=$SOURCE_DIR/build/$environment-cross
  step cross-samples 'Decoding the samples' decode_samples "$folder/samples"
  for architecture in "${architectures[@]}"; do
    rm -f -- "$folder/$architecture/hashes.txt"
    step "cross-build-$architecture" "Building for $architecture" \
      build_for_processor "$architecture" "$folder/$architecture"
    say "Testing on $architecture"
    test_on_processor "$architecture" "$folder/$architecture" \
      >"$LOG_DIR/cross-test-$architecture.log" 2>&1 || status=1
  done
  run python3 tests/cross/summarize.py "$folder" "${architectures[@]}" || status=1
  return "$status"
}
