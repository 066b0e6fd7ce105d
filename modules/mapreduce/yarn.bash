# shellcheck shell=bash
# What the ResourceManager and the NodeManagers say of themselves over HTTP.

# active_nodes ADDRESS: how many NodeManagers the ResourceManager there counts on.
active_nodes() {
  local metrics
  metrics=$(http_get "http://$1:8088/ws/v1/cluster/metrics")
  [[ $metrics =~ \"activeNodes\":([0-9]+) ]] || fail "the ResourceManager on $1 does not tell of its nodes"
  printf '%s\n' "${BASH_REMATCH[1]}"
}

# node_is_taken ADDRESS HOST:PORT: whether the ResourceManager on ADDRESS gives work to this NodeManager.
node_is_taken() {
  [[ $(http_get "http://$1:8088/ws/v1/cluster/nodes/$2") == *'"state":"RUNNING"'* ]]
}
