"""Packs that are not as they should be: each is refused with its reason, and nothing of it stays."""

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from burnbreak.core.own import AlreadyThereError, PackError
from burnbreak.own_content import OwnContent
from tests.own.made import (
    CLIPS,
    Files,
    encrypted,
    folder,
    guided,
    home,
    listing,
    pacer,
    patched,
    recording,
    sound,
    spoken,
    voice,
    with_mode,
    zipped,
)

Make = Callable[[Path], Path]


def as_folder(files: Files) -> Make:
    return lambda tmp: folder(tmp / "pack", files)


def as_zip(files: Files, method: int = zipfile.ZIP_DEFLATED) -> Make:
    return lambda tmp: zipped(tmp / "pack.zip", files, method=method)


def named(name: str) -> Make:
    """A zip with a practice and a file of this name."""
    return as_zip({"quiet.toml": guided(), name: b"x"})


def raw(content: bytes, name: str = "pack.zip") -> Make:
    def make(tmp: Path) -> Path:
        (tmp / name).write_bytes(content)
        return tmp / name

    return make


def zip_bytes(files: Files) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def linked(tmp: Path) -> Path:
    path = folder(tmp / "pack", {"quiet.toml": guided()})
    (path / "secret.toml").symlink_to("/etc/passwd")
    return path


def linked_folder(tmp: Path) -> Path:
    path = folder(tmp / "pack", {"quiet.toml": guided()})
    (path / "home").symlink_to(tmp, target_is_directory=True)
    return path


def with_pipe(tmp: Path) -> Path:
    path = folder(tmp / "pack", {"quiet.toml": guided()})
    os.mkfifo(path / "pipe.opus")
    return path


def cut(content: bytes, part: float = 0.5) -> bytes:
    return content[: int(len(content) * part)]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return (
        content[:middle] + bytes(b ^ 0xFF for b in content[middle : middle + 400]) + content[middle + 400 :]
    )


def damaged_member(tmp: Path) -> Path:
    """A zip whose practice was changed after it was packed."""
    path = zipped(tmp / "pack.zip", {"quiet.toml": guided()}, method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"The door", b"The wall"))
    return path


def wav(seconds: float, rate: int = 8_000) -> bytes:
    return sound(seconds, rate=rate, format="WAV", subtype="PCM_U8")


def of_clips(ending: str, content: bytes, left_out: str = "") -> Files:
    files = {"voice.toml": voice(), **spoken(ending=ending, content=content)}
    return {name: data for name, data in files.items() if name != left_out}


def long_wav(seconds: int, number: int = 1) -> Make:
    """Recordings of one WAV, as long as its head and its size on the disk say; the disk stores none of it."""

    def make(tmp: Path) -> Path:
        path = folder(tmp / "pack", {f"{n}.toml": recording(f"lake-{n}", "l.wav") for n in range(number)})
        head = bytearray(wav(1.0)[:44])
        head[4:8], head[40:44] = ((8_000 * seconds + more).to_bytes(4, "little") for more in (36, 0))
        (path / "l.wav").write_bytes(head)
        os.truncate(path / "l.wav", 44 + 8_000 * seconds)
        return path

    return make


def nothing_but(number: int) -> Files:
    return {f"{n}.txt": b"" for n in range(number)}


TOO_QUICK = {"inhale": 2.0, "exhale": 3.0}
BACKWARDS = {"inhale": 4.0, "exhale": -6.0}
NAN = b'id = "x"\n[recording]\nfile = "lake.opus"\nseconds = nan\n'
DEEP = b"a = " + b"[" * 5_000

BAD: dict[str, tuple[Make, str]] = {
    # --- where a file would go
    "out by ..": (named("../quiet.toml"), r"'\.\./quiet\.toml' leads out of the pack"),
    "out by .. in the middle": (named("a/../../x.opus"), "leads out of the pack"),
    "out by .. at the end": (named("a/.."), "leads out of the pack"),
    "absolute": (named("/etc/cron.d/x"), "leads out of the pack"),
    "absolute on Windows": (named("C:/Windows/x.dll"), "leads out of the pack"),
    "a drive without a slash": (named("c:x.opus"), "leads out of the pack"),
    "a share": (named("\\\\server\\x.opus"), "leads out of the pack"),
    "out by backslash": (named("..\\x.opus"), "leads out of the pack"),
    "a backslash": (named("a\\x.opus"), "cannot be stored on every system"),
    "a stream of a file": (named("lake.opus:evil"), "cannot be stored"),
    "an empty part": (named("a//x.opus"), "cannot be stored"),
    "a dot as a part": (named("a/./x.opus"), "cannot be stored"),
    "a link in a zip": (
        lambda tmp: with_mode(tmp / "p.zip", "x.toml", stat.S_IFLNK | 0o777, b"/etc/passwd"),
        "'x.toml' is a link",
    ),
    "a device in a zip": (
        lambda tmp: with_mode(tmp / "p.zip", "x.opus", stat.S_IFCHR | 0o666, b""),
        "neither a file nor a folder",
    ),
    "a link in a folder": (linked, "'secret.toml' is a link"),
    "a linked folder": (linked_folder, "'home' is a link"),
    "a pipe": (with_pipe, "'pipe.opus' is neither a file nor a folder"),
    "a recording named outside": (
        as_folder({"lake.toml": recording(file="../lake.opus")}),
        "leads out of the pack",
    ),
    "a recording named absolutely": (
        as_folder({"lake.toml": recording(file="/tmp/lake.opus")}),
        "leads out of the pack",
    ),
    # --- names
    "a device of Windows": (named("aux.opus"), r"'aux\.opus' cannot be stored"),
    "a device of Windows as a folder": (named("COM1/x.opus"), "cannot be stored"),
    "a device with a raised digit": (named("lpt¹.txt"), "cannot be stored"),
    "a dot at the end": (named("lake."), "cannot be stored"),
    "a space at the end": (named("lake /x.opus"), "cannot be stored"),
    "a question mark": (named("lake?.opus"), "cannot be stored"),
    "a line break in a name": (named("a\nb.opus"), "cannot be stored"),
    "writing turned round": (named("lake\u202eovpo.sh"), "cannot be stored"),
    "an invisible character": (named("la\u200bke.opus"), "cannot be stored"),
    "a long name": (named("a" * 101), "too long"),
    "a long path": (named("/".join(["a" * 60] * 4)), "too long"),
    "a deep path": (named("/".join("abcdefghi")), "too deep"),
    "two names but for case": (
        as_zip({"quiet.toml": guided(), "Lake.txt": b"", "lake.TXT": b""}),
        "'Lake.txt' and 'lake.TXT' are one name on some systems",
    ),
    "two names but for the accent's place": (
        as_zip({"quiet.toml": guided(), "fr\u00fch.txt": b"", "fru\u0308h.txt": b""}),
        "are one name",
    ),
    "two names but for sharp s": (as_zip({"fuß.toml": guided(), "FUSS.toml": guided("b")}), "are one name"),
    "a file that is a folder too": (as_zip({"a.toml": guided(), "a.toml/b.txt": b""}), "a file and a folder"),
    # --- size
    "a bomb": (as_zip({"quiet.toml": guided(), "big.wav": bytes(50_000_000)}), "grow more than 100 times"),
    "a bomb that lies about its size": (
        lambda tmp: patched(tmp / "p.zip", {"big.toml": bytes(200_000)}, 24, (150).to_bytes(4, "little")),
        "damaged",
    ),
    "a bomb in a zip in a zip": (
        as_zip({"quiet.toml": guided(), "more.zip": zip_bytes({"big": bytes(9_000_000)})}),
        "'more.zip' is an archive within the pack",
    ),
    "an archive in a folder": (as_folder({"quiet.toml": guided(), "more.tar.gz": b"x"}), "an archive within"),
    "many files": (as_zip({"quiet.toml": guided(), **nothing_but(4_001)}), "more than 4,000 files"),
    "very many files": (as_zip(nothing_but(9_000)), "more than 4,000 files"),
    "many files in a folder": (as_folder({"quiet.toml": guided(), **nothing_but(4_001)}), "more than 4,000"),
    "more than it says there is": (
        lambda tmp: patched(tmp / "p.zip", {"quiet.toml": guided()}, 24, (2**31).to_bytes(4, "little")),
        "grow more than|too large",
    ),
    "a large practice file": (as_zip({"quiet.toml": guided() + b"#" * 200_000}), "larger than 200,000 bytes"),
    "many practices": (
        as_zip({f"{n}.toml": guided(f"quiet-{n}") for n in range(101)}),
        "more than 100 practices",
    ),
    "ten hours of sound": (
        long_wav(36_000),
        "'l.wav' is 10.0 hours long; a recording has 1 second to 30 minutes",
    ),
    "half an hour and a minute": (
        long_wav(1_860),
        "31.0 minutes long",
    ),
    "more than two hours in all": (long_wav(1_790, 5), "together are longer than 2 hours"),
    "a blink": (as_folder({"lake.toml": recording(file="l.wav"), "l.wav": wav(0.5)}), "0.5 seconds long"),
    "a cue that does not end": (as_folder(of_clips(".wav", wav(61.0))), "a cue has 0.2 to 60 seconds"),
    # --- the zip itself
    "a password": (lambda tmp: encrypted(tmp / "p.zip"), "'quiet.toml' is encrypted"),
    "an unusual method": (as_zip({"quiet.toml": guided()}, zipfile.ZIP_LZMA), "packed in an unusual way"),
    "half a zip": (raw(cut(zip_bytes({"quiet.toml": guided()}))), "neither a folder, a zip nor"),
    "a zip without its beginning": (raw(zip_bytes({"quiet.toml": guided()})[300:]), "damaged"),
    "a changed file": (damaged_member, "'quiet.toml' is damaged in the zip"),
    "no zip at all": (raw(b"hello" * 100), "neither a folder, a zip nor"),
    "an empty file": (raw(b""), "neither a folder, a zip nor"),
    "an empty zip": (as_zip({}), "no file ends in .toml"),
    "an empty folder": (as_folder({}), "no file ends in .toml"),
    "only sound": (as_folder({"lake.opus": b"x"}), "no file ends in .toml"),
    "nothing there": (lambda tmp: tmp / "nowhere", "There is nothing at"),
    # --- practice files
    "not UTF-8": (
        as_zip({"quiet.toml": guided().replace(b"quiet minute", b"qui\xe9t")}),
        "not text in UTF-8",
    ),
    "UTF-16": (as_zip({"quiet.toml": guided().decode().encode("utf-16")}), "not text in UTF-8"),
    "not TOML": (as_zip({"quiet.toml": b"id = = 3"}), "'quiet.toml' is not TOML"),
    "nested deeply": (as_zip({"quiet.toml": DEEP}), "'quiet.toml' is nested too deep"),
    "an empty practice": (as_zip({"quiet.toml": b""}), "quiet.toml: a practice has one of"),
    "a script in the title": (
        as_zip({"quiet.toml": guided(title="<script>alert(1)</script>")}),
        "quiet.toml: title holds markup",
    ),
    "a bell in the title": (as_zip({"quiet.toml": guided(title="a\x07b")}), "title holds markup or control"),
    "a title without end": (as_zip({"quiet.toml": guided(title="a" * 5_000)}), "title is longer than"),
    "a script in a recording's title": (
        as_folder({"lake.toml": recording(title="<b>lake</b>"), "lake.opus": sound()}),
        "lake.toml: title holds markup",
    ),
    "breath out backwards": (as_zip({"b.toml": pacer(pacing=BACKWARDS)}), r"b\.toml, \[pacing\]: exhale"),
    "five seconds a breath": (as_zip({"b.toml": pacer(pacing=TOO_QUICK)}), r"\[pacing\]: .*6 s"),
    "not a number": (as_zip({"b.toml": pacer(pacing={"inhale": float("nan"), "exhale": 6.0})}), "inhale"),
    "an endless breath": (
        as_zip({"b.toml": pacer(pacing={"inhale": 4.0, "exhale": float("inf")})}),
        "exhale",
    ),
    "an unknown word": (as_zip({"quiet.toml": guided(run="rm -rf")}), "'run' is not known"),
    "an unknown situation": (as_zip({"quiet.toml": guided(situations=["bored"])}), "not one of"),
    "an id that is a path": (as_zip({"quiet.toml": guided("../evil")}), "other characters than a-z"),
    "an id that Windows keeps": (as_zip({"quiet.toml": guided("con")}), "Windows keeps for itself"),
    "an id of ours": (as_zip({"quiet.toml": guided("box")}), "'box' belongs to burnbreak"),
    "an id of the common words": (as_zip({"quiet.toml": guided("common")}), "belongs to burnbreak"),
    "one id twice": (as_zip({"a.toml": guided(), "b.toml": guided()}), "have the same id 'quiet-minute'"),
    "a breath and a recording": (
        as_folder({"l.toml": recording(pacing={"inhale": 4.0, "exhale": 6.0}), "lake.opus": sound()}),
        "has one of",
    ),
    "no file for the recording": (as_zip({"l.toml": NAN.replace(b"file", b"feil")}), "'file' is missing"),
    "no recording": (as_zip({"lake.toml": recording()}), "'lake.opus' is missing, though lake.toml names it"),
    # --- voices
    "a clip is missing": (
        as_zip(of_clips(".opus", sound(0.4), "quiet-minute/door.opus")),
        "clip 'quiet-minute/door' is missing, though voice.toml names it",
    ),
    "a cue is missing": (
        as_zip(
            {
                "quiet.toml": guided(),
                "voice.toml": voice(clips={n: t for n, t in CLIPS.items() if not n.endswith("door")}),
                **spoken(content=sound(0.4)),
            }
        ),
        "the cue 'quiet-minute/door' has no clip",
    ),
    "a clip that is a path": (
        as_zip({"voice.toml": voice(clips={"../../door": "x"})}),
        "a clip is named PRACTICE/CUE",
    ),
    "a clip without words": (
        as_zip({"voice.toml": voice(clips={"a/b": {"seconds": 1.0}})}),
        "'text' is missing",
    ),
    "markup in a clip": (as_zip({"voice.toml": voice(clips={"a/b": "<i>x</i>"})}), "text holds markup"),
    "no clips": (as_zip({"voice.toml": voice(clips={})}), r"\[clips\] is missing or empty"),
    "a voice of ours": (as_zip({"voice.toml": voice("system"), **spoken(content=sound(0.4))}), "belongs to"),
    "a kind of voice": (as_zip({"voice.toml": voice(kind="angelic")}), "kind .* is not one of"),
    "the system's own": (as_zip({"voice.toml": voice(kind="system")}), "kind is human or synthetic"),
    "an unknown word in a voice": (as_zip({"voice.toml": voice(run="x")}), "'run' is not known"),
    # --- sound
    "4 kHz": (as_folder(of_clips(".wav", wav(0.5, 4_000))), "has 4,000 samples a second"),
    "384 kHz": (
        as_folder(of_clips(".wav", sound(0.5, rate=384_000, format="WAV", subtype="PCM_16"))),
        "has 384,000 samples a second",
    ),
    "12 channels": (
        as_folder(of_clips(".wav", sound(0.5, channels=12, format="WAV", subtype="PCM_16"))),
        "has 12 channels",
    ),
    "text as sound": (as_folder(of_clips(".opus", b"hello" * 100)), "is not a WAV, FLAC, Ogg, Opus or MP3"),
    "an empty recording": (as_folder({"l.toml": recording(), "lake.opus": b""}), "is not a WAV"),
    "another kind of sound": (
        as_folder({"l.toml": recording(file="l.wav"), "l.wav": sound(format="AIFF", subtype="PCM_16")}),
        "is not a WAV",
    ),
    "half a FLAC": (
        as_folder(
            {"l.toml": recording(file="l.flac"), "l.flac": cut(sound(9.0, format="FLAC", subtype="PCM_16"))}
        ),
        "'l.flac' is damaged",
    ),
    "a scratched FLAC": (
        as_folder(
            {
                "l.toml": recording(file="l.flac"),
                "l.flac": flipped(sound(9.0, format="FLAC", subtype="PCM_16")),
            }
        ),
        "'l.flac' is damaged",
    ),
    "silence": (
        as_folder({"l.toml": recording(), "lake.opus": sound(level=0.0)}),
        "nothing that can be heard",
    ),
}


@pytest.fixture
def own(tmp_path: Path) -> OwnContent:
    """A user who has a recording and a voice of their own already."""
    made = OwnContent(home(tmp_path / "home"))
    made.bring(folder(tmp_path / "first", {"pond.toml": recording("pond"), "lake.opus": sound()}))
    return made


@pytest.mark.parametrize("name", BAD)
def test_a_bad_pack_is_refused_and_leaves_nothing(tmp_path: Path, own: OwnContent, name: str) -> None:
    make, reason = BAD[name]
    path = make(tmp_path)
    before = listing(tmp_path)
    with pytest.raises(PackError) as refusal:
        own.bring(path)
    assert re.search(reason, str(refusal.value))
    assert str(refusal.value).endswith(".")
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 250
    assert listing(tmp_path) == before


def test_there_are_enough_of_them() -> None:
    assert len(BAD) >= 60


def test_what_is_here_already_is_replaced_only_on_demand(tmp_path: Path, own: OwnContent) -> None:
    pack = folder(tmp_path / "p", {"a.toml": guided("pond"), "b.toml": guided("other")})
    before = listing(tmp_path / "home")
    with pytest.raises(AlreadyThereError, match="'A quiet minute' \\(pond\\) is here already"):
        own.bring(pack)
    assert listing(tmp_path / "home") == before
    own.bring(pack, replace=True)
    after = listing(tmp_path / "home" / "data")
    assert sorted(after) == ["own", "practices", "practices/other.toml", "practices/pond.toml"]
    assert b"recording" not in after["practices/pond.toml"]
