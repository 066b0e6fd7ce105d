# shellcheck shell=bash
# Software below /opt, and what its daemons may take of the node.

# lay_out HOME DISTRIBUTION: links into an artifact, which is shared and never written to, with launchers of the module's
# own (files/bin) where the artifact is jars alone. It is made beside its place, so that half of it is never found there.
lay_out() {
  local home=$1 distribution=$2 entry
  [[ -d $distribution ]] || muster::misused "lay_out $home: '$distribution' is no folder"
  rm -rf "$home.next"
  mkdir -p "$home.next" "$MUSTER_ROOT/usr/local/bin"
  for entry in "$distribution"/*; do
    ln -s "$entry" "$home.next/"
  done
  if [[ ! -d $distribution/bin ]]; then
    install -d "$home.next/bin"
    install -m 755 "$MUSTER_MODULE_DIR"/files/bin/* "$home.next/bin/"
  fi
  rm -rf "$home"
  mv -T "$home.next" "$home"
}

# java_options PART LEAST MOST: for a daemon that gets a PARTth of the node's memory within these bounds, in MB. On a small
# node, also the compiler and the collector that take least.
java_options() {
  local heap=$((MUSTER_MEMORY_MB / $1))
  heap=$((heap < $2 ? $2 : heap > $3 ? $3 : heap))
  printf '%s' "-Xmx${heap}m"
  if ((MUSTER_MEMORY_MB < 4096)); then
    printf '%s' ' -XX:+UseSerialGC -XX:TieredStopAtLevel=1'
  fi
}
