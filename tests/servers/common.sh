# Shared by the scripts of this folder; sourced, not run.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The newest PostgreSQL's server programs. Debian keeps initdb and pg_ctl off the PATH.
postgres_bin() {
  local dir
  for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) $(pg_config --bindir 2>/dev/null); do
    [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && { printf '%s\n' "$dir"; return; }
  done
  return 1
}

# Debian's /usr/sbin/rabbitmq-server is a wrapper that insists on the system's own node; the one below it is the server.
rabbitmq_bin() {
  local file
  for file in /usr/lib/rabbitmq/bin/rabbitmq-server "$(command -v rabbitmq-server 2>/dev/null)"; do
    [ -n "$file" ] && [ -x "$file" ] && { printf '%s\n' "$file"; return; }
  done
  return 1
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port that nobody listens on, from 20000 to 29999: below the range from which the kernel hands out the ports of
# outgoing connections, so that it cannot be taken between this look and the server's start by a passing client.
# Two runs may still draw the same one; the start scripts draw again when the server cannot bind.
free_port() {
  local port
  for _ in $(seq 1 100); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 10000))
    listens "$port" || { printf '%s\n' "$port"; return; }
  done
  die "no free port found between 20000 and 29999"
}

# Runs a command as the given account when we are root (initdb refuses root) and as ourselves otherwise.
as() {
  local account=$1; shift
  if [ "$(id -u)" = 0 ] && id "$account" >/dev/null 2>&1; then runuser -u "$account" -- "$@"; else "$@"; fi
}

# Makes DIR, reachable for and owned by the account that the server will run as.
own_dir() {
  local account=$1 dir=$2
  mkdir -p "$dir"
  if [ "$(id -u)" = 0 ] && id "$account" >/dev/null 2>&1; then
    chown -R "$account" "$dir"
    as "$account" test -w "$dir" || die "account $account cannot reach $dir: choose a folder that is not below a private one (TMPDIR=/tmp)"
  fi
}
