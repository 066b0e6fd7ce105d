# shellcheck shell=bash
# Where the volumes are, and what NameNode and DataNodes say of themselves over HTTP.

namenode_web_port=19870

# volumes: the folders to keep data in, one a line: what is mounted at /vol0, /vol1 and so on, or at /vol itself where that
# is not a link to one of them. Without any, /vol itself: on process and container nodes it lives as long as the node,
# through stop and start.
volumes() {
  local folder found=
  for folder in "$MUSTER_ROOT"/vol "$MUSTER_ROOT"/vol[0-9]*; do
    if [[ ! -L $folder ]] && mountpoint -q "$folder"; then
      printf '%s/persistent-hdfs\n' "$folder"
      found=1
    fi
  done
  [[ -n $found ]] || printf '%s/persistent-hdfs\n' "$MUSTER_ROOT/vol"
}

# namenode_state ADDRESS: what it tells of the file system.
namenode_state() {
  http_get "http://$1:$namenode_web_port/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState"
}

# live_datanodes ADDRESS: without those that were drained, which count as alive for ten minutes more.
live_datanodes() {
  local state live
  state=$(namenode_state "$1")
  [[ $state =~ \"NumLiveDataNodes\"\ :\ ([0-9]+) ]] || fail "the NameNode on $1 does not tell of its DataNodes"
  live=${BASH_REMATCH[1]}
  [[ $state =~ \"NumDecomLiveDataNodes\"\ :\ ([0-9]+) ]] || fail "the NameNode on $1 does not tell who was drained"
  printf '%s\n' "$((live - BASH_REMATCH[1]))"
}

# all_datanodes_live ADDRESS: whether every worker's is.
all_datanodes_live() {
  local live workers
  live=$(live_datanodes "$1")
  read -ra workers <<<"$MUSTER_WORKERS"
  printf '%s of %s DataNodes are live\n' "$live" "${#workers[@]}"
  ((live == ${#workers[@]}))
}

namenode_takes_writes() {
  [[ $(namenode_state "$1") == *'"FSState" : "Operational"'* ]]
}

# datanode_has_registered HOST:PORT: it knows its block pool once the NameNode took it in.
datanode_has_registered() {
  [[ $(http_get "http://$1/jmx?qry=Hadoop:service=DataNode,name=DataNodeInfo") =~ NamenodeAddresses.*BP-[0-9] ]]
}
