# shellcheck shell=bash
# What NameNode and DataNodes say of themselves over HTTP.

# namenode_number ADDRESS NAME: one number of its FSNamesystemState.
namenode_number() {
  local state
  state=$(http_get "http://$1:9870/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState")
  [[ $state =~ \"$2\"\ :\ ([0-9]+) ]] || fail "the NameNode on $1 does not tell its $2"
  printf '%s\n' "${BASH_REMATCH[1]}"
}

# live_datanodes ADDRESS: without those that were drained, which count as alive for ten minutes more.
live_datanodes() {
  local live drained
  live=$(namenode_number "$1" NumLiveDataNodes)
  drained=$(namenode_number "$1" NumDecomLiveDataNodes)
  printf '%s\n' "$((live - drained))"
}

namenode_takes_writes() {
  [[ $(http_get "http://$1:9870/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState") == *'"FSState" : "Operational"'* ]]
}

# all_datanodes_live ADDRESS: whether every worker's is.
all_datanodes_live() {
  local live workers
  live=$(live_datanodes "$1")
  read -ra workers <<<"$MUSTER_WORKERS"
  printf '%s of %s DataNodes are live\n' "$live" "${#workers[@]}"
  ((live == ${#workers[@]}))
}

# make_directory ADDRESS PATH: with its parents; a JVM of our own would take seconds for it.
make_directory() {
  http_put "http://$1:9870/webhdfs/v1$2?op=MKDIRS&user.name=$(id -un)" >/dev/null \
    || fail "the NameNode on $1 does not make the directory $2"
}

# datanode_has_registered HOST:PORT: it knows its block pool once the NameNode took it in.
datanode_has_registered() {
  [[ $(http_get "http://$1/jmx?qry=Hadoop:service=DataNode,name=DataNodeInfo") =~ NamenodeAddresses.*BP-[0-9] ]]
}
