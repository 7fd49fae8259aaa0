"""The example in docs/packs.md is a pack that works."""

import re
import tomllib
from pathlib import Path

from burnbreak.cli_words import SITUATIONS, TRACKS
from burnbreak.core.practice import Situation, Track
from burnbreak.own_content import OwnContent
from burnbreak.storage.pack_names import check_name
from tests.own.made import folder, home, sound

TEXT = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"### [^\n]*`([^`]+\.toml)`\n+```toml\n(.*?)```", TEXT, re.DOTALL)


def test_the_example_can_be_imported(tmp_path: Path) -> None:
    files = {check_name(name): text.encode() for name, text in BLOCKS}
    assert sorted(files) == ["anna/voice.toml", "lake.toml", "quiet-minute.toml"]
    files["lake.mp3"] = sound(2.0, format="MP3", subtype="MPEG_LAYER_III", rate=44_100)
    for clip in tomllib.loads(files["anna/voice.toml"].decode())["clips"]:
        files[f"anna/{clip}.wav"] = sound(1.0, format="WAV", subtype="PCM_16")
    done = OwnContent(home(tmp_path / "home")).bring(folder(tmp_path / "p", files))
    assert [item.id for item in done.items] == ["lake", "quiet-minute", "anna"]
    assert (done.notes, done.ignored) == ((), ())


def test_the_command_line_knows_every_situation_and_kind() -> None:
    assert tuple(SITUATIONS) == tuple(map(str, Situation))
    assert tuple(TRACKS) == tuple(map(str, Track))
