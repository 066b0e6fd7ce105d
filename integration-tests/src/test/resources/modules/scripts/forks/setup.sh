bash -c 'exec -a left-behind tail -f /dev/null' &
printf '%s\n' "$!" >"$MUSTER_ROOT/tmp/left-behind.pid"
