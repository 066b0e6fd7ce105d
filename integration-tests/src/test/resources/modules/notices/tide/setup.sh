printf 'set up\n' >/opt/tide
