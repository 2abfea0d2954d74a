#!/bin/sh
# Lints every QML file; a warning fails.
set -eu
cd "$(dirname "$0")/.."
# shellcheck disable=SC2046 # a list of files
.venv/bin/pyside6-qmllint -W 0 -I kiosk/ui/qml $(find kiosk/ui/qml -name '*.qml')
