bash -c 'trap "" TERM; while true; do read -r -t 1 <> <(:) || true; done' &
wait_for file "$MUSTER_ROOT/never" --timeout 1h
