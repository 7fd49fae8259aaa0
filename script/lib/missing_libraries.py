"""Prints the system packages whose libraries the loader cannot find; needs nothing but Python itself."""

import sys
from pathlib import Path

try:
    import ctypes
except ImportError:  # python3-minimal: nothing can be asked, so every package is named
    ctypes = None  # type: ignore[assignment]

COLUMNS = ("none", "apt-get", "dnf", "pacman", "zypper")

# The library, then the package that holds it in each family of systems. Without these Qt does not start.
NEEDED = """
libEGL.so.1             libegl1                         libglvnd-egl     libglvnd         libglvnd
libGL.so.1              libgl1                          libglvnd-glx     libglvnd         libglvnd
libglib-2.0.so.0        libglib2.0-0t64|libglib2.0-0    glib2            glib2            libglib-2_0-0
libdbus-1.so.3          libdbus-1-3                     dbus-libs        dbus             libdbus-1-3
libfontconfig.so.1      libfontconfig1                  fontconfig       fontconfig       libfontconfig1
libgssapi_krb5.so.2     libgssapi-krb5-2                krb5-libs        krb5             krb5
libxkbcommon.so.0       libxkbcommon0                   libxkbcommon     libxkbcommon     libxkbcommon0
libxkbcommon-x11.so.0   libxkbcommon-x11-0              libxkbcommon-x11 libxkbcommon-x11 libxkbcommon-x11-0
libxcb-cursor.so.0      libxcb-cursor0                  xcb-util-cursor  xcb-util-cursor  libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4                   xcb-util-wm      xcb-util-wm      libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1                 xcb-util-keysyms xcb-util-keysyms libxcb-keysyms1
libxcb-shape.so.0       libxcb-shape0                   libxcb           libxcb           libxcb-shape0
"""

# Without these there is no sound, no Wayland window, or no sign that the user is away.
WANTED = """
libportaudio.so.2       libportaudio2                   portaudio           portaudio     libportaudio2
libpulse.so.0           libpulse0                       pulseaudio-libs     libpulse      libpulse0
libXss.so.1             libxss1                         libXScrnSaver       libxss        libXss1
libwayland-cursor.so.0  libwayland-cursor0              libwayland-cursor   wayland       libwayland-cursor0
libwayland-egl.so.1     libwayland-egl1                 libwayland-egl      wayland       libwayland-egl1
"""
FONTS = ("a-font", "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu", "dejavu-fonts")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/run/current-system/sw/share/X11/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)
FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".pfb"}


def loads(library: str) -> bool:
    """Whether the dynamic loader finds the library, wherever it comes from."""
    if ctypes is None:
        return False
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Whether any scalable font lies in one of the usual folders."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(file.suffix.lower() in FONT_ENDINGS for folder in folders for file in folder.rglob("*"))


def missing(kind: str, manager: str) -> list[str]:
    """Package names for one of "needed" and "wanted", each once."""
    column = COLUMNS.index(manager)
    rows = [line.split() for line in (NEEDED if kind == "needed" else WANTED).split("\n") if line]
    names = [row[column] for row in rows if not loads(row[0])]
    if kind == "needed" and not has_fonts():
        names.append(FONTS[column])
    return list(dict.fromkeys(names))


if __name__ == "__main__":
    print(" ".join(missing(sys.argv[1], sys.argv[2])))
