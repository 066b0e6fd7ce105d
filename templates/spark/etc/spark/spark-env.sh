# Read by every program of Spark on this node, before it starts.
export JAVA_HOME=${JAVA_HOME:-"{{java_home}}"}
export SPARK_SCALA_VERSION="{{SPARK_SCALA_VERSION}}"
export SPARK_LOCAL_IP="{{MUSTER_ADDRESS}}"
export SPARK_PUBLIC_DNS="{{PUBLIC_DNS}}"
export SPARK_LOCAL_DIRS="{{spark_local_dirs}}"
export SPARK_WORKER_CORES="{{spark_worker_cores}}"
export SPARK_WORKER_MEMORY="{{default_spark_mem}}"
export SPARK_WORKER_DIR="{{root}}/mnt/spark/work"

# The client of a cache that another module may lay out; what is not there is ignored.
export SPARK_DIST_CLASSPATH="{{root}}/opt/tachyon/client/*"

# A file system, a cluster, a size for executors and a place for their history that other modules leave here.
if [ -z "${HADOOP_CONF_DIR:-}" ] && [ -d "{{root}}/etc/ephemeral-hdfs" ]; then
  export HADOOP_CONF_DIR="{{root}}/etc/ephemeral-hdfs"
fi
if [ -z "${MASTER:-}" ] && [ -r "{{root}}/etc/spark/cluster-url" ]; then
  MASTER=$(cat "{{root}}/etc/spark/cluster-url")
  export MASTER
fi
if [ -z "${SPARK_EXECUTOR_MEMORY:-}" ]; then
  SPARK_EXECUTOR_MEMORY=$(cat "{{root}}/etc/spark/executor-memory" 2>/dev/null || echo "{{default_spark_mem}}")
  export SPARK_EXECUTOR_MEMORY
fi
if [ -r "{{root}}/etc/spark/event-log" ]; then
  SPARK_SUBMIT_OPTS="-Dspark.eventLog.enabled=true -Dspark.eventLog.dir=$(cat "{{root}}/etc/spark/event-log") ${SPARK_SUBMIT_OPTS:-}"
  export SPARK_SUBMIT_OPTS
fi

ulimit -n "$(ulimit -H -n)" 2>/dev/null || true
