printf "%s %s %s\n" "$MUSTER_NODE" "$MUSTER_PHASE" "$MUSTER_ATTEMPT" >>"$LINES_FILE"
export_env LINED yes
if on_role master; then
  share word sesame
fi
barrier all-there
[[ $(shared word) == sesame ]]
