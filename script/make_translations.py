"""Writes assets/translations: the English plural forms that the texts marked with %n need.

Texts carry both forms as "pause(s)": lupdate collects them, this fills both forms in, lrelease packs them.
Run it whenever a counted text changes: script/make_translations.py [--check] (with --check it only compares).
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "translations"
TOOLS = Path(sys.executable).parent


def forms(source: str) -> tuple[str, str]:
    """Singular and plural of a text; one without "(s)" reads the same in both."""
    return source.replace("(s)", ""), source.replace("(s)", "s")


def count(message: ElementTree.Element) -> bool:
    """Give a counted text its two forms; False for a text that is not counted.

    lupdate sees the number in tr(), but not in QCoreApplication.translate().
    """
    source, translation = message.findtext("source") or "", message.find("translation")
    if translation is None or ("%n" not in source and message.get("numerus") != "yes"):
        return False
    message.set("numerus", "yes")
    translation.clear()
    for form in forms(source):
        ElementTree.SubElement(translation, "numerusform").text = form
    return True


def make(folder: Path) -> None:
    """Write burnbreak_en.ts and burnbreak_en.qm into the folder."""
    catalogue = folder / "burnbreak_en.ts"
    sources = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "burnbreak" / "ui").rglob("*.py"))
    update = [str(TOOLS / "pyside6-lupdate"), *sources, "-ts", str(catalogue)]
    update += ["-target-language", "en", "-locations", "none", "-no-obsolete", "-silent"]
    subprocess.run(update, check=True, cwd=ROOT)
    tree = ElementTree.parse(catalogue)
    for context in list(tree.getroot().iter("context")):
        for message in list(context.iter("message")):
            if not count(message):
                context.remove(message)
        if context.find("message") is None:
            tree.getroot().remove(context)
    tree.write(catalogue, encoding="utf-8", xml_declaration=True)
    release = [str(TOOLS / "pyside6-lrelease"), str(catalogue), "-silent"]
    release += ["-qm", str(folder / "burnbreak_en.qm")]
    subprocess.run(release, check=True)


def main() -> int:
    """Write the files, or compare them with what would be written."""
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        make(FOLDER)
        return 0
    with tempfile.TemporaryDirectory() as fresh:
        make(Path(fresh))
        same = (Path(fresh) / "burnbreak_en.ts").read_bytes() == (FOLDER / "burnbreak_en.ts").read_bytes()
    if not same:
        print("Counted texts have changed: run script/make_translations.py", file=sys.stderr)
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
