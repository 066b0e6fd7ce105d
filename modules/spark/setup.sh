# The configuration has just been rendered; what it names must be there.

IFS=, read -ra local_dirs <<<"$SPARK_LOCAL_DIRS"
mkdir -p "${local_dirs[@]}"
