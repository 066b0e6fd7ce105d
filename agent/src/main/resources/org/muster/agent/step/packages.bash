# shellcheck shell=bash
# Packages of the operating system, by apt-get, dnf or yum, whichever the node has.

# install_packages NAME…: what is installed already is left alone, and costs nothing. A name that differs between the
# families is written as apt:NAME and rpm:NAME, each of which counts on its own family only.
install_packages() {
  local family missing=()
  muster::package_family
  family=$REPLY
  muster::missing_packages "$family" "$@"
  ((${#missing[@]} > 0)) || return 0
  if [[ $MUSTER_ISOLATION == process ]]; then
    fail "this node lacks the packages ${missing[*]}, and as a process on a machine of somebody else it installs none;" \
      "launch with isolation: container or on machines"
  fi
  progress "installing ${missing[*]}"
  case $family in
    apt) muster::apt_install "${missing[@]}" ;;
    rpm) muster::rpm_install "${missing[@]}" ;;
  esac || fail "the packages ${missing[*]} cannot be installed: this node has no way to a package source;" \
    "bake them into an image by 'muster image build', or set PACKAGE_PROXY to an HTTP proxy that the nodes can reach"
}

# muster::package_family: apt or rpm, in REPLY.
muster::package_family() {
  if [[ -n $(type -P apt-get) ]]; then
    REPLY=apt
  elif [[ -n $(type -P dnf) || -n $(type -P yum) ]]; then
    REPLY=rpm
  else
    fail "this node has neither apt-get nor dnf nor yum to install packages with"
  fi
}

# muster::missing_packages FAMILY NAME…: sets missing.
muster::missing_packages() {
  local family=$1 name
  shift
  missing=()
  for name in "$@"; do
    [[ $name != *:* || $name == "$family":* ]] || continue
    name=${name#"$family":}
    [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9.+_-]*$ ]] || muster::misused "install_packages: '$name' is not the name of a package"
    muster::is_installed "$family" "$name" || missing+=("$name")
  done
}

muster::is_installed() {
  if [[ $1 == apt ]]; then
    [[ $(dpkg-query --show --showformat='${Status}' "$2" 2>/dev/null) == 'install ok installed' ]]
  else
    rpm --query --quiet "$2"
  fi
}

muster::apt_install() {
  local options=(--yes --quiet -o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=600)
  [[ -z ${PACKAGE_PROXY-} ]] || options+=(-o "Acquire::http::Proxy=$PACKAGE_PROXY")
  export DEBIAN_FRONTEND=noninteractive
  # A node that was never told what there is cannot know the names; one that was may have forgotten since.
  if muster::apt_get "${options[@]}" --no-download --simulate install "$@" >/dev/null 2>&1 \
    && muster::apt_get "${options[@]}" --no-install-recommends install "$@"; then
    return 0
  fi
  muster::apt_get "${options[@]}" -o APT::Update::Error-Mode=any update \
    && muster::apt_get "${options[@]}" --no-install-recommends install "$@"
}

# The daemons of packages are started by modules, with a configuration, and not by their installation.
muster::apt_get() {
  local policy=$MUSTER_ROOT/usr/sbin/policy-rc.d made='' code=0
  if [[ ! -e $policy ]]; then
    mkdir -p "${policy%/*}"
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    made=1
  fi
  apt-get "$@" || code=$?
  [[ -z $made ]] || rm -f "$policy"
  return "$code"
}

muster::rpm_install() {
  local program=dnf options=(--assumeyes --quiet)
  [[ -n $(type -P dnf) ]] || program=yum
  [[ -z ${PACKAGE_PROXY-} ]] || options+=(--setopt="proxy=$PACKAGE_PROXY")
  "$program" "${options[@]}" install "$@"
}
