# The collector must have heard of every node, and the web page must come.

master=${MASTERS%%$'\n'*}
read -ra nodes <<<"$MUSTER_MASTERS $MUSTER_WORKERS"

# reported: what the collector tells to whoever connects.
reported() {
  local collector
  exec {collector}<>"/dev/tcp/$master/8651"
  timeout 10 cat <&"$collector"
  exec {collector}>&-
}

all_nodes_report() {
  local report node silent=()
  report=$(reported)
  for node in "${nodes[@]}"; do
    # Whoever tells its load has told of itself; a name alone may be left over from before.
    [[ $report == *"<HOST NAME=\"$node\""* ]] || silent+=("$node")
  done
  [[ $report == *'<METRIC NAME="load_one"'* ]] || silent+=("any load")
  printf 'Ganglia has not heard of %s\n' "${silent[*]}"
  ((${#silent[@]} == 0))
}

wait_for command all_nodes_report --timeout 90s

picture=$(mktemp)
trap 'rm -f "$picture"' EXIT

# The page must have a row for every node, and pictures of what it measured over time.
all_nodes_shown() {
  local page node
  page=$(http_get "http://$master:5080/ganglia/")
  for node in "${nodes[@]}"; do
    [[ $page == *"<th>$node</th>"* ]] || return 1
    http_get "http://$master:5080/ganglia/graph?host=$node&metric=load_one&period=hour" >"$picture" || return 1
    grep -aq PNG "$picture" || return 1
  done
}

wait_for command all_nodes_shown --timeout 90s || fail "the page of Ganglia on $master does not show all nodes"
log "Ganglia shows all ${#nodes[@]} nodes"
