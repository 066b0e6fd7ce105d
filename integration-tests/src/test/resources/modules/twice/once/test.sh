daemon_running patient
mkdir -p "$MUSTER_ROOT/var/lib/once"
printf '%s\n' "$MUSTER_STEP" >"$MUSTER_ROOT/var/lib/once/last" # /var is what programs may change
