#!/bin/sh
# Builds the wheel, installs it with the locked run-time packages into an environment of its own, and starts it there.
set -eu
cd "$(dirname "$0")/.."
rm -rf build/wheel && mkdir -p build
.venv/bin/python -m build --wheel --no-isolation --outdir build/wheel >build/wheel.log 2>&1 || { cat build/wheel.log; exit 1; }
venv=build/wheel-venv
lock=$(sha256sum <requirements.lock)
if [ "$(cat $venv/lock 2>/dev/null || true)" != "$lock" ]; then
    rm -rf $venv
    .venv/bin/python -m venv $venv
    $venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
    echo "$lock" >$venv/lock
fi
$venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --force-reinstall build/wheel/*.whl
here=$PWD
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
cd "$empty"
"$here/$venv/bin/motcua" --help >/dev/null
"$here/$venv/bin/motcua" procedures check
"$here/$venv/bin/motcua" demo --headless --visits 1 --out "$empty/demo" --json >"$empty/out.json"
echo "wheel: one whole visit played from the installed wheel"
