"""Names inside packs, and zips of any content: nothing gets out, nothing but PackError comes out."""

import io
import os
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from burnbreak.core.own import PackError
from burnbreak.own_content import OwnContent
from burnbreak.storage.pack_names import check_distinct, check_name, is_reserved, printable
from tests.own.made import guided, home, listing, zipped

ODD = st.one_of(
    st.sampled_from(["..", ".", "", "con", "NUL.txt", "a", "B", "é", "e\u0301", "lake.opus", " x", "x "]),
    st.text(st.characters(codec="utf-8"), max_size=8),
)
NAMES = st.builds(
    lambda start, parts, joint: start + joint.join(parts),
    st.sampled_from(["", "", "", "/", "\\", "C:", "C:\\", "//", "~/"]),
    st.lists(ODD, min_size=1, max_size=5),
    st.sampled_from(["/", "/", "\\"]),
)


@given(NAMES)
@example("..\u2025/x")
@settings(max_examples=1_500, deadline=None)
def test_a_name_that_is_taken_stays_inside_on_every_system(name: str) -> None:
    try:
        safe = check_name(name)
    except PackError:
        return
    posix, windows = PurePosixPath(safe), PureWindowsPath(safe)
    assert not posix.is_absolute()
    assert (windows.drive, windows.root) == ("", "")
    assert ".." not in windows.parts
    assert len(posix.parts) == len(windows.parts) == safe.count("/") + 1
    assert os.path.normpath(safe) == os.path.normpath(safe).lstrip("/")
    assert not any(is_reserved(part) or part.rstrip(". ") != part for part in posix.parts)
    assert all(unicodedata.category(c)[0] != "C" for c in safe)
    assert safe.encode("utf-8").decode("utf-8") == safe
    assert check_name(safe) == safe


@given(st.lists(NAMES, max_size=8))
@settings(deadline=None)
def test_names_that_are_distinct_are_so_on_every_system(names: list[str]) -> None:
    try:
        check_distinct(names)
    except PackError:
        return
    assert len({unicodedata.normalize("NFD", name).casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    "name", ["con", "CON", "con.txt", "Aux.tar.gz", "nul ", "COM9", "lpt¹", "CONIN$", "com²"]
)
def test_devices_of_windows_are_known(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["cone", "com0x", "com10", "auxiliary.txt", "my con", "nul-1"])
def test_what_only_looks_like_one_is_not(name: str) -> None:
    assert not is_reserved(name)


def test_what_is_shown_of_a_name_is_short_and_harmless() -> None:
    assert printable("a\x1b[31m\u202eb" + "c" * 100) == "a\ufffd[31m\ufffdb" + "c" * 52 + "..."


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[OwnContent, Path]:
    root = tmp_path_factory.mktemp("fuzz")
    made = OwnContent(home(root / "home"))
    (root / "first.toml").write_bytes(guided("first"))
    made.bring(root / "first.toml")
    return made, root


@given(names=st.lists(NAMES, min_size=1, max_size=5, unique=True))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_zip_of_any_names_stays_inside(own: tuple[OwnContent, Path], names: list[str]) -> None:
    made, root = own
    before = listing(root / "home")
    files = {f"{number}{name}": b"x" for number, name in enumerate(names[1:])}
    path = zipped(root / "p.zip", {names[0]: b"x", **files, "quiet.toml": guided()})
    outside = sorted(p for p in root.rglob("*"))
    try:
        made.bring(path)
    except PackError:
        assert listing(root / "home") == before
    else:
        made.remove("quiet-minute")
        assert listing(root / "home") == before
    assert sorted(p for p in root.rglob("*")) == outside


def whole() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("quiet.toml", guided())
        archive.writestr("sub/readme.txt", b"hello")
        archive.comment = b"PK\5\6 is not here"
    return file.getvalue()


WHOLE = whole()


@given(
    changes=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, len(WHOLE)),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_zip_with_any_bytes_changed_is_taken_or_refused(
    own: tuple[OwnContent, Path], changes: list[tuple[int, int]], cut: int
) -> None:
    made, root = own
    before = listing(root / "home")
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    path = root / "changed.zip"
    path.write_bytes(data[: cut or None] if len(changes) % 2 else data)
    try:
        done = made.bring(path)
    except PackError:
        pass
    else:
        for item in done.items:
            made.remove(item.id)
    assert listing(root / "home") == before


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_as_a_practice_or_recording_are_refused(own: tuple[OwnContent, Path], data: bytes) -> None:
    made, root = own
    before = listing(root / "home")
    for name in ("x.toml", "x.zip", "x.mp3", "x.wav", "x"):
        (root / name).write_bytes(data)
        with pytest.raises(PackError):
            made.bring(root / name)
    assert listing(root / "home") == before
