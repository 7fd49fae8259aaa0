"""From the start of the app to the entry in the log, on a real desktop with a real sound server."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from burnbreak.resources import audio_asset
from tests.audio.pulse import PulseRig
from tests.live.app import LiveApp, settings_text
from tests.system.fake_bus import FakeTrayWatcher, PrivateBus

pytestmark = pytest.mark.desktop
RATE = 48_000


def soon() -> datetime:
    """The next whole minute that is at least 12 seconds away."""
    return (datetime.now().astimezone() + timedelta(seconds=72)).replace(second=0, microsecond=0)


def found_at(
    recording: NDArray[np.float32], asset: str, start: float, end: float, piece: float
) -> tuple[float, float]:
    """When an asset is heard best between two moments (seconds), and how surely (0 to 1)."""
    data, _ = soundfile.read(audio_asset(asset), dtype="float32", always_2d=True)
    wanted = data[: int(piece * RATE)].mean(axis=1)
    window = recording[int(start * RATE) : int(end * RATE)].mean(axis=1)
    size = 1 << int(np.ceil(np.log2(len(window) + len(wanted))))
    across = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(wanted, size)), size)
    across = across[: len(window) - len(wanted)]
    power = np.concatenate([[0.0], np.cumsum(window.astype(np.float64) ** 2)])
    local = np.sqrt(power[len(wanted) : len(wanted) + len(across)] - power[: len(across)]) + 1e-9
    likeness = across / (local * np.linalg.norm(wanted))
    best = int(np.argmax(likeness))
    return start + best / RATE, float(likeness[best])


def test_offer_start_sound_and_log(tmp_path: Path, private_bus: PrivateBus) -> None:
    due = soon()
    quiet = "[sound]\nambience = 'none'\nvolume = 100\n[practices]\n"
    recording = tmp_path / "heard.wav"
    with (
        PulseRig() as sound,
        FakeTrayWatcher(private_bus.address) as tray,
        LiveApp(tmp_path / "home", private_bus, sound) as app,
    ):
        app.configure(settings_text(due.minute, 1, quiet))
        app.start().up()
        tray.wait_item()
        assert f"{due:%H:%M}" in tray.menu()[0] or due.strftime("%I:%M").lstrip("0") in tray.menu()[0]

        # What was done last is not offered first: this leaves the long exhale, which has breath tones.
        for done in ("clear-the-room", "cyclic-sigh"):
            assert app.cli("start", done).returncode == 0
            assert app.cli("stop").returncode == 0
        offered = app.until(lambda s: s["offer"] is not None, timeout=100)
        late = datetime.fromisoformat(offered["now"]) - due
        assert timedelta() <= late < timedelta(seconds=5)
        assert offered["offer"]["practices"][0] == {"id": "long-exhale", "seconds": 60}

        with sound.record(recording):
            tray.click("Start the pause on offer")
            sitting = app.until(lambda s: s["sitting"] is not None)
            assert sitting["sitting"]["practice"] == "long-exhale"
            app.until(lambda s: s["sitting"] is None, timeout=80)
        rows = app.history()
    assert [r["outcome"] for r in rows] == ["partial", "partial", "completed"]
    assert datetime.fromisoformat(rows[2]["due"]) == due
    assert rows[2]["origin"] == "offered"
    assert rows[2]["real_seconds"] == rows[2]["planned_seconds"] == 64.0
    heard_as_written(recording)


def heard_as_written(path: Path) -> None:
    """The bells and breath tones of a minute's long exhale, each at its second after the first bell."""
    heard, rate = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate == RATE
    length = len(heard) / RATE
    begin, sure = found_at(heard, "bells/open", 0, min(20, length), 1.0)
    assert sure > 0.8
    # Lead-in 3 s; two breaths of 3.2 + 4.8 s, then whole ones of 4 + 6 s.
    for at, tone, piece in (
        (3.0, "breath/in-3200", 2.5),
        (6.2, "breath/out-4800", 3.0),
        (19.0, "breath/in-4000", 3.0),
        (23.0, "breath/out-6000", 4.0),
        (49.0, "breath/in-4000", 3.0),
    ):
        moment, sure = found_at(heard, tone, begin + at - 1, begin + at + 1 + piece, piece)
        assert moment - begin == pytest.approx(at, abs=0.02), tone
        assert sure > 0.4, tone
    close, sure = found_at(heard, "bells/close", begin + 57, begin + 62, 1.5)
    assert close - begin == pytest.approx(59.0, abs=0.02)
    assert sure > 0.6
    end = heard[int((begin + 64.3) * RATE) : int((begin + 66) * RATE)]
    assert len(end) == 0 or float(np.abs(end).max()) < 1e-4


def test_an_offer_that_faded_starts_from_the_tray(tmp_path: Path, private_bus: PrivateBus) -> None:
    due = soon()
    with (
        FakeTrayWatcher(private_bus.address) as tray,
        LiveApp(tmp_path / "home", private_bus) as app,
    ):
        app.configure(settings_text(due.minute, 1))
        app.start().up()
        app.until(lambda s: s["offer"] is not None, timeout=100)
        app.until(lambda s: s["offer"] is not None and not s["offer"]["card"], timeout=40)
        assert app.status()["state"] == "owed"
        tray.click("Start the pause on offer")
        app.until(lambda s: s["sitting"] is not None)
        time.sleep(2)
        assert app.cli("stop").returncode == 0
        row = app.history()[-1]
    assert row["outcome"] == "partial"
    assert row["reason"] == "ended-by-user"
    assert datetime.fromisoformat(row["due"]) == due
    assert 1 <= row["real_seconds"] < 20


def test_killed_in_mid_sitting(tmp_path: Path, private_bus: PrivateBus) -> None:
    with LiveApp(tmp_path / "home", private_bus) as app:
        app.configure(settings_text())
        app.start().up()
        assert app.cli("breathe").returncode == 0
        time.sleep(6)
        app.kill()
        app.start().up()
        assert app.status()["sitting"] is None
        (row,) = app.history()
    assert row["outcome"] == "partial"
    assert row["reason"] == "app-ended"
    assert 4 <= row["real_seconds"] <= 7


def test_quit_from_the_tray_and_a_second_start(tmp_path: Path, private_bus: PrivateBus) -> None:
    with (
        FakeTrayWatcher(private_bus.address) as tray,
        LiveApp(tmp_path / "home", private_bus) as app,
    ):
        app.configure(settings_text())
        app.start().up()
        tray.wait_item()
        assert app.cli().returncode == 0
        assert app.process is not None
        assert app.process.poll() is None
        tray.click("Quit")
        assert app.process.wait(timeout=10) == 0
        tray.wait_gone()
        assert app.cli("status", "--json").returncode == 1
    assert "ERROR" not in app.log_text()
