# Lays Vowpal Wabbit out in /opt/vowpal-wabbit: its library, which comes inside a jar, and a command vw that calls it.

home=$MUSTER_ROOT/opt/vowpal-wabbit
library=$(artifact vw)

[[ $(uname -m) == x86_64 ]] || fail "the library of Vowpal Wabbit is for x86_64 only, and this node is $(uname -m)"
[[ -n $(type -p javac) ]] || fail "javac is missing: vowpal-wabbit needs a JDK on the node, a JRE is not enough"

rm -rf "$home.next"
mkdir -p "$home.next/bin" "$home.next/classes" "$MUSTER_ROOT/usr/local/bin"
ln -s "$library/jars" "$home.next/jars"
javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -proc:none --release 17 -cp "$library/jars/*" \
  -d "$home.next/classes" files/Vw.java
install -m 755 files/vw "$home.next/bin/vw"
rm -rf "$home"
mv -T "$home.next" "$home"
ln -sfn ../../../opt/vowpal-wabbit/bin/vw "$MUSTER_ROOT/usr/local/bin/vw"
log "Vowpal Wabbit $VW_VERSION is in $home"
