# What mounts NFS, and, for nodes whose kernel cannot, what reads it without a mount.

install_packages apt:nfs-common rpm:nfs-utils
if ! grep -qw nfs /proc/filesystems && ! modprobe nfs 2>/dev/null; then
  install_packages libnfs-utils
fi
