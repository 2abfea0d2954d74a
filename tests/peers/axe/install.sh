#!/bin/sh
# Installs axe-core (with npm) into DEST, over what is there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dest=${1:?usage: install.sh DEST}
mkdir -p "$dest"
cp "$here/package.json" "$dest/"
cd "$dest"
# No lock: it would name the registry that one machine happened to use. The version is in package.json.
npm install --no-package-lock --no-audit --no-fund --omit=dev --ignore-scripts --loglevel=error
