# shellcheck shell=bash
# A PostgreSQL of our own for the tests: a new cluster in a temporary folder, on a free port of this machine only, run by an
# ordinary user and gone afterwards. Sourced by packaging/test after setup.sh.

# Prints the folder of the newest PostgreSQL server's programs, nothing where there is none.
postgres_programs() {
  local found
  found=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  if [ ! -x "$found" ]; then found=$(command -v initdb || true); fi
  if [ -n "$found" ]; then dirname -- "$found"; fi
}

# Starts it and exports ART_TEST_POSTGRES_URL.
# The password is made anew each time: with trust, anybody on a shared machine could run programs as this user meanwhile.
start_postgres() {
  local owner port password
  postgres_bin=$(postgres_programs)
  postgres_dir=$(mktemp -d /tmp/art-desktop-postgres.XXXXXX)
  as_owner=()
  password=$("$python" -c 'import secrets; print(secrets.token_hex(16))')
  (umask 077 && printf '%s\n' "$password" >"$postgres_dir/password")
  if [ "$(id -u)" = 0 ]; then
    owner=nobody
    if id postgres >/dev/null 2>&1; then owner=postgres; fi
    chown -R "$owner" "$postgres_dir"
    as_owner=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
  fi
  (cd "$postgres_dir" && "${as_owner[@]}" "$postgres_bin/initdb" -D data -U art --pwfile=password --auth=scram-sha-256 \
    -E UTF8 --locale=C.UTF-8 --no-sync >log.initdb 2>&1) || postgres_failed
  for _ in 1 2 3; do
    port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    # Nothing here outlives the tests, so it need not survive a power cut.
    "${as_owner[@]}" tee -a "$postgres_dir/data/postgresql.conf" >/dev/null <<-CONF
	port = $port
	listen_addresses = '127.0.0.1'
	unix_socket_directories = '$postgres_dir'
	fsync = off
	synchronous_commit = off
	full_page_writes = off
	CONF
    if (cd "$postgres_dir" && "${as_owner[@]}" "$postgres_bin/pg_ctl" -D data -l log.server -w -t 60 start >>log.start 2>&1); then
      export ART_TEST_POSTGRES_URL="postgresql+psycopg://art:$password@127.0.0.1:$port/postgres"
      return
    fi
  done
  postgres_failed
}

postgres_failed() {
  cat "$postgres_dir"/log.* >&2 || true
  stop "The tests were not run: PostgreSQL did not start; what it said is above." \
    "ART_TEST_POSTGRES_URL may name a server of your own instead (postgresql+psycopg://..., one that may be scribbled on)."
}

stop_postgres() {
  if [ -z "${postgres_dir:-}" ]; then return; fi
  if [ -e "$postgres_dir/data/postmaster.pid" ]; then
    (cd "$postgres_dir" && "${as_owner[@]}" "$postgres_bin/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1) || true
  fi
  rm -rf -- "$postgres_dir"
  postgres_dir=''
}
