# Lays Hadoop out in /opt/hadoop: links into the artifact, which is shared and never written to, and launchers of our
# own where the artifact is jars alone.

home=$MUSTER_ROOT/opt/hadoop
java=
if [[ -r $JAVA_HOME/release ]]; then
  java=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$JAVA_HOME/release")
fi
# Java 24 took away what Hadoop before 3.5 asks for the current user.
if [[ $HADOOP_VERSION == 3.[0-4].* && ${java:-17} -gt 23 ]]; then
  fail "Hadoop $HADOOP_VERSION does not run on Java $java ($JAVA_HOME): install a JDK of 17 to 23 (Debian: apt install openjdk-17-jdk-headless) or start the coordinator with JAVA_HOME set to one, then 'muster resume $MUSTER_CLUSTER'"
fi
distribution=$(artifact hadoop)
lay_out "$home" "$distribution"

for command in hdfs hadoop; do
  install -m 755 files/command.bash "$MUSTER_ROOT/usr/local/bin/$command"
done
install -D -m 644 files/drain.bash "$MUSTER_ROOT/usr/local/lib/muster/drain.bash"
export_env HADOOP_HOME "$home"
log "Hadoop $HADOOP_VERSION is in $home"
