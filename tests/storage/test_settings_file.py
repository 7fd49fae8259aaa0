"""The settings file: every wrong content is survived and named, nothing of the user's is lost."""

import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burnbreak.core.settings import ANCHORS, VERSION, Breaks, Look, Practices, Quiet, Settings, Sound
from burnbreak.core.settings_table import tables
from burnbreak.core.workweek import Place, WorkPeriod, WorkWeek
from burnbreak.storage.note import StorageError
from burnbreak.storage.settings_file import LARGEST, SettingsFile, glance
from tests.storage.conftest import Disk

NOW = datetime(2026, 3, 2, 9, 5, 7, tzinfo=UTC)
ASIDE = "settings.toml.bad-20260302-090507"
LOUDER = Settings(sound=Sound(volume=90))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def load_and_save(path: Path, change: Callable[[Settings], Settings]) -> dict[str, Any]:
    file = SettingsFile(path)
    file.save(change(file.load(NOW).settings))
    return tomllib.loads(path.read_text())


def louder(found: Settings) -> Settings:
    return replace(found, sound=replace(found.sound, volume=90))


def test_no_file_means_the_defaults_and_a_save_makes_one(path: Path) -> None:
    file = SettingsFile(path)
    loaded = file.load(NOW)
    assert (loaded.settings, loaded.problems, loaded.notes) == (Settings(), (), ())
    assert not path.exists()
    file.save(Settings())
    assert tomllib.loads(path.read_text())["version"] == VERSION


def test_changes_survive(path: Path) -> None:
    first = SettingsFile(path)
    first.load(NOW)
    first.save(LOUDER)
    assert SettingsFile(path).load(NOW).settings == LOUDER


def test_nothing_is_written_without_a_change(path: Path) -> None:
    path.write_text("# a comment that a save would lose\n[sound]\nvolume = 90\n")
    file = SettingsFile(path)
    file.save(file.load(NOW).settings)
    assert path.read_text().startswith("# a comment")


def test_what_burnbreak_does_not_know_is_kept(path: Path) -> None:
    path.write_text(
        'friend = "kept"\n[sound]\nvolume = 20\nspatial = true\n[weather]\nurls = [1, 2]\n'
        '[week]\ncolour = "blue"\n[[week.periods]]\nweekday = 0\nstart = 09:00:00\nend = 12:00:00\nroom = 4\n'
    )
    table = load_and_save(path, louder)
    assert table["friend"] == "kept"
    assert table["sound"]["spatial"] is True
    assert table["sound"]["volume"] == 90
    assert table["weather"] == {"urls": [1, 2]}
    assert table["week"]["colour"] == "blue"
    assert [p["room"] for p in table["week"]["periods"]] == [4]


def test_one_bad_value_falls_back_alone_and_is_named(path: Path) -> None:
    path.write_text('[sound]\nvolume = 900\nbells = false\n[look]\ntheme = "pink"\n')
    loaded = SettingsFile(path).load(NOW)
    assert loaded.settings.sound == Sound(bells=False)
    assert [p.key for p in loaded.problems] == ["sound.volume", "look.theme"]
    assert [n.key for n in loaded.notes] == ["settings-value:sound.volume", "settings-value:look.theme"]
    assert loaded.notes[0].text == "In the settings, sound.volume = 900 cannot be used; it counts as 70."
    assert path.exists()


def test_a_save_that_replaces_a_bad_value_keeps_the_old_file_beside(path: Path) -> None:
    text = "# mine\n[sound]\nvolume = 900\n"
    path.write_text(text)
    assert load_and_save(path, louder)["sound"]["volume"] == 90
    assert path.with_name(ASIDE).read_text() == text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\n",
        b"\x00\xff\xfe\x80binary" * 50,
        b"volume = = 3",
        b"[sound]\nvolume = 3\n[sound]\n",
        b"a = " + b"[" * 5000,
        b"# " + b"x" * LARGEST,
        b"n = " + b"9" * 5000,
    ],
    ids=["empty", "blank", "binary", "not TOML", "twice", "deep", "too large", "endless number"],
)
def test_a_broken_file_is_set_aside_and_named(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    file = SettingsFile(path)
    loaded = file.load(NOW)
    assert loaded.settings == Settings()
    assert [n.key for n in loaded.notes] == ["settings-set-aside"]
    assert ASIDE in loaded.notes[0].text
    assert path.with_name(ASIDE).read_bytes() == content
    file.save(LOUDER)
    assert SettingsFile(path).load(NOW).settings == LOUDER


def test_an_editors_byte_order_mark_and_line_ends_are_no_fault(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf[sound]\r\nvolume = 90\r\n")
    loaded = SettingsFile(path).load(NOW)
    assert (loaded.settings, loaded.notes) == (LOUDER, ())


def test_a_newer_file_is_used_but_never_written(path: Path) -> None:
    text = f"version = {VERSION + 1}\n[sound]\nvolume = 90\n"
    path.write_text(text)
    file = SettingsFile(path)
    loaded = file.load(NOW)
    assert loaded.settings == LOUDER
    assert [n.key for n in loaded.notes] == ["settings-newer"]
    with pytest.raises(StorageError, match=r"newer burnbreak .* until you quit"):
        file.save(Settings())
    assert path.read_text() == text


@pytest.mark.parametrize("version", ['"two"', "0", "-4", "true", "1.5", "[]"])
def test_an_absurd_version_is_named_and_the_rest_counts(path: Path, version: str) -> None:
    path.write_text(f"version = {version}\n[sound]\nvolume = 90\n")
    loaded = SettingsFile(path).load(NOW)
    assert loaded.settings == LOUDER
    assert [p.key for p in loaded.problems] == ["version"]
    assert load_and_save(path, lambda s: replace(s, quiet=Quiet(wait_for_typing=False)))["version"] == VERSION


def test_a_folder_in_its_place_is_left_alone(path: Path) -> None:
    path.mkdir()
    file = SettingsFile(path)
    loaded = file.load(NOW)
    assert loaded.settings == Settings()
    assert [n.key for n in loaded.notes] == ["settings-unreadable"]
    with pytest.raises(StorageError):
        file.save(LOUDER)
    assert path.is_dir()


@pytest.mark.parametrize("depth", [100, 250, 300, 350, 500, 2000])
def test_absurdly_deep_values_are_kept_or_left(path: Path, depth: int) -> None:
    text = "deep = " + "[" * depth + "]" * depth + "\n"
    path.write_text(text)
    file = SettingsFile(path)
    loaded = file.load(NOW)
    try:
        file.save(LOUDER)
    except StorageError:
        assert path.read_text() == text
    else:
        assert SettingsFile(path).load(NOW).settings == LOUDER
        assert path.with_name(ASIDE).exists() == bool(loaded.notes)


def test_a_full_disk_keeps_the_settings_from_before(disk: Disk) -> None:
    file = SettingsFile(disk.folder / "settings.toml")
    file.load(NOW)
    file.save(LOUDER)
    disk.fill()
    with pytest.raises(StorageError, match="The disk is full; the settings from before are kept"):
        file.save(Settings(sound=Sound(volume=10)))
    assert SettingsFile(file.path).load(NOW).settings == LOUDER
    disk.free()
    file.save(Settings(sound=Sound(volume=10)))
    assert SettingsFile(file.path).load(NOW).settings.sound.volume == 10


def test_a_read_only_disk_is_told_and_the_settings_count(disk: Disk) -> None:
    path = disk.folder / "settings.toml"
    path.write_text("[sound]\nvolume = 90\n")
    disk.read_only()
    file = SettingsFile(path)
    assert file.load(NOW).settings == LOUDER
    with pytest.raises(StorageError, match="Writing is not allowed there"):
        file.save(Settings())


def test_a_broken_file_on_a_read_only_disk_stays(disk: Disk) -> None:
    path = disk.folder / "settings.toml"
    path.write_text("= = =")
    disk.read_only()
    file = SettingsFile(path)
    assert [n.key for n in file.load(NOW).notes] == ["settings-broken"]
    with pytest.raises(StorageError, match="until you quit"):
        file.save(LOUDER)
    assert path.read_text() == "= = ="


def sections(kind: type) -> st.SearchStrategy[Any]:
    """Every value that the section's own declaration allows."""
    default, chosen = kind(), {}
    for f in fields(default):
        value = getattr(default, f.name)
        if isinstance(value, StrEnum):
            chosen[f.name] = st.sampled_from(type(value))
        elif isinstance(value, bool):
            chosen[f.name] = st.booleans()
        elif isinstance(value, int):
            chosen[f.name] = st.integers(f.metadata["low"], f.metadata["high"])
        elif isinstance(value, tuple):
            chosen[f.name] = st.lists(st.sampled_from(ANCHORS), unique=True).map(tuple)
        else:
            chosen[f.name] = st.sampled_from(ANCHORS)
    return st.builds(kind, **chosen)


minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
periods = st.builds(
    WorkPeriod, weekday=st.integers(0, 6), start=minutes, end=minutes, place=st.sampled_from(Place)
)
everything = st.builds(
    Settings,
    week=st.builds(lambda p: WorkWeek(tuple(sorted(p))), st.lists(periods, max_size=8)),
    breaks=sections(Breaks),
    sound=sections(Sound),
    practices=sections(Practices),
    look=sections(Look),
    quiet=sections(Quiet),
)
scalars = (
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=8)
    | st.times() | st.dates(min_value=date(1, 1, 1)) | st.datetimes()
)  # fmt: skip
garbage = st.recursive(
    scalars,
    lambda g: st.lists(g, max_size=3) | st.dictionaries(st.text(max_size=5), g, max_size=3),
    max_leaves=6,
)
known = [
    (name, key) for name, table in tables(Settings()).items() if isinstance(table, dict) for key in table
]
HERE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@HERE
@given(wanted=everything)
def test_any_settings_survive(path: Path, wanted: Settings) -> None:
    path.unlink(missing_ok=True)
    file = SettingsFile(path)
    file.load(NOW)
    file.save(wanted)
    loaded = SettingsFile(path).load(NOW)
    assert (loaded.settings, loaded.notes) == (wanted, ())


@HERE
@given(places=st.lists(st.tuples(st.sampled_from(known), garbage), max_size=4), whole=st.booleans())
def test_garbage_in_any_key_is_survived(path: Path, places: Any, whole: bool) -> None:
    table = tables(Settings())
    for (name, key), value in places:
        if whole or not isinstance(table[name], dict):
            table[name] = value
        else:
            table[name][key] = value
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    file = SettingsFile(path)
    loaded = file.load(NOW)
    assert len(loaded.notes) == len(loaded.problems)
    changed = replace(loaded.settings, sound=replace(loaded.settings.sound, volume=1, muted=True))
    file.save(changed)
    again = SettingsFile(path).load(NOW)
    assert (again.settings, again.problems) == (changed, ())


@HERE
@given(raw=st.binary(max_size=200))
def test_random_bytes_are_survived(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    file = SettingsFile(path)
    file.load(NOW)
    file.save(LOUDER)
    assert SettingsFile(path).load(NOW).settings == LOUDER


def test_a_glance_changes_nothing(tmp_path: Path) -> None:
    """Not even where the file cannot be used."""
    path = tmp_path / "settings.toml"
    assert glance(path) == Settings()
    path.write_text("[quiet]\nignored_programs = ['zoom']\n")
    assert glance(path).quiet.ignored_programs == ("zoom",)
    path.write_text("[quiet")
    assert glance(path) == Settings()
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]
    assert path.read_text() == "[quiet"
