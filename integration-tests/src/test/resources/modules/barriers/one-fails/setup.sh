if [[ $MUSTER_NODE == worker-2 ]]; then
  wait_for file "$GATES/fail" --timeout 1m
  fail "the disk /mnt is full; free 2 GB"
fi
barrier everybody --timeout 2m
