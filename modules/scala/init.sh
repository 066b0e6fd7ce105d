# Lays Scala out in /opt/scala, with launchers of our own where the artifact is jars alone.

home=$MUSTER_ROOT/opt/scala
distribution=$(artifact scala)

rm -rf "$home.next"
mkdir -p "$home.next" "$MUSTER_ROOT/usr/local/bin"
for entry in "$distribution"/*; do
  ln -s "$entry" "$home.next/"
done
if [[ ! -d $distribution/bin ]]; then
  install -d "$home.next/bin"
  install -m 755 files/bin/scala files/bin/scalac "$home.next/bin/"
fi
rm -rf "$home"
mv -T "$home.next" "$home"

for command in scala scalac; do
  ln -sfn "../../../opt/scala/bin/$command" "$MUSTER_ROOT/usr/local/bin/$command"
done
export_env SCALA_HOME "$home"
log "Scala $SCALA_VERSION is in $home"
