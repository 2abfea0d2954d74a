"""The eSCL (AirScan) driver: `EsclScanner`."""

from scanner.drivers.escl.client import EsclScanner
from scanner.drivers.escl.pins import Pins

__all__ = ["EsclScanner", "Pins"]
