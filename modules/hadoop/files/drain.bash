# shellcheck shell=bash disable=SC2154
# How an HDFS takes DataNodes in and lets them go. The NameNode is told on the first master, and is the one that is asked:
# DataNodes that are lost cannot tell anything. Whoever sources this sets
#   hdfs_command    hdfs, or what stands for it
#   hdfs_namenode   HOST:PORT of the NameNode's web page
#   hdfs_excludes   the file that dfs.hosts.exclude names

# hdfs_datanode ADDRESS: what the NameNode says of the live DataNode there; nothing when there is none.
hdfs_datanode() {
  local all
  all=$(http_get "http://$hdfs_namenode/jmx?get=Hadoop:service=NameNode,name=NameNodeInfo::LiveNodes") \
    || fail "the NameNode at $hdfs_namenode does not tell of its DataNodes"
  all=${all//\\/}
  if [[ $all =~ \""$1":[0-9]+\":\{([^}]*)\} ]]; then
    printf '%s\n' "${BASH_REMATCH[1]}"
  fi
}

# hdfs_caller ADDRESS: HOST:PORT by which the NameNode knows the DataNode there, in REPLY; on one machine all call from one host.
hdfs_caller() {
  local datanode
  datanode=$(hdfs_datanode "$1")
  REPLY=
  if [[ $datanode =~ \"xferaddr\":\"([^\"]+)\" ]]; then
    REPLY=${BASH_REMATCH[1]}
  fi
}

# hdfs_refresh: DataNodes that leave are to be drained, members are not, and who has left before stays out.
hdfs_refresh() {
  local address addresses
  local -A excluded=()
  if [[ -s $hdfs_excludes ]]; then
    mapfile -t addresses <"$hdfs_excludes"
    for address in "${addresses[@]}"; do
      [[ -z $address ]] || excluded[$address]=1
    done
  fi
  mapfile -t addresses <<<"$SLAVES"
  for address in "${addresses[@]}"; do
    hdfs_caller "$address"
    [[ -z $REPLY ]] || unset "excluded[$REPLY]"
  done
  mapfile -t addresses <<<"${LEAVING_ADDRESSES-}"
  for address in "${addresses[@]}"; do
    hdfs_caller "$address"
    [[ -z $REPLY ]] || excluded[$REPLY]=1
  done
  printf '%s\n' "${!excluded[@]}" >"$hdfs_excludes.next"
  mv -f "$hdfs_excludes.next" "$hdfs_excludes"
  "$hdfs_command" dfsadmin -refreshNodes
}

# hdfs_lower_replication NUMBER: no file may want more copies than there will be DataNodes, for it could never have them.
hdfs_lower_replication() {
  local wanted copies path listing paths=()
  wanted=$1
  listing=$("$hdfs_command" dfs -ls -R /)
  while read -r _ copies _ _ _ _ _ path; do
    if [[ $copies =~ ^[0-9]+$ ]] && ((copies > wanted)); then
      # The shell of HDFS takes these for patterns.
      # shellcheck disable=SC2001 # as a pattern of bash nobody could read it
      paths+=("$(sed 's/[][*?{}\\]/\\&/g' <<<"$path")")
    fi
  done <<<"$listing"
  if ((${#paths[@]})); then
    log "${#paths[@]} files keep $wanted copies of each block from now on"
    printf '%s\0' "${paths[@]}" | xargs -0 "$hdfs_command" dfs -setrep "$wanted" >/dev/null
  fi
}

# hdfs_is_drained: whether nothing is held by those alone that leave; prints what is.
hdfs_is_drained() {
  local address addresses datanode state held=0
  mapfile -t addresses <<<"$LEAVING_ADDRESSES"
  for address in "${addresses[@]}"; do
    datanode=$(hdfs_datanode "$address")
    if [[ -n $datanode && $datanode != *'"adminState":"Decommissioned"'* ]]; then
      [[ $datanode =~ \"numBlocks\":([0-9]+) ]] || fail "the NameNode does not tell how many blocks $address holds"
      printf 'the DataNode on %s holds %s blocks and is not drained\n' "$address" "${BASH_REMATCH[1]}"
      held=1
    fi
  done
  state=$(http_get "http://$hdfs_namenode/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState")
  [[ $state =~ \"UnderReplicatedBlocks\"\ :\ ([0-9]+) ]] || fail "the NameNode does not tell of under-replicated blocks"
  if ((BASH_REMATCH[1] > 0)); then
    printf '%s blocks are under-replicated\n' "${BASH_REMATCH[1]}"
    held=1
  fi
  ((held == 0))
}

# hdfs_drain TIME: the NameNode copies away what those hold that leave.
hdfs_drain() {
  local staying held
  read -ra staying <<<"$MUSTER_WORKERS"
  ((${#staying[@]} > 0)) || fail "no worker would be left to hold what is in HDFS; keep one, or remove the cluster with 'muster destroy'"
  hdfs_lower_replication "${#staying[@]}"
  hdfs_refresh
  wait_for command hdfs_is_drained --timeout "$1" || true
  held=$(hdfs_is_drained) || fail "HDFS is not drained after $1: ${held//$'\n'/; }"
  log "HDFS holds all of its blocks on the ${#staying[@]} workers that stay"
}
