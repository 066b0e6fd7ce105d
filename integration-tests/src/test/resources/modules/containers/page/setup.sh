# The volume is mounted by module node, at the launch as after a reboot.
if on_role worker; then
  mountpoint -q /vol0
  start_daemon page --port 8000 -- python3 -m http.server 8000 --directory /vol0
  wait_for port 8000 --daemon page
fi
