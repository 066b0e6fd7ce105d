# The server asks the new nodes as well.

source ./targets.bash

if first_of master; then
  write_all_targets
fi
