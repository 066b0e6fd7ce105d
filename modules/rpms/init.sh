# The packages come with --deploy-root-dir, in its folder root/rpms. Without any there is nothing to do, anywhere.

packages=$MUSTER_ROOT/root/rpms
shopt -s nullglob
files=("$packages"/*.rpm)

if ((${#files[@]} == 0)) && [[ ! -e $packages/init.sh ]]; then
  log "no packages to install in $packages"
  exit 0
fi
if [[ $MUSTER_ISOLATION == process ]]; then
  fail "$packages asks for ${#files[@]} packages, which a node that is only a process cannot install; launch with" \
    "isolation: container or on machines, or take root/rpms out of the --deploy-root-dir"
fi

if ((${#files[@]} > 0)); then
  [[ -n $(type -p rpm) ]] || fail "${#files[@]} packages are in $packages, but there is no rpm on this node"
  log "installing ${#files[@]} packages"
  if [[ -n $(type -p dnf) ]]; then
    # All at once, so that they may need each other; what is there already stays.
    dnf --assumeyes --quiet --disablerepo='*' install "${files[@]}"
  else
    [[ -e $MUSTER_ROOT/var/lib/rpm ]] || rpm --initdb
    rpm --upgrade --replacepkgs --nodeps "${files[@]}"
  fi
fi
if [[ -e $packages/init.sh ]]; then
  log "running $packages/init.sh"
  (cd "$packages" && bash ./init.sh)
fi
