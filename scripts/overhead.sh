#!/usr/bin/env bash
# Measures what poolscope costs, alone and beside others, and prints the tables of docs/overhead.md.
#   scripts/overhead.sh [--rounds N] [--only SECTION,...] [--peers] [--peer NAME[=GROUP:ARTIFACT:VERSION]] ...
#                       [--load-seconds N] [--plot FILE.svg] [JDK_HOME ...]
# Sections: micro (or groups of it: completed, lock, contention, execute, hand-over, ping-pong, chain, fork-join), start,
# boot, memory, million, own, attach, demo; without --only, all. Peers: opentelemetry, datadog, blockhound, jfr,
# micrometer; --peers takes all, in the versions that pom.xml pins. Without a JDK it takes the one that runs the build.
# The machine should have nothing else to do; docs/overhead.md says how long it takes.
set -euo pipefail
folder=$PWD
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || { echo "no java: set JAVA_HOME to a JDK 17 or later" >&2; exit 2; }
if [ ! -f agent/dist/target/poolscope.jar ] || [ ! -f demo-app/target/poolscope-demo-app.jar ]; then
    mvn -q -B -DskipTests package >&2
fi
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"${java}c" --release 17 -d "$classes" scripts/overhead/*.java scripts/overhead/*/*.java
"$java" -Doverhead.folder="$folder" -cp "$classes" Overhead "$@"
