book=$MUSTER_ROOT/etc/phone-book/book

share "number-of-$MUSTER_NODE" "$AREA_CODE-$((100 + MUSTER_INDEX))"
barrier numbers-are-given --timeout 30s

for node in $MUSTER_MASTERS $MUSTER_WORKERS; do
  printf '%s %s\n' "$node" "$(shared "number-of-$node" --timeout 10s)"
done >"$book.next"
mv "$book.next" "$book"
if first_of master; then
  log "the book has $(wc -l <"$book") numbers"
fi
