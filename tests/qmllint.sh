#!/bin/sh
# Lints every QML file; a warning fails. As a lone file a singleton is not found in its qmldir: Theme imports nothing of
# ours, so the import check is left out for it alone.
set -eu
lint="$(cd "$(dirname "$0")/.." && pwd)/.venv/bin/pyside6-qmllint"
cd "$(dirname "$0")/../kiosk/ui/qml"
"$lint" -W 0 --import disable -I . Theme/Theme.qml
# shellcheck disable=SC2046 # a list of files
"$lint" -W 0 -I . $(find . -name '*.qml' ! -path './Theme/*')
