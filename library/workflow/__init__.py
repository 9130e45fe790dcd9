from library.workflow.indexing import SWEEPING, index, sweep

__all__ = ["SWEEPING", "index", "sweep"]
