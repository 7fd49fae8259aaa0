"""Puts an offer before the user: a card that takes no focus, or a notification where a card would."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication

from burnbreak.core.events import CardFailed, CardShown, Later, NotNow, StartOffered
from burnbreak.engine.ports import Notifier
from burnbreak.engine.view import View
from burnbreak.ui import phrases
from burnbreak.ui.theme import Theme
from burnbreak.ui.typing_pause import TypingPause

if TYPE_CHECKING:
    from burnbreak.ui.corner_card import CornerCard

LATER = timedelta(minutes=5)


class Prompt(QObject):
    """Shows at most one offer or question at a time; everything it emits goes to the Coach."""

    command = Signal(object)
    shown = Signal()
    failed = Signal()

    def __init__(
        self,
        theme: Theme,
        notifier: Notifier,
        idle_seconds: Callable[[], float | None],
        parent: QObject,
        check: Callable[[Callable[[], None]], None] = lambda then: then(),
    ) -> None:
        """`check` looks once more for what holds offers back, and then calls what it is given."""
        super().__init__(parent)
        self._theme, self._notifier = theme, notifier
        self._pause = TypingPause(idle_seconds, self)
        self._check, self._turn = check, 0
        self._card: CornerCard | None = None
        self._socket: QSocketNotifier | None = None

    def put(self, view: Callable[[], View], *, wait: bool) -> None:
        """Show what the view has on offer or asks, once the user does not type (with `wait`)."""
        self._turn += 1
        turn = self._turn

        def look_once_more() -> None:
            self._check(lambda: self._put(view()) if turn == self._turn else None)

        self._pause.call(look_once_more, wait=wait)

    def take_away(self) -> None:
        """Nothing is shown any more."""
        self._turn += 1
        self._pause.forget()
        self._drop_card()
        self._notifier.close()
        self._watch()

    def _put(self, view: View) -> None:
        from burnbreak.ui.offer import OfferCard, QuestionCard

        self._drop_card()
        if view.offer is not None and view.offer.card:
            # On Wayland every new window takes the keyboard, whatever it asks for.
            if QGuiApplication.platformName().startswith("wayland") and self._notify(view):
                self.shown.emit()
                return
            card: CornerCard = OfferCard(self._theme, view.offer, view.now, view.zone)
        elif view.question is not None:
            card = QuestionCard(self._theme, view.question)
        else:
            return
        card.command.connect(self._said)
        self._card = card
        card.show()

    def _said(self, said: object) -> None:
        match said:
            case CardShown():
                self.shown.emit()
            case CardFailed():
                self._drop_card()
                self.failed.emit()
            case _:
                self.command.emit(said)

    def stand_in(self, view: View) -> None:
        """A notification for a card that did not come up."""
        self._notify(view)

    def _notify(self, view: View) -> bool:
        def tr(text: str) -> str:
            return QCoreApplication.translate("Prompt", text)

        actions = (("start", tr("Start")), ("later", tr("Later")), ("skip", tr("Not now")))
        body = phrases.offer_line(view)
        shown = self._notifier.show(tr("A pause is available"), body, actions, self._notified)
        self._watch()
        return shown and "actions" in self._notifier.capabilities()

    def _notified(self, key: str) -> None:
        command = {"later": Later(LATER), "skip": NotNow()}.get(key, StartOffered())
        self.command.emit(command)

    def _watch(self) -> None:
        """Follow the notifier's connection, which comes and goes."""
        descriptor = self._notifier.fileno()
        if self._socket is not None and (descriptor is None or self._socket.socket() != descriptor):
            self._socket.setEnabled(False)
            self._socket.deleteLater()
            self._socket = None
        if self._socket is None and descriptor is not None:
            self._socket = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
            self._socket.activated.connect(self._readable)

    def _readable(self) -> None:
        self._notifier.dispatch()
        self._watch()

    def _drop_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
