# Lays YARN and MapReduce out in /opt/mapreduce, as module hadoop does with Hadoop.

home=$MUSTER_ROOT/opt/mapreduce
distribution=$(artifact mapreduce)

rm -rf "$home.next"
mkdir -p "$home.next" "$MUSTER_ROOT/usr/local/bin"
for entry in "$distribution"/*; do
  ln -s "$entry" "$home.next/"
done
if [[ ! -d $distribution/bin ]]; then
  install -d "$home.next/bin"
  install -m 755 files/bin/yarn files/bin/mapred "$home.next/bin/"
fi
rm -rf "$home"
mv -T "$home.next" "$home"

for command in yarn mapred; do
  install -m 755 files/command.bash "$MUSTER_ROOT/usr/local/bin/$command"
done
export_env HADOOP_MAPRED_HOME "$home"
log "YARN and MapReduce $HADOOP_VERSION are in $home"
