# Sourced by cases: packing, and roots to install into.
# shellcheck shell=bash

# all_filters: their names, in the order of the Makefile.
all_filters() { sluice | awk '$1 != "help" && $1 != "path" { print $1 }'; }

# as_root COMMAND...: as root, which may be root of this process alone, with mounts of its own.
as_root() { unshare --mount $( ((!UID)) || echo --map-root-user) "$@"; }

# in_root FOLDER COMMAND...: a command in a root, with /proc, /dev and nothing of the environment.
in_root() {
  # shellcheck disable=SC2016 # for that shell
  as_root bash -c 'mount --rbind /proc "$1/proc" && mount --rbind /dev "$1/dev" && exec chroot "$1" /usr/bin/env -i \
    PATH=/usr/sbin:/usr/bin TERM=dumb MANPAGER=cat "${@:2}"' in_root "$@"
}

# clean_root FOLDER PACKAGE...: a root with the files of Debian packages of this machine and of what they
# depend on, nothing else, and dpkg's record of these.
clean_root() {
  local root=$1 package
  shift
  mkdir -p "$root"/{usr/{bin,sbin,lib,lib64},dev,proc,tmp,var/lib/dpkg/{info,updates}}
  ln -s usr/{bin,sbin,lib,lib64} "$root"
  apt-cache depends --recurse --installed --no-{recommends,suggests,conflicts,breaks,replaces,enhances} \
    "$@" | grep '^[a-z0-9]' | sed 's/:.*//' | sort -u >packages
  xargs dpkg-query -L <packages | sort -u | while read -r file; do
    if [[ -L $file || -f $file ]]; then printf '%s\n' "${file#/}"; fi
  done >files
  tar --create --directory / --no-recursion --files-from files |
    tar --extract --directory "$root" --keep-directory-symlink
  while read -r package; do
    dpkg-query -s "$package"
    echo
    cp /var/lib/dpkg/info/"$package"{,:*}.list "$root/var/lib/dpkg/info" 2>/dev/null
  done <packages >"$root/var/lib/dpkg/status"
}
