if [[ $MUSTER_NODE == worker-2 ]]; then
  log "fetching <b>the index</b> & more"
  wait_for file "$MUSTER_ROOT/go" --timeout 5m
fi
barrier all-there
log "all there"
