printf "%s %s\n" "$MUSTER_NODE" "$MUSTER_PHASE" >>"$GATES/ran"
