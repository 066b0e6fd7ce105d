[[ $(hello) == "$GREETING" ]] || fail "hello says '$(hello)'"
[[ $GREETED_AS == 'image build: 1' ]] || fail "it was installed by '$GREETED_AS'"
