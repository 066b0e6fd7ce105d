# shellcheck shell=bash
# What the ResourceManager and the NodeManagers say of themselves over HTTP.

# active_nodes ADDRESS: how many NodeManagers the ResourceManager there counts on.
active_nodes() {
  local metrics
  metrics=$(http_get "http://$1:8088/ws/v1/cluster/metrics")
  [[ $metrics =~ \"activeNodes\":([0-9]+) ]] || fail "the ResourceManager on $1 does not tell of its nodes"
  printf '%s\n' "${BASH_REMATCH[1]}"
}

# node_is_taken ADDRESS NODE_ADDRESS: whether the ResourceManager on ADDRESS gives work to the NodeManager on the other. It is
# known there by a name that it tells of itself; where addresses have names, not by its address.
node_is_taken() {
  [[ $(http_get "http://$2:8042/ws/v1/node/info") =~ \"id\":\"([^\"]+)\" ]] || return 1
  [[ $(http_get "http://$1:8088/ws/v1/cluster/nodes/${BASH_REMATCH[1]}") == *'"state":"RUNNING"'* ]]
}
