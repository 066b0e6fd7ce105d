mkdir -p "$MUSTER_ROOT/opt/always"
printf 'a line\n' >>"$MUSTER_ROOT/opt/always/appended"
