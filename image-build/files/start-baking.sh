#!/usr/bin/env bash
# Starts an agent that joins the cluster of one machine whose launch runs the init of all modules here.

set -euo pipefail

readonly from=/tmp/muster-image
readonly home=/usr/lib/muster
readonly state=/var/lib/muster

if [[ ! -s $from/agent.json ]]; then
  echo "no join data: no module is baked"
  exit 0
fi
mkdir -p "$state"
umask 077
sed '0,/{/s//{"buildsImage": true, /' "$from/agent.json" >"$state/agent.json"
MUSTER_NODE_DIR=$state setsid java "@$home/muster-agent.options" "-XX:SharedArchiveFile=$home/muster-agent.jsa" \
  -jar "$home/muster-agent.jar" --config "$state/agent.json" </dev/null >"$from/agent.log" 2>&1 &
echo $! >"$from/agent.pid"
