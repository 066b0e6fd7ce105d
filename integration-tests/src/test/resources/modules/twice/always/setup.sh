stop_daemon restless
start_daemon restless -- tail -f /dev/null
if on_role worker; then
  mktemp "$MUSTER_ROOT/opt/always/left.XXXXXX"
fi
