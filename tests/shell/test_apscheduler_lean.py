"""The import of APScheduler brings nothing along that is not used, and leaves nothing false behind."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("asyncio", "multiprocessing", "ssl", "email", "importlib.metadata")


def run(code: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\nheavy = {HEAVY}\n{code}"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_it_does_not_need_is_not_loaded() -> None:
    loaded = "print([name for name in heavy if name in sys.modules])"
    assert run(f"import burnbreak.ui.scheduler\n{loaded}") == "[]"
    # Else there would be nothing to keep out.
    assert run(f"import apscheduler.schedulers.qt\n{loaded}") == str(list(HEAVY))


def test_who_imports_it_later_gets_the_real_thing() -> None:
    assert run(
        "import burnbreak.ui.scheduler\n"
        "import asyncio, importlib.metadata, multiprocessing\n"
        "import apscheduler.executors.pool as pool\n"
        "async def one(): return 1\n"
        "assert pool.ThreadPoolExecutor(1)\n"
        "assert importlib.metadata.version('APScheduler')[0] == '3'\n"
        "print(asyncio.run(one()))"
    ) == ("1")


def test_beside_another_thread_it_is_spared_too() -> None:
    """As one that reads a calendar or opens the sound device while the scheduler is being loaded."""
    told = run(
        "import threading\n"
        "done = threading.Event()\n"
        "threading.Thread(target=done.wait).start()\n"
        "try:\n"
        "    import burnbreak.ui.scheduler\n"
        "    print([name for name in heavy if name in sys.modules])\n"
        "finally:\n"
        "    done.set()"
    )
    assert told == "[]"


def test_what_is_loaded_already_is_left_alone() -> None:
    told = run(
        "import asyncio\n"
        "import burnbreak.ui.scheduler, apscheduler.util\n"
        "print(sys.modules['asyncio'] is asyncio)"
    )
    assert told == "True"
