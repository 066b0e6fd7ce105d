book=$MUSTER_ROOT/etc/phone-book/book
while read -r _ worker _ address; do
  grep -q "^$worker $AREA_CODE-1[0-9][0-9]$" "$book" || fail "$worker at $address has no number in $book"
done < <(grep ^worker "$MUSTER_ROOT/etc/phone-book/subscribers.conf")
