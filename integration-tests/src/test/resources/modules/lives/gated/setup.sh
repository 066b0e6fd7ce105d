printf '%s %s\n' "$MUSTER_NODE" "$MUSTER_PHASE" >>"$GATES/ran"
wait_for file "$GATES/open" --timeout 3m
printf '%s %s\n' "$MUSTER_NODE" after-the-gate >>"$GATES/ran"
