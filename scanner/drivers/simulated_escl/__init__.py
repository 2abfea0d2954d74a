"""A simulated scanner that speaks real eSCL: `ScannerServer(SimulatedScanner(pages))`."""

from scanner.drivers.simulated_escl.machine import SimulatedScanner
from scanner.drivers.simulated_escl.papers import drawn_pages, pages_in_folder, pages_later, pages_to_draw
from scanner.drivers.simulated_escl.server import ScannerServer

__all__ = ["ScannerServer", "SimulatedScanner", "drawn_pages", "pages_in_folder", "pages_later", "pages_to_draw"]
