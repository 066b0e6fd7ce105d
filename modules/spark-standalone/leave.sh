# Workers that leave are decommissioned: their executors take no more tasks, hand on the blocks that they hold, and end.

source ./cluster.bash

if ! leaving; then
  exit 0
fi

# decommission NUMBER: as Spark's own scripts do it.
decommission() {
  local pid
  read -r pid _ <"$MUSTER_STATE/daemons/spark-worker-$1/pid"
  kill -PWR "$pid"
}

nothing_runs() {
  local number cores all=0
  for ((number = 1; number <= ${SPARK_WORKER_INSTANCES:-1}; number++)); do
    if daemon_running "spark-worker-$number"; then
      cores=$(cores_in_use "$MUSTER_ADDRESS:$((8080 + number))")
      all=$((all + cores))
    fi
  done
  printf 'executors use %s cores of this node\n' "$all"
  ((all == 0))
}

for ((number = 1; number <= ${SPARK_WORKER_INSTANCES:-1}; number++)); do
  if daemon_running "spark-worker-$number"; then
    decommission "$number"
  fi
done
wait_for command nothing_runs --timeout 55m || true
held=$(nothing_runs) || fail "Spark is not drained after 55m: $held; see the applications at http://${MASTERS%%$'\n'*}:8080"
log "no executor runs here any more"
