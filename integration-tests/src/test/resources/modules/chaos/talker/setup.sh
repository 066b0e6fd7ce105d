seq -f "line %08.0f of many that all say the same" 1 "$TALKER_LINES"
