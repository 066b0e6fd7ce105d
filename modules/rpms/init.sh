# The packages come with --deploy-root-dir, in its folder root/rpms: .rpm, .deb or both. Without any there is nothing to
# do, anywhere.

packages=$MUSTER_ROOT/root/rpms
shopt -s nullglob
rpms=("$packages"/*.rpm)
debs=("$packages"/*.deb)
count=$((${#rpms[@]} + ${#debs[@]}))

if ((count == 0)) && [[ ! -e $packages/init.sh ]]; then
  log "no packages to install in $packages"
  exit 0
fi
if [[ $MUSTER_ISOLATION == process ]]; then
  fail "$packages asks for $count packages, which a node that is only a process cannot install; launch with" \
    "isolation: container or on machines, or take root/rpms out of the --deploy-root-dir"
fi

# All at once, so that they may need each other; what is there already stays.
install_rpms() {
  [[ -n $(type -p rpm) ]] || fail "${#rpms[@]} .rpm packages are in $packages, but there is no rpm on this node"
  log "installing ${#rpms[@]} .rpm packages"
  if [[ -n $(type -p dnf) ]]; then
    dnf --assumeyes --quiet --disablerepo='*' install "${rpms[@]}"
  else
    [[ -e $MUSTER_ROOT/var/lib/rpm ]] || rpm --initdb
    rpm --upgrade --replacepkgs --nodeps "${rpms[@]}"
  fi
}

# dpkg alone would not look for what they need, apt does; with all of it in the folder no network is needed.
install_debs() {
  [[ -n $(type -p apt-get) ]] || fail "${#debs[@]} .deb packages are in $packages, but there is no apt-get on this node"
  log "installing ${#debs[@]} .deb packages"
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends \
    --allow-downgrades "${debs[@]}"
}

if ((${#rpms[@]} > 0)); then
  install_rpms
fi
if ((${#debs[@]} > 0)); then
  install_debs
fi
if [[ -e $packages/init.sh ]]; then
  log "running $packages/init.sh"
  (cd "$packages" && bash ./init.sh)
fi
