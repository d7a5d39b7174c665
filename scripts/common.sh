# Sourced by ./dev: what the verbs share. They run in the project's folder.

logs=.dev/log
mkdir -p "$logs"

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

say() { printf '%s\n' "$*"; }

have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command with its output in a log; names the log when it fails.
quietly() { # LOG COMMAND…
  local log=$logs/$1.log
  shift
  if ! "$@" >"$log" 2>&1; then
    tail -n 25 "$log" >&2
    die "Failed: $*. All it printed is in $log."
  fi
}

# Maven, showing one line a module and what the caller's pattern adds; the rest is in a log, named when it fails.
maven() { # LOG PATTERN ARGUMENT…
  local log=$logs/$1.log pattern=$2 status
  shift 2
  {
    status=0
    ./mvnw -B -ntp "$@" 2>&1 || status=$?
    echo "$status" >"$log.status"
  } | tee "$log" | { grep --line-buffered -E "^\[INFO\] Building .*\[[0-9]+/[0-9]+\]|$pattern" || true; } | sed -u -E 's/^\[(INFO|WARNING)\] //'
  status=$(cat "$log.status")
  [ "$status" = 0 ] && return
  grep -E '^\[ERROR\]' "$log" | head -n 40 >&2
  die "The build failed. All that Maven printed is in $log."
}

jar=standalone/target/standalone-0.1.0-SNAPSHOT-exec.jar

# Builds the runnable jars, unless they are newer than every source.
build() {
  if [ -f "$jar" ] && [ -z "$(find pom.xml ./*/pom.xml ./*/src/main -newer "$jar" -type f -print -quit)" ]; then return; fi
  say "Building Diskmill (the first time, Maven also fetches its libraries)…"
  maven build '^$' package -DskipTests
  touch "$jar"
}
