"""What a package is spared from importing it does not load, and everybody else still gets the real thing."""

import json
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from burnbreak.ui.sparing import sparing


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package that imports in every way there is."""
    name = "spared_package"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "own.py").write_text("KEPT = 'own'\n")
    (folder / "user.py").write_text(
        "import json.tool as whole\nimport json.tool\nfrom json.tool import main, argparse\n"
        "from json import dumps\nfrom .own import KEPT\nfrom spared_package import own\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    for loaded in (name, f"{name}.own", f"{name}.user", "json.tool"):
        monkeypatch.delitem(sys.modules, loaded, raising=False)
    return name


def test_only_the_package_sees_the_stand_in(package: str) -> None:
    before = list(sys.meta_path)
    with sparing(package, {"json.tool": {"main": "spared"}}):
        user = __import__(f"{package}.user").user
        from json.tool import main

    assert callable(main)
    assert (user.main, user.whole.main, user.json.tool.main) == ("spared",) * 3
    assert user.KEPT == user.own.KEPT == "own"
    assert user.dumps is json.dumps
    assert sys.meta_path == before


def test_another_thread_gets_the_real_thing_meanwhile(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[object] = []

    def another() -> None:
        from json.tool import main

        found.append(main)

    def go() -> None:
        thread = threading.Thread(target=another)
        thread.start()
        thread.join()

    monkeypatch.setitem(sys.modules, "meanwhile", SimpleNamespace(go=go))
    (tmp_path / package / "own.py").write_text("import meanwhile\nmeanwhile.go()\nKEPT = 'own'\n")
    with sparing(package, {"json.tool": {"main": "spared"}}):
        user = __import__(f"{package}.user").user
    assert user.main == "spared"
    assert callable(found[0])


def test_what_a_stand_in_lacks_is_the_real_thing(package: str) -> None:
    with sparing(package, {"json.tool": {"main": "spared"}}):
        user = __import__(f"{package}.user").user
    assert user.argparse is sys.modules["json.tool"].argparse
    with pytest.raises(AttributeError):
        _ = user.whole.no_such_name


def test_stand_ins_end_with_the_block(package: str) -> None:
    with sparing(package, {"json.tool": {"main": "spared"}}):
        pass
    assert callable(__import__(f"{package}.user").user.main)
