# Lays Alluxio out in /opt/tachyon, with a launcher of our own, and its client apart, for Spark.

home=$MUSTER_ROOT/opt/tachyon
servers=$(artifact alluxio)
client=$(artifact client)

rm -rf "$home.next"
mkdir -p "$home.next/bin" "$MUSTER_ROOT/usr/local/bin"
ln -s "$servers/jars" "$home.next/jars"
ln -s "$client/jars" "$home.next/client"
install -m 755 files/alluxio "$home.next/bin/alluxio"
rm -rf "$home"
mv -T "$home.next" "$home"

for command in alluxio tachyon; do
  ln -sfn ../../../opt/tachyon/bin/alluxio "$MUSTER_ROOT/usr/local/bin/$command"
done
log "Alluxio $ALLUXIO_VERSION is in $home"
