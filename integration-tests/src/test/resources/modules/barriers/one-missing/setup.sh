if [[ $MUSTER_NODE == worker-2 ]]; then
  wait_for file "$GATES/go" --timeout 1m
fi
barrier everybody --timeout 2s
