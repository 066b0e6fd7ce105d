start_daemon patient -- tail -f /dev/null
