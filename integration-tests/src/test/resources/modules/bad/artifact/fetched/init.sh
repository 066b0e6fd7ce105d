ln -sfn "$(artifact archive)" "$MUSTER_ROOT/opt/fetched"
