"""Assets are found in each of the three layouts in which burnbreak is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from burnbreak import resources

CHECKOUT = Path(__file__).resolve().parent.parent
ICON = "icons/ready.svg"
ASK = "import sys; from burnbreak.resources import asset; print(asset(sys.argv[1]))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of this checkout was installed."""
    place = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    wheel = [
        *pip,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(place / "wheels"),
        str(CHECKOUT),
    ]
    subprocess.run(wheel, check=True)
    (built,) = (place / "wheels").glob("burnbreak-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(place / "site"), str(built)], check=True)
    return place / "site"


def ask(package_folder: Path, relative: str) -> Path:
    """What a fresh interpreter answers that sees only the package in that folder."""
    run = subprocess.run(
        [sys.executable, "-S", "-P", "-c", ASK, relative],
        env={**os.environ, "PYTHONPATH": str(package_folder)},
        cwd=package_folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(run.stdout.strip())


def in_bundle(monkeypatch: pytest.MonkeyPatch, program: Path, unpacked: Path | None) -> None:
    """Make the process look like a frozen program, unpacked into a folder where there is one."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    if unpacked:
        monkeypatch.setattr(sys, "_MEIPASS", str(unpacked), raising=False)


def bundle(folder: Path) -> Path:
    """A folder that holds one icon as a frozen bundle does, and the program beside it."""
    shutil.copytree(CHECKOUT / "assets" / "icons", folder / "icons")
    return folder / "icons" / "ready.svg"


def test_a_checkout_has_its_assets_beside_the_package() -> None:
    assert resources.asset(ICON) == CHECKOUT / "assets" / ICON
    assert ask(CHECKOUT, ICON) == CHECKOUT / "assets" / ICON


def test_an_installed_wheel_carries_its_assets(installed: Path) -> None:
    found = ask(installed, ICON)
    assert found == installed / "burnbreak" / "assets" / ICON
    assert found.read_bytes() == (CHECKOUT / "assets" / ICON).read_bytes()


def test_an_installed_wheel_carries_every_asset(installed: Path) -> None:
    def below(folder: Path) -> set[Path]:
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}

    assert below(installed / "burnbreak" / "assets") == below(CHECKOUT / "assets")


@pytest.mark.parametrize("below", ["assets", "burnbreak/assets"])
def test_an_unpacked_bundle_is_searched(below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    icon = bundle(tmp_path / "unpacked" / below)
    in_bundle(monkeypatch, tmp_path / "bin" / "burnbreak", tmp_path / "unpacked")
    assert resources.asset(ICON) == icon


def test_a_bundle_may_have_its_assets_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    icon = bundle(tmp_path / "assets")
    in_bundle(monkeypatch, tmp_path / "burnbreak", None)
    assert resources.asset(ICON) == icon


def test_a_bundle_does_not_look_into_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_bundle(monkeypatch, tmp_path / "burnbreak", tmp_path)
    with pytest.raises(FileNotFoundError):
        resources.asset(ICON)


@pytest.mark.parametrize(
    "name", ["icons/none.svg", "icons", "../pyproject.toml", "icons/../icons/ready.svg", "/etc/passwd", ""]
)
def test_what_is_no_asset_is_named_in_a_sentence(name: str) -> None:
    with pytest.raises(FileNotFoundError, match=f"missing: {name}\\. Installing"):
        resources.asset(name)


@pytest.mark.parametrize("ending", resources.AUDIO_ENDINGS)
def test_a_recording_is_found_in_any_format(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bells = tmp_path / "assets" / "audio" / "bells"
    bells.mkdir(parents=True)
    (bells / f"open{ending}").touch()
    (bells / "open.txt").touch()
    in_bundle(monkeypatch, tmp_path / "burnbreak", None)
    assert resources.audio_asset("bells/open") == bells / f"open{ending}"
    with pytest.raises(FileNotFoundError, match="missing: audio/bells/close"):
        resources.audio_asset("bells/close")


def test_a_folder_is_listed_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    practices = tmp_path / "assets" / "practices"
    (practices / "drafts").mkdir(parents=True)
    for name in ("kind-hand.toml", "box.toml", ".hidden.toml"):
        (practices / name).touch()
    in_bundle(monkeypatch, tmp_path / "burnbreak", None)
    assert [file.name for file in resources.assets("practices")] == ["box.toml", "kind-hand.toml"]
    with pytest.raises(FileNotFoundError, match="missing: poems"):
        resources.assets("poems")


def own(data: Path, *names: str) -> None:
    """Recordings of the user's own, all empty."""
    for name in names:
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).touch()


def test_own_voices_and_recordings_are_found_below_the_data_folder(tmp_path: Path) -> None:
    own(tmp_path, "voices/anna/box/in.opus", "own/lake/lake.v2.flac", "voices/anna/box/out.wav")
    opened = resources.audio_opener(tmp_path)
    assert opened("voice/anna/box/in") == tmp_path / "voices/anna/box/in.opus"
    assert opened("voice/anna/box/out") == tmp_path / "voices/anna/box/out.wav"
    assert opened("own/lake/lake.v2") == tmp_path / "own/lake/lake.v2.flac"
    assert opened("bells/open") == resources.audio_asset("bells/open")


def test_a_built_in_narrator_cannot_be_replaced_from_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(tmp_path, "data/voices/low/box/in.opus", "assets/audio/voice/low/box/out.opus")
    monkeypatch.setattr(resources, "_places", lambda: (tmp_path / "assets",))
    opened = resources.audio_opener(tmp_path / "data")
    assert opened("voice/low/box/out") == tmp_path / "assets/audio/voice/low/box/out.opus"
    with pytest.raises(FileNotFoundError):
        opened("voice/low/box/in")


@pytest.mark.parametrize(
    "name",
    [
        "own/../secret",
        "own/lake/../../secret",
        "own//etc/passwd",
        "own/lake",
        "own/",
        "voice/../own/lake/lake",
        "voice/anna/../../secret",
        "voice//secret",
        "voice/",
        "own/lake\\..\\..\\secret",
        "own/linked/secret",
        "own/lake/linked",
        "voice/anna/none",
    ],
)
def test_no_name_leads_out_of_the_folders(tmp_path: Path, name: str) -> None:
    data = tmp_path / "data"
    own(data, "own/lake/lake.opus", "voices/anna/box/in.opus", "secret.opus")
    own(tmp_path, "elsewhere/secret.opus")
    (data / "own" / "linked").symlink_to(tmp_path / "elsewhere")
    (data / "own" / "lake" / "linked.opus").symlink_to(data / "secret.opus")
    with pytest.raises(FileNotFoundError):
        resources.audio_opener(data)(name)


def test_a_data_folder_that_is_itself_a_link_works(tmp_path: Path) -> None:
    own(tmp_path, "real/own/lake/lake.opus")
    (tmp_path / "data").symlink_to(tmp_path / "real")
    assert resources.audio_opener(tmp_path / "data")("own/lake/lake").is_file()
