#!/usr/bin/env bash
# Shows what poolscope says about a sick service, and that it says nothing about the mended one.
#
#   scripts/demo.sh            the story of the sync-over-async endpoint
#   scripts/demo.sh NAME       another scenario
#   scripts/demo.sh list       all of them
#   scripts/demo.sh mistakes [NAME ...] [--runs N] [--seconds S] [--within PERCENT]
#                              ten mistakes in turn, each with its mended twin: what poolscope predicts, and what then is
#
# Needs a JDK 17 or later (JAVA_HOME, else java on the path) and, to build, Maven 3.8 or later.
# Ends with 0 if poolscope said what the scenario's source says it must, 1 if not, 2 on a wrong argument.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
sources="$root/demo-app/src/main/java/io/poolscope/demo"
app_jar="$root/demo-app/target/poolscope-demo-app.jar"
agent_jar="$root/agent/dist/target/poolscope.jar"
work="$root/demo-app/target/demo"
stamp="$root/demo-app/target/.demo-built"

start_limit=90   # seconds for the service to come up, on a slow machine
stop_limit=10    # seconds for it to end before it is killed
warm_up=3        # seconds of the mended endpoint, so that the story is not about a cold JVM
fixed_limit=8    # seconds that the mended twin is driven

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\033[1m' plain=$'\033[0m'
fi

say() { printf '%s\n' "$*"; }
head_line() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
fail() { printf 'demo.sh: %s\n' "$2" >&2; exit "$1"; }

# --- what the sources say ---------------------------------------------------------------------------------------------

# The value of a key of the @Scenario annotation; empty if it is not given.
annotated() { # file key
  tr '\n' ' ' <"$1" | sed -n 's/.*@Scenario(\([^)]*\)).*/\1/p' |
    tr ',' '\n' | sed -n "s/^ *$2 = \"\{0,1\}\([^\"]*[^\" ]\)\"\{0,1\} *\$/\1/p"
}

source_of() { # scenario name
  local file
  for file in "$sources"/scenario/*.java "$sources"/mistake/*.java; do
    if [ "$(annotated "$file" name)" = "$1" ]; then
      printf '%s' "$file"
      return
    fi
  done
}

list() {
  local file name
  for file in "$sources"/scenario/*.java "$sources"/mistake/*.java; do
    name="$(annotated "$file" name)"
    if [ -n "$name" ]; then
      printf '%-20s %s\n' "$name" "$(sed -n 's/^ \* @shows //p' "$file")"
    fi
  done
}

# The first @expect line about this mode.
expectation() { # file mode
  awk -v mode="$2" '
    /^ \* @expect / {
      sub(/^ \* @expect /, "")
      if (/mode=load-test/) { if (load == "") load = $0 } else if (production == "") production = $0
    }
    END { print mode == "load-test" && load != "" ? load : production }' "$1"
}

# The value of a key of the @expect line that this run is judged by.
expected() { # key
  tr ' ' '\n' <<<"$expect" | sed -n "s/^$1=//p"
}

# --- processes --------------------------------------------------------------------------------------------------------

app_pid='' load_pid=''

end() { # pid
  local waited=0
  kill "$1" 2>/dev/null || true
  while kill -0 "$1" 2>/dev/null; do
    waited=$((waited + 1))
    if [ "$waited" -gt $((stop_limit * 10)) ]; then
      kill -9 "$1" 2>/dev/null || true
    fi
    sleep 0.1
  done
  wait "$1" 2>/dev/null || true
}

clean_up() {
  if [ -n "$load_pid" ]; then end "$load_pid"; load_pid=''; fi
  if [ -n "$app_pid" ]; then end "$app_pid"; app_pid=''; fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java="$JAVA_HOME/bin/java"
  else
    java="$(command -v java || true)"
  fi
  [ -x "$java" ] || fail 1 "no java: set JAVA_HOME to a JDK 17 or later"
  local version
  version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')"
  case "$version" in
    1.* | 9 | 1[0-6] | '') fail 1 "java $version is too old: set JAVA_HOME to a JDK 17 or later" ;;
  esac
  local needs=''
  # The mistakes run on every JDK, and have no file of their own here.
  if [ -n "${file:-}" ]; then
    needs="$(sed -n 's/^ \* @jdk //p' "$file")"
  fi
  if [ -n "$needs" ] && [ "$version" -lt "${needs%% *}" ]; then
    say "$name is left out on java $version: it needs ${needs%% *} or later (${needs#* })"
    exit 0
  fi
}

build() {
  if [ -f "$stamp" ] && [ -f "$app_jar" ] && [ -f "$agent_jar" ] &&
    [ -z "$(find "$root/pom.xml" "$root/.mvn" "$root/agent" "$root/demo-app" -newer "$stamp" -type f \
      \( -path '*/src/main/*' -o -name pom.xml -o -path '*/.mvn/*' \) -not -path '*/target/*' -print)" ]; then
    return
  fi
  command -v mvn >/dev/null || fail 1 "no mvn on the path: install Maven 3.8 or later"
  say "building (a few minutes the first time)"
  local began="$root/demo-app/target/.demo-building"
  mkdir -p "$(dirname "$began")"
  touch "$began"
  (cd "$root" && mvn -q -B -Dstyle.color=never -DskipTests -pl demo-app,agent/dist -am package) || fail 1 "the build failed"
  [ -f "$app_jar" ] || fail 1 "the build left no $app_jar"
  [ -f "$agent_jar" ] || fail 1 "the build left no $agent_jar"
  mv "$began" "$stamp" # as old as the beginning of the build, so that a source saved meanwhile counts as newer
}

start_app() { # run
  out="$work/$1.out" err="$work/$1.err" report="$work/$1.json"
  rm -f "$report"
  local options="report=${report//,/\\,}"
  if [ "$mode" = load-test ]; then options="$options,mode=load-test"; fi
  local jvm
  jvm="$(sed -n 's/^ \* @jvm //p' "$file")"
  # shellcheck disable=SC2086 # one word for each option
  "$java" -Xmx512m $jvm "-javaagent:$agent_jar=$options" -jar "$app_jar" --server.port=0 >"$out" 2>"$err" </dev/null &
  app_pid=$!
  local until=$((SECONDS + start_limit))
  port=''
  while ! grep -q 'Started DemoApplication' "$out"; do
    kill -0 "$app_pid" 2>/dev/null || { tail -20 "$out" "$err" >&2; fail 1 "the service did not start"; }
    [ "$SECONDS" -lt "$until" ] || fail 1 "the service was not up after $start_limit s, see $out"
    sleep 0.1
  done
  port="$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$out" | head -1)"
}

stop_app() {
  end "$app_pid"
  app_pid=''
}

start_load() { # path seconds file
  local how="--rate=$rate"
  if [ -z "$rate" ]; then how="--in-flight=$in_flight"; fi
  "$java" -Xmx256m -jar "$app_jar" --load "--url=http://127.0.0.1:$port$1" "$how" "--seconds=$2" --drain=1 \
    >"$3" 2>&1 </dev/null &
  load_pid=$!
}

# Prints the load's lines as they come, until it ends; takes the meters two seconds before that.
follow_load() { # file seconds
  local shown=0 lines scraped=''
  while :; do
    local alive=''
    if kill -0 "$load_pid" 2>/dev/null; then alive=1; fi
    lines="$(grep -c ' s  sent ' "$1" || true)"
    if [ "$lines" -gt "$shown" ]; then
      grep ' s  sent ' "$1" | sed -n "$((shown + 1)),${lines}p"
      shown=$lines
    fi
    if [ -z "$scraped" ] && [ "$shown" -ge $(($2 - 2)) ]; then
      scraped=1
      scrape >"$work/meters.txt" || true
    fi
    [ -n "$alive" ] || break
    sleep 0.3
  done
  wait "$load_pid" || { cat "$1" >&2; fail 1 "the load generator failed"; }
  load_pid=''
}

# The service's own Prometheus endpoint, without any tool that a fresh machine may lack.
scrape() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET /actuator/prometheus HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
  cat <&3
  exec 3>&-
}

# --- what poolscope said ----------------------------------------------------------------------------------------------

# The last block of the log in which this rule speaks: its line and the indented ones below.
block() { # rule file
  awk -v rule=" $1 " '
    /(CRITICAL|WARNING|INFO) / && index($0 " ", rule) && !/CLOSED|closed/ { text = $0; inside = 1; next }
    inside && /^[ \t]/ { text = text "\n" $0; next }
    { inside = 0 }
    END { if (text != "") print text }' "$2"
}

# Lines that open a finding at warning or above.
alarms() { grep -E '(CRITICAL|WARNING) [a-z]+(-[a-z]+)+ ' "$1" || true; }

figure() { # key file: a number of the load's summary
  sed -n "s/^summary .* \{0,1\}$1=\([^ ]*\).*/\1/p" "$2"
}

row() { # label file verdict
  printf '  %-34s %8s/s %8s ms %8s ms   %s\n' "$1" "$(figure rate "$2")" "$(figure p50 "$2")" "$(figure p99 "$2")" "$3"
}

load_words() {
  if [ -n "$rate" ]; then say "$rate requests/s"; else say "$in_flight requests in flight"; fi
}

# Drives one endpoint of a fresh JVM.
drive() { # run path seconds
  say "starting the service with -javaagent:poolscope.jar"
  start_app "$1"
  if [ -n "$fixed" ]; then
    start_load "$fixed" "$warm_up" "$work/warm-up.load"
    wait "$load_pid" || fail 1 "the load generator failed, see $work/warm-up.load"
    load_pid=''
  fi
  say "GET $2, $(load_words), $3 s"
  start_load "$2" "$3" "$work/$1.load"
  follow_load "$work/$1.load" "$3"
}

show_meters() {
  head_line "the same in the service's own /actuator/prometheus, near the end of that load"
  grep -E '^poolscope_(pool_(threads|queued|queue_head_age|blocked|verdict)|site_blocked)[a-z_]*\{' "$work/meters.txt" |
    grep -F "pool=\"$(expected pool)\"" | grep -v ' 0\.0$' | head -14 | sed 's/^/  /' || say "  no meter of poolscope was there"
}

# --- the story --------------------------------------------------------------------------------------------------------

judge_sick() {
  local rule found place
  rule="$(expected rule)"
  if [ -z "$rule" ]; then
    verdict="$(alarms "$err")"
    if [ -z "$verdict" ]; then
      head_line "poolscope, as it must here, is silent"
      verdict=silent
    else
      head_line "poolscope should be silent here, but says"
      say "$verdict"
      ok=1
      verdict='a false alarm'
    fi
    return
  fi
  found="$(block "$rule" "$err")"
  if [ -z "$found" ]; then
    head_line "poolscope should say $rule here; its log has only"
    cat "$err"
    ok=1
    verdict="missed $rule"
    return
  fi
  head_line "poolscope, in the service's log"
  say "$found"
  verdict="$rule"
  if [ -n "$(expected site)" ]; then
    head_line "that line"
    place="$(grep -n '// poolscope: here' "$file")"
    printf '%s\n' "$place" | sed 's#  *// poolscope: here##; s/^\([0-9]*\): */\1: /' |
      sed "s#^#  $(basename "$file"):#"
    if ! printf '%s\n' "$place" | cut -d: -f1 | sed "s/^/$(basename "$file"):/" | grep -qwFf - <(say "$found"); then
      say "  but poolscope did not name it"
      ok=1
    fi
  fi
}

judge_fixed() {
  local said
  said="$(alarms "$err")"
  if [ -z "$said" ]; then
    fixed_verdict=silent
  else
    say "$said"
    fixed_verdict='a false alarm'
    ok=1
  fi
}

mistakes() {
  find_java
  build
  local javac="${java%/java}/javac" classes="$root/demo-app/target/mistakes-classes"
  [ -x "$javac" ] || fail 1 "no javac beside $java: set JAVA_HOME to a JDK 17 or later"
  "$javac" --release 17 -d "$classes" "$root"/scripts/mistakes/*.java
  exec "$java" -cp "$classes" Mistakes "$root" "$@"
}

main() {
  if [ "${1:-}" = mistakes ]; then
    shift
    mistakes "$@"
  fi
  [ $# -le 1 ] || fail 2 "one scenario at a time; scripts/demo.sh list shows them"
  case "${1:-}" in
    list) list; return ;;
    -h | --help) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}"; return ;;
  esac
  name="${1:-sync-over-async}"
  file="$(source_of "$name")"
  [ -n "$file" ] || fail 2 "no scenario \"$name\"; scripts/demo.sh list shows them"
  local path seconds began
  path="$(annotated "$file" path)" fixed="$(annotated "$file" fixed)" rate="$(annotated "$file" rate)"
  in_flight="$(annotated "$file" inFlight)" seconds="$(annotated "$file" seconds)"
  mode=production
  if grep -q '^ \* @expect .*mode=load-test' "$file"; then mode=load-test; fi
  expect="$(expectation "$file" "$mode")"
  find_java
  build
  mkdir -p "$work"
  began=$SECONDS
  ok=0

  head_line "$name: $(sed -n 's/^ \* @shows //p' "$file")"
  drive sick "$path" "$seconds"
  sleep 1 # a look of poolscope's at the end of the load
  judge_sick
  if [ -z "${1:-}" ] || [ "$name" = sync-over-async ]; then show_meters; fi
  stop_app
  local sick_report="$report"

  if [ -n "$fixed" ]; then
    head_line "the same load on the mended endpoint"
    if [ "$seconds" -gt "$fixed_limit" ]; then seconds=$fixed_limit; fi
    drive fixed "$fixed" "$seconds"
    stop_app
    judge_fixed
  fi

  head_line "$(printf '  %-34s %10s %11s %11s   %s' "$(load_words)" answered p50 p99 poolscope)"
  row "$path" "$work/sick.load" "$verdict"
  if [ -n "$fixed" ]; then row "$fixed" "$work/fixed.load" "$fixed_verdict"; fi
  say ""
  if [ -f "$sick_report" ]; then say "report: $sick_report"; fi
  say "log: $work/sick.err; took $((SECONDS - began)) s"
  return "$ok"
}

main "$@"
