cat "$MUSTER_ROOT/etc/typo/words.conf"
