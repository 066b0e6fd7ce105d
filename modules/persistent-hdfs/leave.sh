# What the DataNodes hold that leave is copied to those that stay, before anybody goes.

source ./drain.bash

if first_of master; then
  hdfs_drain 55m
fi
