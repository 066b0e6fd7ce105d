# Every target must be up: nodes, and Spark and HDFS where they run.

master=${MASTERS%%$'\n'*}

# query EXPRESSION: as a part of a URL; prints the number that it comes to.
query() {
  local answer
  answer=$(http_get "http://$master:9090/api/v1/query?query=$1")
  if [[ $answer =~ \"value\":\[[0-9.]+,\"([0-9]+)\"\] ]]; then
    printf '%s\n' "${BASH_REMATCH[1]}"
  else
    printf '0\n'
  fi
}

expected=$(cat "$MUSTER_ROOT"/etc/prometheus/muster-targets/*.json | grep -oE '[0-9.]+:[0-9]+' | wc -l)

all_targets_up() {
  local up
  up=$(query 'count(up%3D%3D1)')
  printf '%s of %s targets are up; those that are not: %s\n' "$up" "$expected" \
    "$(http_get "http://$master:9090/api/v1/query?query=up%3D%3D0" | grep -oE '"instance":"[^"]+"' | tr '\n' ' ')"
  ((up >= expected))
}

wait_for command all_targets_up --timeout 90s
(($(query 'count(node_load1)') > 0)) || fail "no node tells its load to Prometheus"
log "Prometheus reads all $expected targets"
