# shellcheck shell=bash
# The set-up that packaging/run and packaging/test share. Sourced, never run; needs bash and Python 3.11 or later, nothing else.
#
# What it leaves behind, all inside the project: .venv (the application's environment) and .cache/tools (uv, which makes it).
# A second run finds everything as the first left it and touches neither apt nor the network.
# ART_DESKTOP_INSTALLER=pip takes pip instead of uv; it is also what happens where uv cannot be had.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# The system libraries Qt needs: the file the loader looks for, and the package that has it, by the names it goes by
# (Debian 12 and Ubuntu 22.04 | Debian 13 and Ubuntu 24.04, whose 64-bit time change renamed some).
libraries_offscreen='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0t64|libglib2.0-0
'
libraries_x11='
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libX11-xcb.so.1 libx11-xcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
'
libraries_wayland='
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
'

say() { printf '%s\n' "$@" >&2; }

stop() {
  say "$@"
  exit 1
}

# Sets `python` to the first interpreter that is new enough.
find_python() {
  local name
  for name in ${ART_DESKTOP_PYTHON:+"$ART_DESKTOP_PYTHON"} python3 python3.11 python3.12 python3.13 python3.14; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$name
      return
    fi
  done
  stop "ART Desktop was not started: it needs Python 3.11 or later, and none was found." \
    "Install one (Debian 12, Ubuntu 24.04 and later have it: sudo apt-get install python3) and run this again."
}

# Prints the packages, one a line and by all their names, whose library ($1: a table as above) the loader does not find.
missing_libraries() {
  local known library package
  known=$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null) || known=''
  while read -r library package; do
    [ -z "$library" ] || grep -qF "$library" <<<"$known" || printf '%s\n' "$package"
  done <<<"$1"
}

# Prints the package that holds venv and pip for `python` where it has none: uv and pip both start there.
missing_venv() {
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    "$python" -c 'import sys; print("python%d.%d-venv|python3-venv" % sys.version_info[:2])'
}

# Prints the first of the names "a|b" that this system's package lists know; the last where they know none.
package_name() {
  local name names
  IFS='|' read -ra names <<<"$1"
  for name in "${names[@]}"; do
    if apt-cache policy "$name" 2>/dev/null | grep -qE 'Candidate: [^(]'; then break; fi
  done
  printf '%s\n' "$name"
}

# Installs the packages named ("a|b" means whichever exists), or says which they are and stops.
install_packages() {
  local as_root=() packages=() package
  if [ $# -eq 0 ]; then return; fi
  if ! command -v apt-get >/dev/null 2>&1; then
    stop "Some system libraries are missing, and this system has no apt-get to install them with." \
      "Install what holds these (the names are Debian's) with its own package manager, then run this again:" \
      "    ${*//|*/}"
  fi
  if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi
  if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
    say "Installing system packages (first run only) ..."
    export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
    "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=120 update </dev/null >&2 ||
      say "The package lists could not all be read anew; going on with those that are here."
    for package in "$@"; do packages+=("$(package_name "$package")"); done
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -qq -y --no-install-recommends \
      -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 install "${packages[@]}" </dev/null >&3 2>&3 ||
      stop "These packages could not be installed: ${packages[*]}" \
        "What apt-get said is in $log. Put that right, or install them by hand, and run this again."
  else
    for package in "$@"; do packages+=("$(package_name "$package")"); done
    stop "Some system packages are missing, and installing them takes an administrator." \
      "Run this, or ask whoever looks after this machine to, and then run this again:" \
      "    sudo apt-get install --no-install-recommends ${packages[*]}"
  fi
}

# Sets `uv` to a uv of the version in packaging/uv.txt, fetched by pip into .cache/tools; leaves it empty where that fails.
find_uv() {
  local tools=$root/.cache/tools version
  uv=''
  if [ "${ART_DESKTOP_INSTALLER:-uv}" = pip ]; then return; fi
  version=$(sed -nE 's/^uv==([^ ]+).*/\1/p' "$root/packaging/uv.txt")
  if [ "$("$tools/bin/uv" --version 2>/dev/null | cut -d' ' -f2)" != "$version" ]; then
    rm -rf "$tools"
    { "$python" -m venv "$tools" &&
      "$tools/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
        -r "$root/packaging/uv.txt"; } </dev/null >&3 2>&3 || { say "uv could not be fetched; taking pip."; return 0; }
  fi
  uv=$tools/bin/uv
}

# Makes .venv from uv.lock. $1: run or test.
install_with_uv() {
  local groups=(--no-dev) interpreter
  # Itself, not a shim that leads to it: for another path uv makes the whole environment anew.
  interpreter=$("$python" -c 'import sys; print(sys.executable)')
  if [ "$1" = test ]; then groups=(--group dev); fi
  # The system's certificates, where it has some: councils' networks often add one of their own.
  if [ -e /etc/ssl/certs/ca-certificates.crt ]; then export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1}; fi
  UV_HTTP_TIMEOUT=${UV_HTTP_TIMEOUT:-180} UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 \
    "$uv" sync --quiet --frozen --inexact --compile-bytecode "${groups[@]}" \
    --python "$interpreter" --directory "$root" </dev/null >&3 2>&3
}

# The same by pip, from the lists that are kept in step with uv.lock. $1: run or test.
install_with_pip() {
  local list=$root/packaging/requirements.txt pip=("$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check)
  if [ "$1" = test ]; then list=$root/packaging/requirements-test.txt; fi
  { "$python" -m venv --clear "$root/.venv" &&
    "${pip[@]}" --require-hashes -r "$list" &&
    "${pip[@]}" --no-deps --editable "$root"; } </dev/null >&3 2>&3
}

# Makes .venv unless it stands as this lock file and this Python would make it. $1: run or test.
install_python_packages() {
  local key version
  version=$("$python" -c 'import sys; print(sys.version, sys.prefix)')
  key=$(printf '%s\n' "$root" "$version" | cat - "$root/uv.lock" "$root/packaging/setup.sh" | sha256sum | cut -d' ' -f1)
  if [ -x "$root/.venv/bin/python" ]; then
    if [ "$(cat "$root/.venv/.ready-test" 2>/dev/null)" = "$key" ]; then return; fi
    if [ "$1" = run ] && [ "$(cat "$root/.venv/.ready-run" 2>/dev/null)" = "$key" ]; then return; fi
  fi
  say "Installing Python packages into .venv (first run, or the lock file changed) ..."
  find_uv
  if [ -z "$uv" ] || ! install_with_uv "$1"; then
    if [ -n "$uv" ]; then say "uv could not make the environment (see $log); trying pip."; fi
    install_with_pip "$1" ||
      stop "The Python packages could not be installed." \
        "What pip said is in $log. Most often the network to pypi.org is closed, or a proxy's certificate is not known" \
        "(SSL_CERT_FILE and PIP_CERT name one). Nothing outside .venv and .cache was changed; run this again."
  fi
  printf '%s\n' "$key" >"$root/.venv/.ready-$1"
}

# $1: run or test; then the library tables that are wanted; then "--" and further packages.
set_up() {
  local for_what=$1 tables='' wanted=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    tables+=$1
    shift
  done
  shift || true
  unset VIRTUAL_ENV PYTHONHOME PYTHONPATH
  mkdir -p "$root/.cache"
  log=$root/.cache/set-up.log
  exec 3>"$log"
  find_python
  mapfile -t wanted < <(missing_libraries "$tables")
  if [ ! -x "$root/.venv/bin/python" ] || [ ! -x "$root/.cache/tools/bin/python" ]; then
    mapfile -t -O "${#wanted[@]}" wanted < <(missing_venv)
  fi
  install_packages "${wanted[@]}" "$@"
  install_python_packages "$for_what"
  exec 3>&-
}
