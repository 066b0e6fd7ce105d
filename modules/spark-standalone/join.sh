# The Master knows the new Workers by themselves; what an executor may ask for can be less with them.

source ./cluster.bash

wait_for command all_workers_alive --timeout 2m
log "$(all_workers_alive)"
note_executor_memory
