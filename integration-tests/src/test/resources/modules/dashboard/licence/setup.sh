log "checking the licence"
if [[ $MUSTER_NODE == worker-1 ]]; then
  fail 'the licence <img src=x onerror="document.title = 1"> has expired'
fi
