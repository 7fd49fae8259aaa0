"""The application's one stylesheet, written from the tokens."""

from collections.abc import Mapping
from string import Template

from PySide6.QtGui import QColor

from burnbreak.ui.tokens import Role, Tokens

_SHEET = Template("""
QToolTip { background: $ink; color: $paper; border: 0; padding: 6px 8px; }

QLabel { background: transparent; color: $ink; }
QLabel[role="small"] { font-size: ${small}pt; color: $ink_soft; }
QLabel[role="soft"] { color: $ink_soft; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="lead"] { font-size: ${lead}pt; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="number"] { font-size: ${number}pt; font-weight: 300; }
QLabel[role="caption"] { font-size: ${caption}pt; }

QFrame[kind="card"] { background: $surface; border: ${w}px solid $line; border-radius: 12px; }
QFrame[kind="hairline"] { background: $line; border: 0; }

QPushButton { min-height: 20px; padding: 7px 16px; border-radius: 8px; outline: 0;
    background: $surface; color: $ink; border: ${w}px solid $edge; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $faint; background: transparent; border-color: $line; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:disabled { background: $line; border-color: $line; color: $ink_soft; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $ink_soft; }
QPushButton[kind="quiet"]:hover { background: $wash; color: $ink; }
QPushButton[kind="quiet"]:pressed { background: $pressed; color: $ink; }
QPushButton[kind="quiet"]:disabled { color: $faint; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; color: $ink; }
QPushButton[kind="word"] { background: transparent; border-color: transparent; color: $ink_soft;
    min-height: 24px; padding: 7px 12px; }
QPushButton[kind="word"]:hover { background: $wash; color: $ink; }
QPushButton[kind="word"]:pressed { background: $pressed; color: $ink; }
QPushButton[kind="word"]:disabled { color: $faint; }
QPushButton[kind="icon"] { background: transparent; border-color: transparent; padding: 0; min-height: 30px; }
QPushButton[kind="icon"]:hover { background: $wash; }
QPushButton[kind="icon"]:pressed { background: $pressed; }
QPushButton[kind="icon"]:checked { background: $accent_soft; }
QPushButton[kind="segment"] { background: transparent; border-color: transparent; border-radius: 6px;
    color: $ink_soft; padding: 5px 14px; }
QPushButton[kind="segment"]:hover { color: $ink; }
QPushButton[kind="segment"]:checked { background: $raised; border-color: $edge; color: $ink; }
QPushButton[kind="chip"] { min-height: 18px; padding: 6px 14px; border-radius: 16px; background: transparent;
    border-color: $line; color: $ink_soft; }
QPushButton[kind="chip"]:hover { background: $hover; color: $ink; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border-color: $accent; color: $ink; }
QPushButton[kind="tile"] { padding: 0; border-radius: 12px; border: ${w}px solid $line; }
QPushButton[kind="tile"]:hover { background: $hover; }
QPushButton[kind="tile"]:checked { background: $accent_soft; border: ${w}px solid $accent; }
QPushButton[kind="tile"] QLabel[role="soft"], QPushButton[kind="tile"] QLabel[role="small"] {
    color: $ink_firm; }
QPushButton[kind="link"] { background: transparent; border: 0; padding: 7px 0; color: $accent; }
QPushButton[kind="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="link"]:pressed { color: $accent_pressed; }
QPushButton[kind="link"]:disabled { color: $faint; }
QFrame[kind="segments"] { background: $wash; border: ${w}px solid $track_line; border-radius: 8px; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { min-height: 20px; padding: 6px 10px;
    background: $surface; color: $ink; border: ${w}px solid $edge; border-radius: 8px;
    selection-background-color: $accent_soft; selection-color: $ink; outline: 0; }
QLineEdit[kind="in-place"] { background: transparent; border-color: $line; }
QLineEdit[kind="in-place"]:focus { background: $surface; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $ink_soft; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $faint; border-color: $line; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { min-height: 0; padding: 0; border: 0;
    border-radius: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QComboBox { padding-right: 30px; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: ${w}px solid $edge;
    border-radius: 8px; padding: 4px; outline: 0; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 6px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $ink; }

QDateEdit::drop-down { border: 0; width: 28px; subcontrol-origin: border; }
QDateEdit::down-arrow { image: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { background: transparent; color: $ink; border: 0; border-radius: 6px;
    padding: 6px 10px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $wash; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { border: 0; border-radius: 0; padding: 2px; background: $surface;
    color: $ink; selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: $faint; }

QCheckBox, QRadioButton { spacing: 10px; color: $ink; background: transparent; min-height: 32px; outline: 0; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 2px solid $ink_soft;
    background: $surface; }
QCheckBox::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:disabled { border-color: $faint; }
QCheckBox::indicator:checked:disabled { background: $faint; border-color: $faint; }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(
    cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
    stop:0 $accent, stop:0.55 $accent, stop:0.65 $surface, stop:1 $surface); }

QSlider { min-height: 32px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $track; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $accent; }
QSlider[mirrored="true"]::sub-page:horizontal { background: transparent; }
QSlider[mirrored="true"]::add-page:horizontal { border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 16px; margin: -7px 0; border-radius: 9px; background: $surface;
    border: 2px solid $accent; }
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::sub-page:horizontal:disabled { background: $ink_soft; }
QSlider::handle:horizontal:disabled { border-color: $ink_soft; }

QProgressBar { border: 0; border-radius: 3px; background: $track; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: $accent; }

QListView, QTreeView, QTableView { background: $surface; color: $ink; border: ${w}px solid $line;
    border-radius: 12px; padding: 4px; outline: 0; alternate-background-color: $paper;
    gridline-color: $line; selection-background-color: $accent_soft; selection-color: $ink; }
QListView::item, QTreeView::item { min-height: 32px; padding: 0 8px; border-radius: 8px; }
QListView::item:hover { background: $wash; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
    background: $accent_soft; color: $ink; }
QListView[kind="pages"] { background: transparent; border: 0; padding: 0; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $ink_soft; border: 0; border-bottom: ${w}px solid $line;
    padding: 8px; }
QTableCornerButton::section { background: $surface; border: 0; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $track; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; color: $ink; border: ${w}px solid $edge; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 14px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $ink_soft; background: transparent; }
QMenu::separator { height: ${w}px; background: $line; margin: 6px 8px; }
QMenu::indicator { width: 8px; height: 8px; border-radius: 4px; margin-left: 8px; }
QMenu::indicator:checked { background: $accent; }

QTabWidget::pane { border: 0; border-top: ${w}px solid $line; }
QTabBar::tab { background: transparent; color: $ink_soft; padding: 8px 14px; border: 0;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; }
QSplitter::handle { background: $line; }
QGroupBox { border: 0; margin-top: 28px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QDialog, QMessageBox, QMainWindow { background: $paper; }
""")


def stylesheet(tokens: Tokens, points: Mapping[Role, float]) -> str:
    """The sheet for these colours and sizes (points)."""
    sizes = {role.name.lower(): f"{size:.2f}" for role, size in points.items()}
    colors = {
        name: getattr(tokens, name)
        for name in (
            "paper", "surface", "ink", "ink_soft", "line", "accent", "accent_soft", "on_accent"
        )
    }  # fmt: skip
    return _SHEET.substitute(colors, **_derived(tokens), **sizes, w=str(tokens.line_width))


def _derived(t: Tokens) -> dict[str, str]:
    """Shades between two tokens: hover, pressed, tracks and the edges of controls."""
    edge = t.ink if t.contrast else mix(t.line, t.ink_soft, 0.25)
    return {
        "edge": edge,
        "hover": mix(t.surface, t.accent_soft, 0.35),
        "pressed": mix(t.surface, t.accent_soft, 0.8),
        "wash": veil(t.ink_soft, 0.12),
        "raised": mix(t.surface, t.ink, 0.1) if t.dark else t.surface,
        "track": mix(t.line, t.ink_soft, 0.3 if t.dark else 0.15),
        "ink_firm": mix(t.ink_soft, t.ink, 0.25),
        "track_line": t.line if t.contrast else "transparent",
        "accent_hover": mix(t.accent, t.ink, 0.14),
        "accent_pressed": mix(t.accent, t.ink, 0.26),
        "faint": mix(t.ink_soft, t.paper, 0.35),
    }


def mix(first: str, second: str, share: float) -> str:
    """A colour between two, `share` (0 to 1) of the second."""
    a, b = QColor(first), QColor(second)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in pairs)).name()


def veil(color: str, opacity: float) -> str:
    """A colour that lets through what is under it, in the stylesheet's words."""
    c = QColor(color)
    return f"rgba({c.red()}, {c.green()}, {c.blue()}, {round(opacity * 255)})"
