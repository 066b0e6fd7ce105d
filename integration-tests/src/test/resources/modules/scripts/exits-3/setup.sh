log "looking for the licence"
bash -c 'exit 3'
