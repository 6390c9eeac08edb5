#!/bin/sh
# Clones the last commit into a folder that knows nothing of this one, and runs the demo there as a
# stranger would. It repeats the whole installation, so it is `make check-clean` and no part of
# `make test`.
set -eu

project=$(git rev-parse --show-toplevel)
clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT

git clone --quiet "$project" "$clone/project"
cd "$clone/project"

# What a developer's shell may have set would hide what a clone lacks.
unset SCV_LANDING SCV_WAREHOUSE SCV_PUBLISHED SCV_ERASURES SCV_ID_SALT VIRTUAL_ENV PYTHONPATH \
    DBT_TARGET_PATH DBT_LOG_PATH DBT_PROFILES_DIR DBT_PROJECT_DIR DAGSTER_HOME

started=$(date +%s)
make run > "$clone/run.log" 2>&1 || { cat "$clone/run.log"; echo "make run failed in a clean clone"; exit 1; }
seconds=$(($(date +%s) - started))

for word in customers visitors identifiers precision recall; do
    grep -qi "$word" "$clone/run.log" || { cat "$clone/run.log"; echo "the summary says nothing of $word"; exit 1; }
done

changed=$(git status --porcelain)
if [ -n "$changed" ]; then
    echo "$changed"
    echo "make run leaves files behind that git does not ignore"
    exit 1
fi
echo "A clean clone installed itself and ran the demo in $seconds seconds."
