# The command persistent-hdfs is hdfs for this file system; plain hdfs means the ephemeral one where there is one.

mkdir -p "$MUSTER_ROOT/usr/local/bin"
install -m 755 files/persistent-hdfs "$MUSTER_ROOT/usr/local/bin/persistent-hdfs"
