"""Makes the pictures of docs/pictures from the real windows with invented data.

Needs a display (xvfb-run will do). Every window in light and dark, or those that --only=a,b begins with;
--all adds the sizes and scripts that are only looked at: narrow, text 40 % longer, right to left.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORMTHEME", "gnome")

from PySide6.QtCore import QEvent, QEventLoop, QLocale, QPointF, Qt, QTimer, QTranslator
from PySide6.QtGui import QColor, QEnterEvent, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout, QWidget

from burnbreak.audio.silent import SilentPlayer
from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.check_times import Topic
from burnbreak.core.choosing import Choice
from burnbreak.core.entry import Ease, Entry
from burnbreak.core.load_setting import Load, Report
from burnbreak.core.narration import Clip, Narration, VoiceKind
from burnbreak.core.own import OwnItem
from burnbreak.core.plan import Plan, Why
from burnbreak.core.practice import Situation
from burnbreak.core.recording import OwnVoice, Recorded, Remark
from burnbreak.core.review import Choice as Change
from burnbreak.core.settings import Look, Practices, Settings, Support, Theme
from burnbreak.core.span import Span
from burnbreak.core.timeline import lay_out
from burnbreak.engine.check_ins import Closing
from burnbreak.engine.view import IconState, OfferView, Question, SittingView, View
from burnbreak.own_content import OwnContent
from burnbreak.resources import asset, asset_folder
from burnbreak.storage.support_files import SupportFiles
from burnbreak.stores import open_practices
from burnbreak.ui.affect import BeforeCard
from burnbreak.ui.breathe import BreatheWindow
from burnbreak.ui.calendar_things import CalendarLine
from burnbreak.ui.check_in import CheckInWindow, Weekly
from burnbreak.ui.closing import ClosingCard
from burnbreak.ui.fields import LoginState
from burnbreak.ui.first_run import FirstRun
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_add import AddDialog
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.home import HomeWindow
from burnbreak.ui.icons import Icons
from burnbreak.ui.kit import QuietButton
from burnbreak.ui.library import LibraryWindow
from burnbreak.ui.load_page import LoadPage
from burnbreak.ui.message import Message
from burnbreak.ui.offer import OfferCard, QuestionCard
from burnbreak.ui.own_practices import OwnPracticesWindow
from burnbreak.ui.preview import Preview
from burnbreak.ui.reading_card import ReadingCard
from burnbreak.ui.recorder import RecorderWindow
from burnbreak.ui.report import ReportWindow
from burnbreak.ui.review import ReviewCard, ReviewWindow
from burnbreak.ui.settings.check_ins import CheckInsPage
from burnbreak.ui.settings.window import SettingsWindow, page_names
from burnbreak.ui.sitting import SittingWindow
from burnbreak.ui.support import SupportWindow
from burnbreak.ui.theme import Theme as Look_
from burnbreak.ui.unlock import UnlockWindow
from script.invented import NOW, WEEK, booked_days, heavy, heavy_days, ordinary
from script.picture_index import index
from tests.core.booked import MONDAY
from tests.fake_studio import FakeStudio, piece
from tests.ui_windows.calendar_things import Things as CalendarThings
from tests.ui_windows.check_ins import Things
from tests.ui_windows.data_things import Kept
from tests.ui_windows.hotkey_things import SOME as SOME_KEYS
from tests.ui_windows.hotkey_things import HotThings
from tests.ui_windows.key_things import Keys
from tests.ui_windows.load_things import Things as LoadThings
from tests.ui_windows.load_things import a_week as load_week

VOICES = tuple(Narration(id=name, name=name, kind=VoiceKind.SYNTHETIC, clips={}) for name in ("low", "high"))
SUPPORT = Support(
    supervisor="Dr Osei, Thursdays 13:00, room 4",
    assistance="Staff support, 01632 960 112, weekdays until 20:00",
    colleague="Marit, any time, or her kitchen",
    country="GB",
)


class Longer(QTranslator):
    """Every text 40 % longer, as the longest translation would be."""

    def translate(self, context, text, disambiguation=None, n=-1):  # type: ignore[no-untyped-def]
        """Adds words of the length that other languages have, leaves placeholders alone."""
        more = round(len(text) * 0.4)
        return text + (" nmlkopruwe" * 40)[: max(4, more)].rstrip() if text.strip() else text

    def isEmpty(self) -> bool:
        """It has a translation for everything."""
        return False


class Own(OwnContent):
    """Someone who has brought a few things."""

    def __init__(self) -> None:
        """Nothing is read."""

    def items(self) -> tuple[OwnItem, ...]:
        """One of each kind."""
        return (
            OwnItem(voice=False, id="by-the-lake", title="By the lake", seconds=724.3),
            OwnItem(voice=False, id="quiet-minute", title="A quiet minute"),
            OwnItem(voice=False, id="old", title="old", fault="old.toml: its recording is missing."),
            OwnItem(voice=True, id="anna", title="Anna", clips=45),
        )

    def recording_title(self, path: Path) -> str:
        """As if the file were there."""
        return "By the lake"


class Calendars(CalendarThings):
    """One that has been read, on an ordinary day."""

    def now(self) -> tuple[datetime, tzinfo]:
        """The moment of all pictures."""
        return NOW, UTC

    def lines(self) -> tuple[CalendarLine, ...]:
        """Read five minutes ago."""
        return (CalendarLine(id="a", read_at=NOW - timedelta(minutes=5)),)

    def today(self) -> tuple[Booked, ...]:
        """Five sessions and a meeting."""
        starts = ((9, 0), (10, 0), (11, 30), (15, 0), (16, 0))
        sessions = (self._span(h, m, 50) for h, m in starts)
        meeting = Booked(self._span(13, 0, 45), BookedKind.OTHER)
        return tuple(sorted((*(Booked(span, BookedKind.SESSION) for span in sessions), meeting)))

    def _span(self, hour: int, minute: int, minutes: int) -> Span:
        start = NOW.replace(hour=hour, minute=minute)
        return Span(start, start + timedelta(minutes=minutes))


class Studio:
    """Makes each window once, in the look that is set, and keeps a picture of it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.theme = Look_(app, Icons(asset_folder("icons")), Look(theme=Theme.LIGHT))
        self.practices = {p.id: p for p in open_practices()[0]}
        self.kept: list[QWidget] = []
        self.studios: list[FakeStudio] = []
        folder.mkdir(parents=True, exist_ok=True)

    def view(self) -> View:
        """A break on offer at eight minutes to three, with a session at three."""
        choices = tuple(
            Choice(self.practices[name], seconds)
            for name, seconds in (("clear-the-room", 180), ("long-exhale", 60), ("coherent", 180))
        )
        offer = OfferView(
            id="e",
            card=True,
            choices=choices,
            free_until=NOW + timedelta(minutes=8),
            can_wait_for_session=True,
        )
        return View(
            now=NOW, zone=UTC, icon=IconState.OWED, plan=Plan(NOW, timedelta(minutes=3), Why.OFFERED),
            holds=(), offer=offer, sitting=None, closing=None, pause=None, session_until=None,
            question=None, owed=False,
        )  # fmt: skip

    def sitting(self, practice: str, at: float) -> SittingWindow:
        """A sitting at a position."""
        found = self.practices[practice]
        line = lay_out(found, 180, Settings().sound)
        frame = line.frame(at)
        if frame.caption:
            frame = replace(frame, caption=frame.caption.replace("{anchor}", "your hands and feet"))
        shown = SittingView(id="e", practice=found, seconds=line.seconds, paused=False, audible=True)
        return SittingWindow(self.theme, shown, lambda: frame)

    def card(self) -> ReadingCard:
        """The card to read."""
        found = self.practices["hands"]
        line = lay_out(found, 30, Settings().sound)
        shown = SittingView(id="e", practice=found, seconds=line.seconds, paused=False, audible=True)
        return ReadingCard(self.theme, shown, lambda: line.frame(11))

    def week(
        self, rows: tuple[Entry, ...], view: str = "chart", days: dict[date, BookedDay] | None = None
    ) -> HistoryWindow:
        """The week window in one of its views; `days` of an ordinary week unless told otherwise."""
        days = booked_days() if days is None else days
        things = HistoryThings(
            entries=lambda start, end: tuple(e for e in rows if start <= e.moment < end),
            titles={p.id: p.title for p in self.practices.values()},
            situations={p.id: p.situations for p in self.practices.values()},
            work_week=lambda: WEEK,
            booked=lambda: tuple(b for day in days.values() for b in day.booked),
            known=lambda first, last: {d: day for d, day in days.items() if first <= d <= last},
            load_page=lambda: LoadPage(self.theme, LoadThings(list(days.values())), Settings()),
        )
        window = HistoryWindow(self.theme, things, now=NOW, zone=UTC)
        if view == "below":
            window.show()
            window.show_more()
            self._wait(100)
            window.room.scroll_down()
        elif view != "chart":
            window.show_as(view)
        return window

    def adding(self) -> QWidget:
        """The questions about a forgotten practice."""
        titles = {p.id: p.title for p in self.practices.values()}
        return AddDialog(self.theme, titles, day=NOW.date(), now=NOW, zone=UTC)

    def home(self) -> HomeWindow:
        """The small window, with a break on offer."""
        window = HomeWindow(
            self.theme, without_tray=True, explains=True, pause_menu=QMenu(), session_menu=QMenu()
        )
        window.update_view(self.view())
        return window

    def closing(self, answer: Ease | None = None, *, hide: bool = False) -> ClosingCard:
        """The closing card, or what follows an answer."""
        card = ClosingCard(self.theme, self.practices, "cyclic-sigh")
        if answer is not None:
            card.answer(answer)
        if hide:
            card.findChildren(QuietButton)[0].click()
        return card

    def library(
        self, practice: str = "", *, situation: Situation | None = None, words: str = ""
    ) -> LibraryWindow:
        """The library with something chosen, or the page of a practice."""
        everything = tuple(self.practices.values())
        settings = replace(Settings(), practices=Practices(hidden=("chair-scan",)))
        window = LibraryWindow(
            self.theme,
            everything,
            settings,
            narrators=VOICES,
            preview=Preview(SilentPlayer(monotonic), lambda: False),
            ranked=lambda found: [p.id for p in everything if found in p.situations][:3],
            surprise=lambda minutes: "",
            own=frozenset({"own_practices", "recorder"}),
        )
        if practice:
            window.show_practice(practice)
        window.shelf.situation.set_value(situation)
        window.shelf.search.setText(words)
        window.shelf.refresh()
        return window

    def own(self, *, asks: bool = False) -> OwnPracticesWindow:
        """Own practices and voices, or the question about a recording that was dropped."""
        window = OwnPracticesWindow(self.theme, Own())
        if asks:
            window.choose(Path("by_the_lake.mp3"))
        return window

    def heard(self) -> LibraryWindow:
        """The page of a practice while its beginning is heard."""
        window = self.library("five-senses")
        line = lay_out(self.practices["five-senses"], 180, Settings().sound)
        assert window.page is not None
        window.page.card.show_preview(0.4, line.frame(line.captions[0].start + 0.5))
        return window

    def settings(self, page: str, *, keys: Keys | None = None) -> SettingsWindow:
        """The settings at a page, with a calendar; `keys` tells how the history is encrypted."""
        clinic = CalendarSetting(id="a", name="Clinic", kind=CalendarKind.FILE, path="~/Calendars/clinic.ics")
        hidden = Practices(hidden=("chair-scan", "balance"))
        window = SettingsWindow(
            self.theme,
            Settings(practices=hidden, keys=SOME_KEYS, calendars=(clinic,)),
            login=LoginState("on"),
            folder="~/.local/share/burnbreak",
            narrators=VOICES,
            titles={p.id: p.title for p in self.practices.values()},
            own=frozenset({"own_practices", "recorder"}),
            check_ins=Things(weeks=14),
            hotkeys=HotThings(SOME_KEYS),
            calendars=Calendars(),
            data=Kept(),
            now=lambda: NOW,
            keys=keys or Keys(),
        )
        window.show_page(page)
        return window

    def encryption(self, *pressed: str) -> SettingsWindow:
        """The page about the data, once these buttons have been pressed."""
        window = self.settings("privacy")
        window.show()
        for text in pressed:
            press(window, text)
        self._wait(100)
        return window

    def check_ins(self, topic: Topic) -> SettingsWindow:
        """The page of check-ins at one of them."""
        window = self.settings("check-ins")
        page = window.pages["check-ins"]
        assert isinstance(page, CheckInsPage)
        page.show_topic(topic)
        return window

    def weekly(self) -> CheckInWindow:
        """The weekly questions, one of them answered."""
        window = CheckInWindow(self.theme, Topic.WEEKLY)
        assert isinstance(window.questions, Weekly)
        window.questions.scales["energy"].choose(6)
        return window

    def load(self, weeks: int = 9, of: Callable[[date], list[BookedDay]] = load_week) -> QWidget:
        """The load of a week, as the week window has it; with `weeks` 0 of an empty one."""
        limits = Load(agreed_minutes=1_500, note_minutes=15, in_a_row=3)
        settings = replace(Settings(), load=limits if weeks else Load())
        days = [day for n in range(weeks) for day in of(MONDAY - timedelta(weeks=n))]
        page = LoadPage(self.theme, LoadThings(days, settings), settings)
        page.show_week(MONDAY)
        return _on_paper(page, 900, 640 if not weeks else 1_400 if of is load_week else 1_160)

    def review(self) -> ReviewWindow:
        """The look back on it, with a choice of the week before."""
        things = LoadThings(load_week(MONDAY))
        things.chosen[MONDAY - timedelta(weeks=1)] = Change.NOTES
        return ReviewWindow(self.theme, things.review(MONDAY), things.settings.load)

    def report(self) -> ReportWindow:
        """The page for a talk."""
        propose = "A gap of fifteen minutes after every third session, from January on."
        again = "In eight weeks, on the last Friday of January."
        own = Report(keep_words=True, propose=propose, stay="The number of sessions in a week.", again=again)
        settings = replace(Settings(), load=Load(agreed_minutes=1_500, note_minutes=15), report=own)
        days = [day for n in range(9) for day in load_week(MONDAY - timedelta(weeks=n))]
        things = LoadThings(days, settings)
        return ReportWindow(self.theme, things, settings, MONDAY, lambda _, count: [(0, 0)] * count)

    def recorder(self, page: str) -> RecorderWindow:
        """The recorder: its choices, a sentence before, while and after it is said, or a whole take."""
        studio = FakeStudio(OwnVoice(id="marit", name="Marit", clips={"stop/x": Clip(2.0, "X.")}))
        window = RecorderWindow(
            self.theme, studio, tuple(self.practices.values()), Settings(), play=lambda _: None, hush=int
        )
        self.studios.append(studio)
        window.setup.practice.set_value("stop" if page == "review" else "clear-the-room")
        window.setup.whole.set_value(page == "review")
        window.setup.show_narrator("low")
        if page != "choices":
            window.setup.start.click()
        if page in ("speaking", "heard", "review"):
            window.prompter.step.emit(2)
            studio.coming = Recorded(pieces=(piece(1, Remark.CUT_START) if page == "heard" else piece(1),))
            if page == "review":
                pieces = (
                    piece(n, *([Remark.QUIET] if n == 3 else []), seconds=1.5 + n / 3) for n in range(9)
                )
                studio.coming = Recorded(pieces=tuple(pieces))
            window.prompter.main.emit()
        if page in ("heard", "review"):
            window.prompter.main.emit()
            window._look()
        return window

    def makers(self) -> dict[str, Callable[[], QWidget]]:
        """Every window by the name of its picture."""
        view = self.view()
        assert view.offer is not None
        offer = view.offer
        found: dict[str, Callable[[], QWidget]] = {
            "sitting": lambda: self.sitting("long-exhale", 45.5),
            "sitting-guided": lambda: self.sitting("clear-the-room", 34),
            "card": self.card,
            "offer": lambda: OfferCard(self.theme, offer, NOW, UTC),
            "question": lambda: QuestionCard(self.theme, Question.FEWER),
            "closing": self.closing,
            "closing-heavier": lambda: self.closing(Ease.HEAVIER),
            "closing-hidden": lambda: self.closing(Ease.HEAVIER, hide=True),
            "library": self.library,
            "library-situation": lambda: self.library(situation=Situation.AFTER_HEAVY),
            "library-nothing": lambda: self.library(situation=Situation.AFTER_HEAVY, words="call"),
            "practice": lambda: self.library("clear-the-room"),
            "practice-preview": self.heard,
            "practice-breath": lambda: self.library("long-exhale"),
            "practice-holds": lambda: self.library("box"),
            "closing-quiet": lambda: ClosingCard(self.theme, {}, asks=Closing.QUIET),
            "closing-week": lambda: ClosingCard(self.theme, {}, asks=Closing.WEEKLY),
            "check-in-weekly": self.weekly,
            "check-in-monthly": lambda: CheckInWindow(self.theme, Topic.MONTHLY),
            "before": lambda: BeforeCard(self.theme),
            "support": lambda: SupportWindow(self.theme, Settings(support=SUPPORT), SupportFiles()),
            "support-empty": lambda: SupportWindow(self.theme, Settings(), SupportFiles()),
            "settings-check-ins-weekly": lambda: self.check_ins(Topic.WEEKLY),
            "settings-check-ins-monthly": lambda: self.check_ins(Topic.MONTHLY),
            "own-practices": self.own,
            "own-practices-form": lambda: self.own(asks=True),
            "recorder": lambda: self.recorder("choices"),
            "recorder-ready": lambda: self.recorder("ready"),
            "recorder-speaking": lambda: self.recorder("speaking"),
            "recorder-heard": lambda: self.recorder("heard"),
            "recorder-take": lambda: self.recorder("review"),
            "breathe": lambda: BreatheWindow(self.theme, self.practices),
            "home": self.home,
            "week": lambda: self.week(ordinary()),
            "week-table": lambda: self.week(ordinary(), "table"),
            "week-below": lambda: self.week(ordinary(), "below"),
            "week-empty": lambda: self.week((), days={}),
            "week-table-empty": lambda: self.week((), "table", days={}),
            "week-heavy": lambda: self.week(heavy(), days=heavy_days()),
            "week-table-heavy": lambda: self.week(heavy(), "table", heavy_days()),
            "week-below-heavy": lambda: self.week(heavy(), "below", heavy_days()),
            "month": lambda: self.week(ordinary(), "month"),
            "month-empty": lambda: self.week((), "month", days={}),
            "month-heavy": lambda: self.week(heavy(), "month"),
            "week-add": self.adding,
            "load": self.load,
            "load-empty": lambda: self.load(0),
            "load-heavy": lambda: self.load(of=_heavy_week),
            "review": self.review,
            "review-card": lambda: ReviewCard(self.theme),
            "report": self.report,
            "first-run": lambda: FirstRun(self.theme, Settings(), LoginState("off")),
            "settings-privacy-encrypt": lambda: self.encryption("Encrypt ..."),
            "settings-privacy-recovery": lambda: self.encryption("Encrypt ...", "Encrypt"),
            "unlock": lambda: UnlockWindow(self.theme, Keys(way="passphrase", locked="locked")),
            "unlock-keyring": lambda: UnlockWindow(self.theme, Keys(way="keyring", locked="no-keyring")),
            "message": lambda: Message("The disk is full; the settings from before are kept."),
        }
        for page in page_names():
            found[f"settings-{page}"] = lambda page=page: self.settings(page)  # type: ignore[misc]
        return found

    def take(self, make: Callable[[], QWidget], name: str, *, width: int = 0) -> QPixmap:
        """Show it, let it settle, and keep its picture."""
        window = make()
        if width:
            window.resize(width, window.height())
        window.show()
        window.move(0, 0)
        if isinstance(window, OfferCard | QuestionCard | ReviewCard):
            self._wait(2300)
        self._wait(250)
        point = QPointF(10, 10)
        self.app.sendEvent(window, QEnterEvent(point, point, point))
        picture = window.grab()
        # 0 is the smallest file, not the poorest picture.
        picture.save(str(self.folder / f"{name}.png"), "PNG", 0)
        window.hide()
        self.kept.append(window)
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return picture

    def _wait(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def press(window: QWidget, text: str) -> None:
    """Click the button that says so."""
    next(b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == text).click()


def _heavy_week(first: date) -> list[BookedDay]:
    return list(heavy_days(first).values())


def _on_paper(page: QWidget, width: int, height: int) -> QWidget:
    """A page with the margin that its window has."""
    window = QWidget()
    box = QVBoxLayout(window)
    box.setContentsMargins(24, 24, 24, 24)
    box.addWidget(page)
    window.resize(width, height)
    return window


def overview(pictures: dict[str, QPixmap], folder: Path, background: str) -> None:
    """The picture at the top of the README: the sitting, the offer and the week side by side."""
    week, sitting, offer = (pictures[name].toImage() for name in ("week", "sitting", "offer"))
    gap = 24
    width = week.width() + sitting.width() + 3 * gap
    board = QImage(width, week.height() + 2 * gap, QImage.Format.Format_RGB32)
    board.fill(QColor(background))
    painter = QPainter(board)
    painter.drawImage(gap, gap, week)
    left = week.width() + 2 * gap
    painter.drawImage(left, gap, sitting)
    painter.drawImage(left - offer.width() + 40, board.height() - offer.height() - 8, offer)
    painter.end()
    board.save(str(folder / "overview.png"), "PNG", 0)


def main() -> int:
    """Take the pictures."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    folder = Path(words[0] if words else Path(__file__).resolve().parent.parent / "docs" / "pictures")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    app = QApplication(["burnbreak"])
    english = QTranslator()
    english.load(str(asset("translations/burnbreak_en.qm")))
    app.installTranslator(english)
    studio = Studio(app, folder)
    only = next((tuple(w[7:].split(",")) for w in sys.argv[1:] if w.startswith("--only=")), ("",))
    makers = {name: make for name, make in studio.makers().items() if name.startswith(only)}
    for theme in (Theme.LIGHT, Theme.DARK):
        studio.theme.set_look(Look(theme=theme))
        pictures = {name: studio.take(make, f"{name}-{theme}") for name, make in makers.items()}
        if theme is Theme.LIGHT and {"week", "sitting", "offer"} <= pictures.keys():
            overview(pictures, folder, "#E9E5DB")
    if not words:
        (folder / "README.md").write_text(index(folder))
    if "--all" in sys.argv:
        studio.theme.set_look(Look(theme=Theme.LIGHT))
        for name in ("week", "week-heavy", "week-table", "month"):
            studio.take(makers[name], f"{name}-480", width=480)
        for width in (640, 1240):
            studio.take(makers["week"], f"week-{width}", width=width)
            studio.take(makers["settings-breaks"], f"settings-{width}", width=width)
        longer = Longer()
        app.installTranslator(longer)
        for name, make in makers.items():
            studio.take(make, f"{name}-long")
        app.removeTranslator(longer)
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for name, make in makers.items():
            studio.take(make, f"{name}-rtl")
    return 0


if __name__ == "__main__":
    sys.exit(main())
