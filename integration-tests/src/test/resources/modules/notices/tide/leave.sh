if leaving; then
  wait_for file /opt/drained --timeout 4m
fi
