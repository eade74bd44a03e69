#!/bin/sh
# Asks the package manager for what is missing, and for nothing else.
#   requirements/system.sh run     what serving and reports need
#   requirements/system.sh test    that, and what the tests need
# PYTHON names the Python to build the environment with; it must be 3.11 or newer.
set -u
PATH="$PATH:/usr/sbin:/sbin"
wanted=${1:-run}
missing=""

lack() { missing="$missing $1"; }
has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
has_program() { command -v "$1" >/dev/null 2>&1; }

if [ -z "${PYTHON:-}" ]; then
    lack python3
    lack python3-venv
elif ! "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null; then
    # A Python of its own making brings both; only the distribution's needs a package.
    lack "$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi
has_library 'libpango-1\.0\.so\.0' || lack libpango-1.0-0
has_library 'libpangoft2-1\.0\.so\.0' || lack libpangoft2-1.0-0
has_library 'libharfbuzz-subset\.so\.0' || lack libharfbuzz-subset0

if [ "$wanted" = test ]; then
    has_program chromium || lack chromium
    has_program pdftoppm || lack poppler-utils
    # The judge of accessible PDFs is compiled when it runs, so a runtime alone is not enough.
    has_program javac || lack default-jdk-headless
    has_program git || lack git
    # Elsewhere the tests on PostgreSQL are skipped, and say so; a continuous build must run them.
    if [ -n "${CI:-}" ] && ! has_program initdb && ! ls "${POSTGRES_HOME:-/usr/lib/postgresql}"/*/bin/initdb >/dev/null 2>&1; then
        lack postgresql
    fi
fi

[ -n "$missing" ] || exit 0

sentence="These system packages are missing:$missing."
if ! has_program apt-get; then
    echo "$sentence Install them with your package manager (names are Debian's), then run make again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
    if ! has_program sudo; then
        echo "$sentence Ask an administrator to run: apt-get install$missing" >&2
        exit 1
    fi
    as_root=sudo
fi
echo "Asking apt for:$missing"
log=$(mktemp)
# shellcheck disable=SC2086 # the list is meant to be split
if $as_root apt-get update >"$log" 2>&1 &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; then
    rm -f "$log"
    exit 0
fi
tail -n 5 "$log" >&2
rm -f "$log"
echo "$sentence apt could not install them; the lines above say why." >&2
exit 1
