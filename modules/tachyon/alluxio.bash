# shellcheck shell=bash
# What Alluxio's master says of its workers over HTTP.

# active_workers ADDRESS: the addresses of those that the master there gives blocks to, one a line.
active_workers() {
  local page
  page=$(http_get "http://$1:19999/api/v1/master/webui_workers")
  page=${page%%'"failedNodeInfos"'*}
  while [[ $page =~ \"state\":\"ACTIVE\",\"host\":\"([^\"]+)\" ]]; do
    printf '%s\n' "${BASH_REMATCH[1]}"
    page=${page#*"${BASH_REMATCH[0]}"}
  done
}

# worker_is_active MASTER ADDRESS
worker_is_active() {
  active_workers "$1" | grep -Fxq "$2"
}
