# Starts the notebook server. Whoever knows the token in its file can run anything here, so only root reads that file.

token=$MUSTER_ROOT/etc/jupyter/token

if [[ ! -s $token ]]; then
  mkdir -p "${token%/*}"
  (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$token.next")
  mv "$token.next" "$token"
fi
mkdir -p "$MUSTER_ROOT/root/notebooks"
start_daemon jupyter --port "$MUSTER_ADDRESS:8888" -- \
  jupyter-notebook --allow-root "--config=$MUSTER_ROOT/etc/jupyter/muster_config.py"
wait_for port 8888 --daemon jupyter
log "the token of Jupyter is in $token: muster run $MUSTER_CLUSTER --node $MUSTER_NODE -- cat $token"
