#!/bin/sh
# Lints the SQL of models and claims. sqlfluff passes over a file that dbt cannot compile with a warning
# and without failing; here that is a failure, so that no file escapes.
set -eu

log=$(mktemp)
trap 'rm -f "$log"' EXIT

status=0
"${SQLFLUFF:-sqlfluff}" lint models tests/singular --processes 2 --disable-progress-bar >"$log" 2>&1 || status=$?
cat "$log"
if grep -q "Skipped file" "$log"; then
    echo "Files were skipped, see above: they are not linted."
    exit 1
fi
exit "$status"
