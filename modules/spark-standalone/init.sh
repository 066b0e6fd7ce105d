# The jobs of test and run are compiled on an image, which may become a master; elsewhere setup.sh does it, while it would
# only wait for daemons.

source ./cluster.bash

if [[ -n $MUSTER_IMAGE_BUILD ]]; then
  jar=$(jobs_jar)
  log "the jobs of test and run are in $jar"
fi
