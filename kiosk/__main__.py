"""`python -m kiosk` is the `motcua` command."""

from kiosk.cli import main

main()
