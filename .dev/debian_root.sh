# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A Debian root in the cache folder, entered by bubblewrap. Sourced by ../dev.

# The host's own settings for apt (dates of a mirror's files, proxies, languages), for apt in the
# root. Programs that find a proxy stay out: they are not in the root.
apt_settings() {
  local names='Check-Date|Check-Valid-Until|M(ax|in)-ValidTime|Retries|ForceIPv[46]|Languages'
  apt-config dump 2>/dev/null | grep -E "^Acquire::($names|https?|ftp)\b" |
    grep -viE 'proxy-auto-?detect| "";$' || true
  echo 'APT::Install-Recommends "false";'
}

install_host_tools() {
  local missing=()
  have bwrap || missing+=(bubblewrap)
  have mmdebstrap || missing+=(mmdebstrap)
  have gpg || missing+=(gpg)
  [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
  ((EUID == 0)) || have newuidmap || missing+=(uidmap)
  ((${#missing[@]} > 0)) || return 0
  have apt-get || die 'For this, a Debian root is needed, which is made with apt.'
  ((EUID == 0)) || die 'This system does not have that GIMP 3, so a Debian root is needed. Install' \
    'its tools, then run the same command again:' "  sudo apt-get install ${missing[*]}"
  step packages "Installing ${missing[*]}" apt_install "${missing[@]}"
}

# The packages that a root begins with: another suite than the one to build in is for tests only.
base_group() {
  if [[ $environment == "$DEFAULT_SUITE" ]]; then echo build; else echo gimp; fi
}

# debootstrap_into FOLDER PACKAGE…: mmdebstrap, in the simplest mode that this user can have.
debootstrap_into() {
  local target=$1 option options=(--variant=minbase --dpkgopt=force-unsafe-io)
  shift
  options+=(--dpkgopt='path-exclude=/usr/share/man/*')
  while read -r option; do options+=(--aptopt="$option"); done < <(apt_settings)
  # For users other than root: see as_admin.
  options+=(--include="$(echo "$@" fakeroot | tr ' ' ,)")
  # A folder that every user can enter: in an unshared namespace root is somebody else.
  cd /
  export PATH=$SYSTEM_PATH TMPDIR=/var/tmp LC_ALL=C.UTF-8
  if ((EUID == 0)); then
    mmdebstrap --mode=root "${options[@]}" "$environment" "$target"
  else
    # Through an archive, so that all files belong to the user, who can then delete them.
    mmdebstrap --mode=unshare --format=tar "${options[@]}" "$environment" - |
      tar -x -C "$target" --no-same-owner --exclude='./dev/*'
  fi
}

# What bubblewrap and whoever works in a root need there.
finish_root() {
  chmod 755 "$1"
  mkdir -p "$1/home/developer"
  # D-Bus wants a name for whoever runs it.
  ((EUID == 0)) || echo "developer:x:$UID:$(id -g)::/home/developer:/bin/bash" >>"$1/etc/passwd"
  rm -rf -- "${1:?}"/var/cache/apt/archives/*.deb
}

make_root() {
  local unfinished
  rm -rf --one-file-system -- "$CACHE_DIR"/*.unfinished # of a run that was killed
  unfinished=$(mktemp -d "$CACHE_DIR/$environment.XXXXXX.unfinished")
  # shellcheck disable=SC2064 # now: the variable is gone when the trap runs
  trap "rm -rf --one-file-system -- '$unfinished'" EXIT
  # shellcheck disable=SC2046 # a list
  debootstrap_into "$unfinished" $(packages "$(base_group)" debian)
  finish_root "$unfinished"
  mkdir -p "$unfinished/var/lib/$PLUGIN/groups"
  packages "$(base_group)" debian >"$unfinished/var/lib/$PLUGIN/groups/$(base_group)"
  date --utc +%FT%T.%N >"$unfinished/var/lib/$PLUGIN/born"
  mv -T -- "$unfinished" "$root"
}

# A group's stamp is its list of packages: when the list changes, the difference is installed.
group_is_installed() {
  local stamp=$root/var/lib/$PLUGIN/groups/$1
  [[ -r $stamp && $(<"$stamp") == "$(packages "$1" debian)" ]]
}

install_group() {
  local list
  list=$(packages "$1" debian)
  # The file that mmdebstrap made of the same settings: they may have changed since.
  apt_settings >"$root/etc/apt/apt.conf.d/99mmdebstrap"
  as_admin apt-get -q update
  # shellcheck disable=SC2086 # a list
  as_admin apt-get -q install -y --no-install-recommends \
    -o Dpkg::Options::=--force-unsafe-io $list
  as_admin apt-get -q clean
  echo "$list" >"$root/var/lib/$PLUGIN/groups/$1"
}

prepare_root() {
  local group
  if [[ ! -d $root ]]; then
    install_host_tools
    locked "$CACHE_DIR/lock" make_root_unless_made
  fi
  have bwrap || install_host_tools
  for group in "$@"; do
    group_is_installed "$group" || locked "$CACHE_DIR/lock" install_group_unless_installed "$group"
  done
}

# Another copy of this script may have done it while this one waited for the lock.
make_root_unless_made() {
  [[ -d $root ]] || step root \
    "Making a root of Debian $environment with GIMP 3 (once, 1 to 3 minutes, about 2 GB in $CACHE_DIR)" \
    make_root
}

install_group_unless_installed() {
  group_is_installed "$1" ||
    step "packages-$1" "Installing the packages for '$1' (once)" install_group "$1"
}

# The start of every bubblewrap command. The environment is clean: PATH and the like lead to things
# that are not in the root.
bubblewrap() {
  local name variables=()
  for name in TERM COLORTERM NO_COLOR CI G_MESSAGES_DEBUG GTEST_FILTER "${!COLOR_CLUSTERS_@}"; do
    [[ -v $name ]] && variables+=(--setenv "$name" "${!name}")
  done
  # With a process namespace of its own, nothing that a test started can outlive it.
  exec bwrap --bind "$root" / --dev /dev --proc /proc --perms 1777 --tmpfs /tmp \
    --unshare-pid --die-with-parent --clearenv --setenv PATH "$SYSTEM_PATH" \
    --setenv LANG C.UTF-8 --setenv HOME /home/developer "${variables[@]}" "$@"
}

# As the root's administrator. All files of an ordinary user's root belong to that user; fakeroot
# answers for the owners that dpkg wants to set.
as_admin() {
  local name variables=(--setenv DEBIAN_FRONTEND noninteractive) fake=()
  for name in http_proxy https_proxy ftp_proxy no_proxy; do
    [[ -v $name ]] && variables+=(--setenv "$name" "${!name}")
  done
  # In bubblewrap's namespace the kernel refuses a real chown in a way that fakeroot passes on.
  ((EUID == 0)) || fake=(env FAKEROOTDONTTRYCHOWN=1 fakeroot)
  (bubblewrap --ro-bind-try /etc/resolv.conf /etc/resolv.conf "${variables[@]}" \
    -- "${fake[@]}" "$@")
}
