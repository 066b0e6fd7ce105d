# The jobs of test and run are compiled where they will be submitted, and on an image, which may become a master.

source ./cluster.bash

if [[ -n $MUSTER_IMAGE_BUILD ]] || on_role master; then
  log "the jobs of test and run are in $(jobs_jar)"
fi
