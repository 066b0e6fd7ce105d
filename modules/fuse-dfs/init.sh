# Hadoop's own fuse_dfs where the distribution has it, rclone elsewhere.

if [[ -x $HADOOP_HOME/bin/fuse_dfs ]]; then
  install_packages apt:fuse rpm:fuse
else
  install_packages rclone fuse3
fi
