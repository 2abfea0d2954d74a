"""A simulated scanner that speaks real eSCL: `ScannerServer(SimulatedScanner(pages))`."""

from scanner.drivers.simulated_escl.machine import SimulatedScanner
from scanner.drivers.simulated_escl.papers import drawn_pages, pages_from, pages_in_folder
from scanner.drivers.simulated_escl.server import ScannerServer

__all__ = ["ScannerServer", "SimulatedScanner", "drawn_pages", "pages_from", "pages_in_folder"]
