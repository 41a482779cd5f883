#!/usr/bin/env bash
# Measures what poolscope costs and prints the tables of docs/overhead.md.
#   scripts/overhead.sh [--rounds N] [--only micro,start,own,attach,demo] [JDK_HOME ...]
# Without a JDK it takes the one that runs the build. Takes about 35 minutes for each JDK on two cores; the machine
# should have nothing else to do.
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || { echo "no java: set JAVA_HOME to a JDK 17 or later" >&2; exit 2; }
if [ ! -f agent/dist/target/poolscope.jar ] || [ ! -f demo-app/target/poolscope-demo-app.jar ]; then
    mvn -q -B -DskipTests package >&2
fi
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"${java}c" --release 17 -d "$classes" scripts/overhead/*.java
"$java" -cp "$classes" Overhead "$@"
