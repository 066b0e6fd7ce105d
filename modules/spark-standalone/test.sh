# Every worker must be alive at the Master, and must have run a task of a job.

source ./cluster.bash

wait_for command all_workers_alive --timeout 60s
log "$(all_workers_alive)"
mapfile -t addresses <<<"$SLAVES"
submit org.muster.jobs.Everywhere "${addresses[@]}"
