# A kernel must start and compute; and who has no token must stay outside.

if http_get "http://$MUSTER_ADDRESS:8888/api/kernels" >/dev/null; then
  fail "Jupyter lets in who has no token"
fi
answer=$(python3 files/ask_kernel.py "$MUSTER_ADDRESS:8888" "$MUSTER_ROOT/etc/jupyter/token" 'print(6 * 7)')
[[ $answer == 42 ]] || fail "a kernel of Jupyter computes 6 * 7 = '$answer'"
log "a kernel of Jupyter computes"
