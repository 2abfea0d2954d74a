"""The only place that knows PySide6."""

from kiosk.ui.singletons import keep_singletons

keep_singletons()
