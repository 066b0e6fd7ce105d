# Lays YARN and MapReduce out in /opt/mapreduce, as module hadoop does with Hadoop.

home=$MUSTER_ROOT/opt/mapreduce
distribution=$(artifact mapreduce)
lay_out "$home" "$distribution"

for command in yarn mapred; do
  install -m 755 files/command.bash "$MUSTER_ROOT/usr/local/bin/$command"
done
export_env HADOOP_MAPRED_HOME "$home"
log "YARN and MapReduce $HADOOP_VERSION are in $home"
