"""script/run and script/test on machines of every kind; small programs stand for apt, sudo and Python."""

import os
import pwd
import runpy
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
REAL_PROGRAMS = (
    "sh cat chmod cksum cp env flock grep id mkdir mktemp readlink rm sed tail touch uname".split()  # noqa: SIM905
)
TEST_TOOLS = [
    *"Xvfb xauth pulseaudio pactl xdotool xfwm4 openbox".split(),  # noqa: SIM905
    *("gnome-keyring-daemon", "strace", "desktop-file-validate"),
]

# An interpreter that keeps a diary; what it is like stands in files beside the diary.
PYTHON = """#!/bin/sh
is() { [ -e "$MACHINE/$1" ]; }
case "$*" in
*'sys.version_info <'*) exit 0 ;;
*'import ensurepip'*) ! is "no-venv-$(readlink "$0" || echo none)" ;;
*'version_info[:2]'*) echo python3.11-venv ;;
*missing_libraries.py*) cat "$MACHINE/missing-${2}" ;;
'-m venv --clear --without-pip '*)
    echo "venv" >>"$MACHINE/diary"
    rm -rf "$5"; mkdir -p "$5/bin"; cp "$0" "$5/bin/python"; touch "$MACHINE/pip-gone" ;;
'-m ensurepip --default-pip')
    rm "$MACHINE/pip-gone"
    if is power-cut; then kill -9 $PPID; fi ;;
-V) if is newer; then echo Python 3.14.0; else echo Python 3.11.7; fi ;;
'-m pip --version') ! is pip-gone ;;
'-m pip install'*)
    for last; do :; done
    echo "pip $last" >>"$MACHINE/diary"
    if is pip-fails; then echo 'ERROR: No space left on device'; exit 2; fi ;;
'-P -m burnbreak'*) shift 3; for word; do echo "[$word]"; done ;;
'-m pytest'*)
    shift 2
    seen="${WAYLAND_DISPLAY-no} wayland, ${DISPLAY-no} display"
    what=''
    for word; do case $word in -o | cache_dir=*) ;; *) what="$what $word" ;; esac; done
    echo "pytest$what on $QT_QPA_PLATFORM, $seen" >>"$MACHINE/diary"
    touch "$HOME/.left-behind"
    case "$what" in
    *--last-failed*) ! is fails-again ;;
    ' -m not desktop and not long -n 2 --dist worksteal') ! is quiet-fails ;;
    ' -m long') echo 'minutes heard'; ! is long-fails ;;
    *) ! is desktop-fails ;;
    esac ;;
*) echo "What is $*?" >&2; exit 99 ;;
esac
"""
APT_GET = """#!/bin/sh
echo "apt-get $*" >>"$MACHINE/diary"
if [ -e "$MACHINE/apt-fails" ] && [ "$1" = install ]; then echo 'E: Unable to fetch' >&2; exit 100; fi
"""
APT_CACHE = '#!/bin/sh\n[ -e "$MACHINE/knows-$2" ]\n'
SUDO = '#!/bin/sh\necho "sudo" >>"$MACHINE/diary"\nexec "$@"\n'
PASS_ON = '#!/bin/sh\nDISPLAY=:7; export DISPLAY\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A folder with a checkout, and one with the only programs that the scripts see."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "a path" / "burn break"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def program(self, name: str, text: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def say(self, name: str, text: str = "") -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def missing(self, needed: str = "", wanted: str = "") -> None:
        self.say("missing-needed", needed)
        self.say("missing-wanted", wanted)

    def user(self, number: int) -> None:
        (self.folder / "bin" / "id").unlink()
        self.program("id", f"#!/bin/sh\necho {number}\n")

    def diary(self) -> list[str]:
        path = self.folder / "diary"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def run(self, script: str, *words: str, as_user: int | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [script if script.startswith("/") else self.checkout / script, *words],
            env={
                "PATH": str(self.folder / "bin"),
                "MACHINE": str(self.folder),
                "HOME": str(self.home),
                "TMPDIR": str(self.folder),
                "WAYLAND_DISPLAY": "the caller's",
                "DISPLAY": "the caller's",
            },
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            user=as_user,
            group=as_user,
        )


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A Debian with root, Python 3.11 and every library; not in tmp_path, which other users may not enter."""
    with tempfile.TemporaryDirectory(prefix="burnbreak-machine-") as folder:
        made = Machine(folder=Path(folder))
        made.folder.chmod(0o755)
        (made.folder / "bin").mkdir()
        made.home.mkdir()
        made.checkout.mkdir(parents=True)
        shutil.copytree(
            CHECKOUT / "script", made.checkout / "script", ignore=shutil.ignore_patterns("sounds", "*.pyc")
        )
        shutil.copy(CHECKOUT / "pyproject.toml", made.checkout)
        for name in REAL_PROGRAMS:
            (made.folder / "bin" / name).symlink_to(str(shutil.which(name)))
        made.user(0)
        made.program("apt-get", APT_GET)
        made.program("apt-cache", APT_CACHE)
        made.program("interpreter", PYTHON)
        (made.folder / "bin" / "python3.11").symlink_to("interpreter")
        made.missing()
        yield made


def test_the_first_run_sets_up_and_the_second_only_starts(machine: Machine) -> None:
    first = machine.run("script/run", "start", "two words", "")
    assert (first.returncode, first.stdout) == (0, "[start]\n[two words]\n[]\n")
    assert first.stderr == "Setting up Python packages (about 300 MB, once) ...\n"
    assert machine.diary() == ["venv", "pip ."]
    second = machine.run("script/run", "next")
    assert (second.returncode, second.stdout, second.stderr) == (0, "[next]\n", "")
    assert machine.diary() == []


def test_a_link_to_the_script_will_do(machine: Machine) -> None:
    link = machine.home / "burnbreak"
    link.symlink_to(machine.checkout / "script" / "run")
    assert machine.run(str(link), "next").stdout == "[next]\n"


def test_a_second_start_costs_less_than_50_ms(machine: Machine) -> None:
    machine.run("script/run")

    def fastest(program: str, *words: str) -> float:
        times = []
        for _ in range(10):
            begin = time.perf_counter()
            assert machine.run(program, *words).returncode == 0
            times.append(time.perf_counter() - begin)
        return min(times)

    assert fastest("script/run") - fastest(".venv/bin/python", "-P", "-m", "burnbreak") < 0.05


@pytest.mark.parametrize("change", ["pyproject", "interpreter", "moved", "half-made"])
def test_what_has_changed_is_set_up_again(change: str, machine: Machine) -> None:
    machine.run("script/run")
    assert machine.diary() == ["venv", "pip ."]
    again = ["pip ."]
    if change == "pyproject":
        with (machine.checkout / "pyproject.toml").open("a", encoding="utf-8") as file:
            file.write("# one more line\n")
    elif change == "interpreter":
        machine.say("newer")
    elif change == "moved":
        machine.checkout.rename(machine.folder / "elsewhere")
        (machine.folder / "a path" / "burn break").symlink_to(machine.folder / "elsewhere")
    else:
        (machine.checkout / ".venv" / ".set-up-base").unlink()
        (machine.checkout / ".venv" / ".setting-up").touch()
        again = ["venv", "pip ."]
    assert machine.run("script/run").returncode == 0
    assert machine.diary() == again


def test_a_set_up_that_was_cut_off_is_made_anew(machine: Machine) -> None:
    machine.say("power-cut")
    assert machine.run("script/run").returncode == -9
    assert (machine.checkout / ".venv" / ".setting-up").exists()
    machine.diary()
    (machine.folder / "power-cut").unlink()
    assert machine.run("script/run", "next").stdout == "[next]\n"
    assert machine.diary() == ["venv", "pip ."]


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.run("script/run")
    machine.diary()
    (machine.checkout / ".venv" / "bin" / "python").unlink()
    assert machine.run("script/run").returncode == 0
    assert machine.diary() == ["venv", "pip ."]


def test_a_failing_pip_says_what_to_do_and_the_next_run_goes_on(machine: Machine) -> None:
    machine.say("pip-fails")
    failed = machine.run("script/run")
    assert failed.returncode == 1
    assert failed.stdout == ""
    _, why, sentence = failed.stderr.splitlines()
    assert why == "pip: No space left on device"
    assert sentence.startswith(
        "The Python packages could not be installed: check the network and the free disk space"
    )
    (machine.folder / "pip-fails").unlink()
    assert machine.run("script/run", "next").stdout == "[next]\n"


def test_a_checkout_that_cannot_be_written_gets_its_environment_in_the_users_data(machine: Machine) -> None:
    machine.checkout.chmod(0o555)
    nobody = None
    if os.geteuid() == 0:  # root may write everywhere
        nobody = 65534
        os.chown(machine.home, 65534, 65534)
        os.chown(machine.folder, 65534, 65534)
    try:
        run = machine.run("script/run", "next", as_user=nobody)
    finally:
        machine.checkout.chmod(0o755)
    assert (run.returncode, run.stdout) == (0, "[next]\n")
    assert (machine.home / ".local/share/burnbreak/venv/bin/python").exists()
    assert not (machine.checkout / ".venv").exists()


def test_no_python_is_said_in_a_sentence(machine: Machine) -> None:
    (machine.folder / "bin" / "python3.11").unlink()
    run = machine.run("script/run")
    assert run.returncode == 1
    assert (
        run.stderr
        == "burnbreak needs Python 3.11 or later, and none was found. Install it, then run this again.\n"
    )


def test_a_newer_python_that_does_not_work_is_passed_over(machine: Machine) -> None:
    machine.program("python3.13", "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    run = machine.run("script/run", "next")
    assert (run.returncode, run.stdout) == (0, "[next]\n")
    assert "pyenv" not in run.stderr


def test_a_missing_venv_module_is_installed(machine: Machine) -> None:
    machine.say("no-venv-interpreter")
    assert machine.run("script/run").returncode == 0
    assert "apt-get install -y -qq --no-install-recommends python3.11-venv" in machine.diary()


def test_missing_packages_are_named_and_installed_at_once(machine: Machine) -> None:
    machine.missing(needed="libegl1 libglib2.0-0t64|libglib2.0-0", wanted="libportaudio2 libegl1")
    run = machine.run("script/run", "next")
    assert (run.returncode, run.stdout) == (0, "[next]\n")
    assert "Installing 3 system packages: libegl1 libglib2.0-0 libportaudio2 ..." in run.stderr.splitlines()
    assert machine.diary() == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends libegl1 libglib2.0-0 libportaudio2",
        "venv",
        "pip .",
    ]


def test_a_renamed_package_is_taken_where_it_is_known(machine: Machine) -> None:
    machine.missing(needed="libglib2.0-0t64|libglib2.0-0")
    machine.say("knows-libglib2.0-0t64")
    machine.run("script/run")
    assert "apt-get install -y -qq --no-install-recommends libglib2.0-0t64" in machine.diary()


def test_a_user_with_sudo_installs_by_it(machine: Machine) -> None:
    machine.missing(needed="libegl1")
    machine.user(1000)
    machine.program("sudo", SUDO)
    assert machine.run("script/run").returncode == 0
    assert machine.diary()[:4] == [
        "sudo",
        "apt-get update -qq",
        "sudo",
        "apt-get install -y -qq --no-install-recommends libegl1",
    ]


def test_a_user_without_sudo_gets_the_exact_line(machine: Machine) -> None:
    machine.missing(needed="libegl1", wanted="libportaudio2")
    machine.user(1000)
    run = machine.run("script/run")
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "System packages are missing. Install them, then run this again:",
        "  as root: apt-get install -y --no-install-recommends libegl1 libportaudio2",
    ]
    assert machine.diary() == []


def test_what_is_only_good_to_have_stops_nobody(machine: Machine) -> None:
    machine.missing(wanted="libportaudio2")
    machine.user(1000)
    run = machine.run("script/run", "next")
    assert (run.returncode, run.stdout) == (0, "[next]\n")
    assert "  as root: apt-get install -y --no-install-recommends libportaudio2" in run.stderr.splitlines()


def test_an_apt_that_fails_leaves_its_reason_and_the_line(machine: Machine) -> None:
    machine.missing(needed="libegl1")
    machine.say("apt-fails")
    run = machine.run("script/run")
    assert run.returncode == 1
    assert "E: Unable to fetch" in run.stderr.splitlines()
    assert run.stderr.splitlines()[-1] == "  apt-get install -y --no-install-recommends libegl1"


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("dnf", "  sudo dnf install libglvnd-egl"),
        ("pacman", "  sudo pacman -S --needed libglvnd-egl"),
        ("zypper", "  sudo zypper install libglvnd-egl"),
    ],
)
def test_other_systems_get_their_own_line(manager: str, line: str, machine: Machine) -> None:
    (machine.folder / "bin" / "apt-get").unlink()
    machine.program(manager, "#!/bin/sh\nexit 99\n")
    machine.missing(needed="libglvnd-egl")
    run = machine.run("script/run")
    assert (run.returncode, run.stderr.splitlines()[-1]) == (1, line)
    machine.missing()
    assert machine.run("script/run", "next").stdout == "[next]\n"


@pytest.fixture
def test_machine(machine: Machine) -> Machine:
    """A machine that has what the tests need."""
    for name in TEST_TOOLS:
        machine.program(name, "#!/bin/sh\n")
    machine.program("xvfb-run", PASS_ON)
    machine.program("dbus-run-session", PASS_ON)
    return machine


FAILINGS = ["desktop-fails", "long-fails", "quiet-fails"]
PARTS = [
    "pytest -m desktop and not long on xcb, no wayland, :7 display",
    "pytest -m long on offscreen, no wayland, no display",
    "pytest -m not desktop and not long -n 2 --dist worksteal on offscreen, no wayland, no display",
]


def test_all_kinds_of_tests_run(test_machine: Machine) -> None:
    run = test_machine.run("script/test")
    assert run.returncode == 0
    assert run.stdout.count("minutes heard") == 1
    diary = test_machine.diary()
    assert diary[-5:-3] == ["venv", "pip .[test]"]
    assert sorted(diary[-3:]) == PARTS


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(("failing", "part"), list(zip(FAILINGS, PARTS, strict=True)))
def test_what_fails_is_tried_once_more_alone(
    failing: str, part: str, again: bool, test_machine: Machine
) -> None:
    test_machine.say(failing)
    if again:
        test_machine.say("fails-again")
    run = test_machine.run("script/test")
    assert run.returncode == int(again)
    *_, one, two, three, last = test_machine.diary()
    assert sorted([one, two, three]) == PARTS
    alone = part.replace(" -n 2 --dist worksteal", "")
    assert last == alone.replace(" on ", " --last-failed --last-failed-no-failures none on ")


def test_arguments_mean_one_run_in_the_desktop(test_machine: Machine) -> None:
    test_machine.run("script/run")
    test_machine.diary()
    assert test_machine.run("script/test", "-k", "two words").returncode == 0
    assert test_machine.diary()[-2:] == ["pip .[test]", "pytest -k two words on xcb, no wayland, :7 display"]
    test_machine.say("desktop-fails")
    assert test_machine.run("script/test", "-x").returncode == 1


def test_tests_leave_nothing_in_the_callers_home(test_machine: Machine) -> None:
    before = set(test_machine.folder.iterdir())
    test_machine.run("script/test")
    test_machine.diary()
    assert list(test_machine.home.iterdir()) == []
    assert set(test_machine.folder.iterdir()) == before


def test_missing_test_programs_are_installed(test_machine: Machine) -> None:
    (test_machine.folder / "bin" / "pactl").unlink()
    test_machine.run("script/test")
    assert "pulseaudio-utils" in test_machine.diary()[1].split()


def test_other_systems_are_told_what_the_tests_miss(test_machine: Machine) -> None:
    (test_machine.folder / "bin" / "apt-get").unlink()
    (test_machine.folder / "bin" / "pactl").unlink()
    run = test_machine.run("script/test")
    assert run.returncode == 0
    assert "which are missing: pactl" in run.stderr.splitlines()[0]


def test_every_library_has_a_package_in_every_family() -> None:
    table = runpy.run_path(str(CHECKOUT / "script/lib/missing_libraries.py"), run_name="table")
    rows = [line.split() for line in (table["NEEDED"] + table["WANTED"]).split("\n") if line]
    assert len(rows) > 10
    assert {len(row) for row in rows} == {len(table["COLUMNS"])} == {len(table["FONTS"])}
    assert table["loads"]("libc.so.6")
    assert not table["loads"]("libnothing-of-the-kind.so.1")
    for manager in table["COLUMNS"]:
        assert table["missing"]("needed", manager) == []


@pytest.mark.desktop
def test_the_desktop_is_the_tests_own() -> None:
    assert os.environ["DISPLAY"]
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"]
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
    assert "WAYLAND_DISPLAY" not in os.environ
    assert os.environ["HOME"] != pwd.getpwuid(os.getuid()).pw_dir
    assert os.environ["XDG_RUNTIME_DIR"].startswith(os.environ["HOME"])


@pytest.mark.parametrize("name", ["burnbreak.desktop"])
def test_the_desktop_entry_is_valid(name: str) -> None:
    if not shutil.which("desktop-file-validate"):
        pytest.skip("desktop-file-validate is not installed")
    entry = CHECKOUT / "packaging" / name
    run = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_the_desktop_entry_says_only_what_the_command_line_knows() -> None:
    lines = (CHECKOUT / "packaging" / "burnbreak.desktop").read_text(encoding="utf-8").splitlines()
    commands = [line.removeprefix("Exec=burnbreak").split() for line in lines if line.startswith("Exec=")]
    session = [["in-session", word] for word in ("+5", "over", "cancelled")]
    assert commands == [[], ["breathe"], *session, ["pause", "1h"], ["quit"]]
    assert "Actions=breathe;longer;over;cancelled;pause;quit;" in lines
