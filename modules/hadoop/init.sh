# Lays Hadoop out in /opt/hadoop: links into the artifact, which is shared and never written to, and launchers of our
# own where the artifact is jars alone.

home=$MUSTER_ROOT/opt/hadoop
distribution=$(artifact hadoop)

rm -rf "$home.next"
mkdir -p "$home.next" "$MUSTER_ROOT/usr/local/bin"
for entry in "$distribution"/*; do
  ln -s "$entry" "$home.next/"
done
if [[ ! -d $distribution/bin ]]; then
  install -d "$home.next/bin"
  install -m 755 files/bin/hdfs files/bin/hadoop "$home.next/bin/"
fi
rm -rf "$home"
mv -T "$home.next" "$home"

for command in hdfs hadoop; do
  install -m 755 files/command.bash "$MUSTER_ROOT/usr/local/bin/$command"
done
export_env HADOOP_HOME "$home"
log "Hadoop $HADOOP_VERSION is in $home"
