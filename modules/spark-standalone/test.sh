# Every worker must be alive at the Master, and must have run a task of a job.

source ./cluster.bash

read -ra workers <<<"$MUSTER_WORKERS"
expected=$((${#workers[@]} * ${SPARK_WORKER_INSTANCES:-1}))

all_workers_alive() {
  local alive
  alive=$(alive_workers_and_cores)
  alive=${alive% *}
  printf '%s of %s Spark Workers are alive\n' "$alive" "$expected"
  ((alive == expected))
}

wait_for command all_workers_alive --timeout 60s
log "$(all_workers_alive)"
mapfile -t addresses <<<"$SLAVES"
submit org.muster.jobs.Everywhere "${addresses[@]}"
