# Lays Spark out in /opt/spark: links into the artifact, which is shared and never written to, launchers of our own
# where the artifact is jars alone, and the configuration outside of it, so that another release finds it again.

home=$MUSTER_ROOT/opt/spark
distribution=$(artifact spark)
mkdir -p "$MUSTER_ROOT/etc/spark"
lay_out "$home" "$distribution"
ln -sfn "$MUSTER_ROOT/etc/spark" "$home/conf"

for command in spark-class spark-submit spark-shell spark-sql pyspark; do
  install -m 755 files/command.bash "$MUSTER_ROOT/usr/local/bin/$command"
done
export_env SPARK_HOME "$home"
log "Spark $SPARK_VERSION is in $home"
[[ -e $home/bin/sparkR || -d $home/python ]] || log "it was laid out from jars, so there is no PySpark; SPARK_ARCHIVE or SPARK_URL with a distribution has it"
