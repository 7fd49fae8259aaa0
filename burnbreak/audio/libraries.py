"""The libraries for sound, loaded when the first sitting needs them."""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from burnbreak.audio.lean import knowing_portaudio, sparing_numpy
from burnbreak.audio.trouble import Trouble

Importer = Callable[[str], Any]
"""`importlib.import_module`, or what a test puts in its place."""

_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "JACK_NO_START_SERVER": "1"}


class UnavailableError(Exception):
    """Sound cannot be had; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def load_sounddevice(importer: Importer) -> Any:
    """Import numpy, soundfile and sounddevice and return the last; raises UnavailableError.

    Their thread and server starting is switched off first, unless the user has decided otherwise.
    """
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if "sounddevice" not in sys.modules:
        # Half of its import is PortAudio looking for devices, which holds up no other thread.
        ahead = threading.Thread(target=_try, args=(importer,), daemon=True)
        ahead.start()
    try:
        with sparing_numpy():
            importer("numpy")
        importer("soundfile")
    except (ImportError, OSError) as error:
        raise UnavailableError(Trouble.NO_LIBRARY) from error
    try:
        # Waits for the other thread, and tells what went wrong there.
        return importer("sounddevice")
    except ImportError as error:
        raise UnavailableError(Trouble.NO_LIBRARY) from error
    except OSError as error:
        raise UnavailableError(Trouble.NO_PORTAUDIO) from error
    except Exception as error:  # PortAudioError, whose class cannot be named without the import
        raise UnavailableError(Trouble.NO_DEVICE) from error


def _try(importer: Importer) -> None:
    with suppress(Exception), knowing_portaudio():
        importer("sounddevice")
