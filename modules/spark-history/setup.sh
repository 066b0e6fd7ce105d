# Starts the history server on the first master. Every node has a file that says where applications leave their history.

if first_of master; then
  http_put "http://$MUSTER_ADDRESS:9870/webhdfs/v1/spark-events?op=MKDIRS&permission=1777&user.name=$(id -un)" >/dev/null \
    || fail "the NameNode on $MUSTER_ADDRESS does not make the directory /spark-events"
  memory=$((MUSTER_MEMORY_MB < 4096 ? 256 : 1024))m
  start_daemon spark-history --port "$MUSTER_ADDRESS:18080" -- \
    env "SPARK_DAEMON_MEMORY=$memory" \
    "SPARK_HISTORY_OPTS=-XX:+UseSerialGC -Dspark.history.fs.logDirectory=$(<"$MUSTER_ROOT/etc/spark/event-log") -Dspark.history.fs.update.interval=2s" \
    "SPARK_CONF_DIR=$MUSTER_ROOT/etc/spark" \
    spark-class org.apache.spark.deploy.history.HistoryServer
  wait_for port 18080 --daemon spark-history --timeout 2m
fi
