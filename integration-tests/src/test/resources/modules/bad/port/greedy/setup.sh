start_daemon server --port "127.0.0.1:$PORT" -- tail -f /dev/null
