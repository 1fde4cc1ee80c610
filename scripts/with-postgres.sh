#!/usr/bin/env bash
# Runs a command with TEST_DATABASE_URL naming a PostgreSQL server that lives only as long as the command:
#   scripts/with-postgres.sh npm run jest -- test/store
# The server takes a free port of 127.0.0.1 and a private socket, under a password made for this run. PostgreSQL refuses to
# run as root, so for root it runs as the `postgres` user. PG_BINDIR names the folder of `initdb` when it is in no usual place.
# fsync is off: nothing here outlives the machine. A commit still reaches the log before it is acknowledged, so tests may kill
# the server.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: $0 <command> [argument...]" >&2; exit 64; }

bindir() {
  local dir
  for dir in "${PG_BINDIR:-}" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
    "$(pg_config --bindir 2>/dev/null || true)" "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    [ -x "$dir/initdb" ] && { echo "$dir"; return; }
  done
  echo "$0: no PostgreSQL server found; on Debian: apt-get install postgresql; elsewhere set PG_BINDIR" >&2
  return 1
}

bin=$(bindir)
home=$(mktemp -d /tmp/registry-pg.XXXXXX)
server=()
if [ "$(id -u)" -eq 0 ]; then
  server=(runuser -u postgres --)
  chown postgres "$home"
fi

stop() {
  local status=$?
  trap - EXIT
  [ -f "$home/data/postmaster.pid" ] && (cd / && "${server[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null) || true
  rm -rf "$home"
  exit "$status"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
password=$(node -p 'require("crypto").randomBytes(18).toString("hex")')
(umask 077 && printf '%s' "$password" >"$home/password")
[ ${#server[@]} -eq 0 ] || chown postgres "$home/password"

(
  cd /
  "${server[@]}" "$bin/initdb" -D "$home/data" -U postgres --pwfile="$home/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log" >&2; exit 1; }
  "${server[@]}" "$bin/pg_ctl" -D "$home/data" -l "$home/data/server.log" -w -t 60 start -o "-c port=$port -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories=$home -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=256MB" \
    >/dev/null || { cat "$home/data/server.log" >&2; exit 1; }
)

# Before anything is created: the port must answer from the server just started, not from another that took it first.
psql() { PGPASSWORD=$password "$bin/psql" -h 127.0.0.1 -p "$port" -U postgres -d postgres -v ON_ERROR_STOP=1 -XAtqc "$1"; }
found=$(psql 'SHOW data_directory')
[ "$found" = "$home/data" ] || { echo "$0: port $port belongs to $found, not to $home/data" >&2; exit 1; }
psql 'CREATE DATABASE registry_test'

export TEST_DATABASE_URL="postgresql://postgres:$password@127.0.0.1:$port/registry_test"
"$@"
