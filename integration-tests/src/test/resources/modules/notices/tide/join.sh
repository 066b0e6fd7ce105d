printf '%s\n' "$JOINING" >>/opt/joined
