"""How the checks beside the real MLflow count: what lab-cli says against what MLflow says, ending at the first difference."""

import sys


class Agreements:
    """Counts what both say alike."""

    def __init__(self):
        self.count = 0

    def same(self, what, ours, theirs):
        """Counts an agreement; ends the check at a disagreement."""
        if ours != theirs:
            sys.exit(f"failed: {what}\n  lab-cli: {str(ours)[:3000]}\n  MLflow:  {str(theirs)[:3000]}")
        self.count += 1
