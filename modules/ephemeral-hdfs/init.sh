# Which file system `hdfs` and Spark mean on this node, from now on.

export_env HADOOP_CONF_DIR "$MUSTER_ROOT/etc/ephemeral-hdfs"
