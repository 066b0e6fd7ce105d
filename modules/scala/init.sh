# Lays Scala out in /opt/scala, with launchers of our own where the artifact is jars alone.

home=$MUSTER_ROOT/opt/scala
distribution=$(artifact scala)
lay_out "$home" "$distribution"

for command in scala scalac; do
  ln -sfn "../../../opt/scala/bin/$command" "$MUSTER_ROOT/usr/local/bin/$command"
done
export_env SCALA_HOME "$home"
log "Scala $SCALA_VERSION is in $home"
