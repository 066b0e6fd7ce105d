if on_role worker; then
  printf 'ran\n' >>/vol0/runs
  printf 'ran\n' >>/mnt/runs
fi
