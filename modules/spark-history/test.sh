# An application that has ended must appear in the history as completed.

master=${MASTERS%%$'\n'*}

completed_applications() {
  http_get "http://$master:18080/api/v1/applications?status=completed" | grep -c '"id"' || true
}

history_has_grown() {
  (($(completed_applications) > known))
}

known=$(completed_applications)
spark-submit --class org.muster.jobs.Everywhere --conf spark.ui.enabled=false \
  "$MUSTER_ROOT/opt/spark-standalone/jobs.jar"
wait_for command history_has_grown --timeout 60s || fail "the history on $master does not show the application that has just ended"
log "the history shows $(completed_applications) applications"
