# The server asks those no more that leave.

source ./targets.bash

if first_of master; then
  write_all_targets
fi
