"""Hypothesis: the same examples every time, unless BURNBREAK_EXAMPLES asks for so many random ones."""

import os

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.register_profile("random", deadline=None, database=None)
settings.load_profile("random" if "BURNBREAK_EXAMPLES" in os.environ else "fixed")
