#!/usr/bin/env bash

export MODULES="spark
ephemeral-hdfs
hdfs-nfs-gateway
fuse-dfs
spark-standalone
tachyon
ganglia
rpms
extra"

export TEST_MODULES="ganglia
hdfs-nfs-gateway"

export VERBOSE=false
