# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The user's own GIMP. Sourced by ../dev.

FLATPAK_GIMP=org.gimp.GIMP

# The plug-in folders of the user's GIMP 3 versions, one a line.
user_plugin_dirs() {
  local config=${XDG_CONFIG_HOME:-$HOME/.config}/GIMP version found=''
  for version in "${GIMP_VERSIONS[@]}"; do
    if [[ -d $config/$version ]] || have "gimp-$version"; then
      echo "$config/$version/plug-ins"
      found=yes
    fi
  done
  [[ -n $found ]] || echo "$config/${GIMP_VERSIONS[0]}/plug-ins"
}

install_catalogs() {
  local catalog
  [[ -d $1 ]] || return 0
  while read -r catalog; do
    install -D -m 644 -- "$1/$catalog" "$2/$catalog"
  done < <(cd -- "$1" && find -L . -path '*/LC_MESSAGES/*.mo')
}

# The folder of the user's GEGL operations, in GIMP's own data folder or in that of the Flatpak.
OPERATIONS=gegl-0.4/plug-ins
MODULE=$PLUGIN-gpl3

# The live filter, with its catalogs in a folder beside it, where it looks for them.
install_operation() {
  local folder=${XDG_DATA_HOME:-$HOME/.local/share}/$OPERATIONS
  rm -rf -- "${folder:?}/$PLUGIN" "$folder/$MODULE.so"
  install -D -m 755 -- "$build_dir/plugin/$MODULE.so" "$folder/$MODULE.so"
  install_catalogs "$build_dir/plug-ins/$PLUGIN/locale" "$folder/$PLUGIN/locale"
  say "Installed $folder/$MODULE.so"
}

install_help() {
  local file
  while read -r file; do
    install -D -m 644 -- "$1/$file" "$2/$file"
  done < <(cd -- "$1" && find -L . -name '*.html' -o -name 'gimp-help.xml')
}

PALETTE=$PLUGIN-game-boy.gpl

# install_palettes FOLDER: into the profile that this folder of plug-ins belongs to.
install_palettes() {
  install -D -m 644 -- "$SOURCE_DIR/data/palettes/game-boy.gpl" "${1%/plug-ins}/palettes/$PALETTE"
}

install_into_own_gimp() {
  local folder
  while read -r folder; do
    rm -rf -- "${folder:?}/$PLUGIN"
    mkdir -p -- "$folder/$PLUGIN"
    # Not the whole folder: it has the compiler's files, too.
    install -m 755 -- "$build_dir/plug-ins/$PLUGIN/$PLUGIN" "$folder/$PLUGIN/$PLUGIN"
    install_catalogs "$build_dir/plug-ins/$PLUGIN/locale" "$folder/$PLUGIN/locale"
    install_help "$build_dir/plug-ins/$PLUGIN/help" "$folder/$PLUGIN/help"
    install_palettes "$folder"
    say "Installed in $folder/$PLUGIN"
  done < <(user_plugin_dirs)
  install_operation
}

# GIMP from Flatpak has libraries of its own, so the plug-in is built inside it, with the SDK that
# it was built with itself. Only in there it is known which folder is its profile.
# shellcheck disable=SC2016 # expanded in the Flatpak
install_into_flatpak() {
  flatpak run --devel --filesystem="$SOURCE_DIR" --command=sh "$FLATPAK_GIMP" -e -c '
    version=$(pkg-config --modversion gimp-3.0 | cut -d . -f 1,2)
    folder=${GIMP3_DIRECTORY:-$XDG_CONFIG_HOME/GIMP/$version}/plug-ins
    operations=$XDG_DATA_HOME/$4
    # Anew each time: GIMP and the SDK can have been updated.
    rm -rf "$2" "$folder/$3" "$operations/$3" "$operations/$5.so"
    meson setup -Dtests=disabled -Dplug_in_dir="$folder" -Dgegl_plug_in_dir="$operations" \
      -Dpalette_dir="${folder%/plug-ins}/palettes" "$2" "$1"
    meson install -C "$2" --tags runtime,i18n,palettes
  ' - "$SOURCE_DIR" "$SOURCE_DIR/build/flatpak" "$PLUGIN" "$OPERATIONS" "$MODULE"
}

has_flatpak_gimp() {
  have flatpak && flatpak info "$FLATPAK_GIMP" >/dev/null 2>&1
}

# Whether there is a GIMP 3 that is not from Flatpak.
has_own_gimp() {
  local version
  for version in "${GIMP_VERSIONS[@]}"; do
    ! have "gimp-$version" || return 0
  done
  have pkg-config && pkg-config --exists gimp-3.0
}

cmd_install() {
  local sdk
  if has_flatpak_gimp; then
    sdk=$(flatpak info --show-sdk "$FLATPAK_GIMP")
    flatpak info "$sdk" >/dev/null 2>&1 ||
      die "To build for the GIMP from Flatpak its SDK is needed. Install it, then run this again:" \
        "  flatpak install $sdk"
    step install-flatpak 'Building and installing in the GIMP from Flatpak' install_into_flatpak
    has_own_gimp || { say_where && return; }
  fi
  choose_environment
  [[ $environment == native ]] ||
    die 'This system has no GIMP 3 to install the plug-in into: its packages end at GIMP 2.' \
      'Install it on a system with GIMP 3 (Debian 13, Ubuntu 25.04, Fedora 42, or later),' \
      'or install the GIMP from Flatpak (org.gimp.GIMP) and run this again.' \
      'To try the plug-in here, run: ./dev gimp'
  prepare build
  build
  install_into_own_gimp
  say_where
}

say_where() {
  say 'Restart GIMP; the commands are in Filters ▸ Color Clusters.'
}

cmd_uninstall() {
  local folder removed=''
  for folder in "${XDG_CONFIG_HOME:-$HOME/.config}"/GIMP/3.*/plug-ins/"$PLUGIN" \
    "$HOME/.var/app/$FLATPAK_GIMP"/config/GIMP/3.*/plug-ins/"$PLUGIN"; do
    [[ -d $folder ]] || continue
    rm -rf -- "$folder" "${folder%/plug-ins/*}/palettes/$PALETTE"
    say "Removed $folder"
    removed=yes
  done
  for folder in "${XDG_DATA_HOME:-$HOME/.local/share}" "$HOME/.var/app/$FLATPAK_GIMP/data"; do
    [[ -e $folder/$OPERATIONS/$MODULE.so ]] || continue
    rm -rf -- "${folder:?}/$OPERATIONS/$MODULE.so" "${folder:?}/$OPERATIONS/$PLUGIN"
    say "Removed $folder/$OPERATIONS/$MODULE.so"
    removed=yes
  done
  [[ -n $removed ]] || say 'The plug-in is not installed.'
}
