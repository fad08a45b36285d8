#!/usr/bin/env bash
# Opens the demonstration in a real window on a virtual screen, signs in and visits every page by keyboard alone, and asks the
# accessibility bus, as a screen reader does, for a control without a name. Needs Debian's xvfb, openbox, xdotool, at-spi2-core
# and python3-pyatspi.
#
#     packaging/walk_window.sh [FOLDER FOR SCREENSHOTS]
set -euo pipefail
root=$(cd "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
export WALK_FOLDER=${1:-}
export ROOT=$root
exec dbus-run-session -- xvfb-run -a -s "-screen 0 1400x1000x24" bash -c '
  set -euo pipefail
  export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb
  openbox >/dev/null 2>&1 &
  cd "$ROOT"
  .venv/bin/python -m art_desktop --demo &
  app=$!
  status=0
  /usr/bin/python3 packaging/walk_window.py "$app" || status=$?
  kill "$app" 2>/dev/null || true
  exit "$status"
'
