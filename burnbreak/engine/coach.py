"""The one mutable object: it gathers the facts, lets the flow decide, and performs what it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from burnbreak.core import asking, choosing, flow, revise
from burnbreak.core.booked import Booked, taken
from burnbreak.core.entry import Entry, Reason
from burnbreak.core.events import (
    CardFailed,
    CardShown,
    Event,
    Later,
    NotNow,
    Progress,
    SittingOver,
    StartNow,
    StartOffered,
    Tap,
    Tick,
)
from burnbreak.core.holds import Hold, HoldKind, Pause, holds_at
from burnbreak.core.narration import Narration
from burnbreak.core.planner import Facts
from burnbreak.core.practice import Practice
from burnbreak.core.preview import preview
from burnbreak.core.settings import Settings
from burnbreak.core.span import day_of, day_span
from burnbreak.core.state import (
    Begin,
    Effect,
    EndSitting,
    HideCard,
    Refusal,
    Refuse,
    ShowCard,
    State,
    Write,
)
from burnbreak.core.timeline import Timeline
from burnbreak.engine import by_hand, commands
from burnbreak.engine.agenda import Agenda, NoCalendars
from burnbreak.engine.memory import Memory, memory_from
from burnbreak.engine.picture import picture
from burnbreak.engine.ports import BookedSource, Clock, Log, Outside, Player, SettingsStore
from burnbreak.engine.run import Run
from burnbreak.engine.view import Question, View
from burnbreak.engine.voices import Voices, volumes

QUIET_AFTER_WAKING = timedelta(seconds=60)
JUMP = timedelta(seconds=60)
"""Wall and steady clock differ by more than this between two looks: the computer slept, or was set."""
RECENT = timedelta(days=3)
"""How much of the log the flow's decisions need."""
LONG_AGO = timedelta(days=21)
ABSENCE = timedelta(days=90)
"""How far back a start looks for breaks that still wait, so that each gets its end."""


def _random_id() -> str:
    from uuid import uuid4

    return uuid4().hex


class Coach:
    """Owns the state, the settings in force and the running sitting. Everything happens on one thread."""

    def __init__(
        self,
        *,
        clock: Clock,
        log: Log,
        settings: Settings,
        store: SettingsStore,
        player: Player,
        practices: tuple[Practice, ...],
        outside: Outside,
        calendars: BookedSource | None = None,
        narrators: Callable[[], tuple[Narration, ...]] = tuple,
        idle_seconds: Callable[[], float | None] = lambda: None,
        say: Callable[[str], str] = str,
        new_id: Callable[[], str] = _random_id,
    ) -> None:
        """`narrators` reads the voices there are; it is asked when the first is needed.

        `idle_seconds` tells the seconds since the last input; it is asked only where time away may count.
        """
        self.settings = settings
        self.practices = practices
        self.run: Run | None = None
        self.question: Question | None = None
        self._asks = False
        """Whether the question is on the screen."""
        self._idle_seconds = idle_seconds
        self._clock, self._log, self._store, self._player = clock, log, store, player
        self._outside, self._say, self._new_id = outside, say, new_id
        self._state = State(seen=clock.now())
        self._seen_steady = clock.monotonic()
        self._others: dict[HoldKind, Hold] = {}
        self._memory = memory_from(log.get_state("memory"))
        self._entries: dict[str, Entry] = {}
        self._day: date | None = None
        self._noted = 0.0
        self._agenda = Agenda(calendars or NoCalendars())
        self._voices = Voices(narrators)
        self._set_sound()

    # --- what time and the system tell -------------------------------------------------------------------

    def look(self) -> None:
        """Time has passed or a fact changed: decide anew. Cheap; call it as often as there is a reason."""
        self._notice_jump()
        self._new_day()
        self._advance(Tick())
        self._ask()
        self._outside.changed()

    def woke(self) -> None:
        """The computer has just woken up: nothing fires for a minute."""
        until = self._clock.now() + QUIET_AFTER_WAKING
        self._others[HoldKind.WAKING] = Hold(HoldKind.WAKING, until)
        self.look()

    def set_hold(self, kind: HoldKind, on: bool, detail: str = "") -> None:
        """A probe or the system reports a hold (locked, call, presenting, ...), or its end."""
        hold = Hold(kind, detail=detail) if on else None
        if hold == self._others.get(kind):
            return
        if hold is None:
            del self._others[kind]
        else:
            self._others[kind] = hold
        self.look()

    def pulse(self) -> None:
        """While a sitting runs, several times a second: keeps its log entry true and notices its end."""
        run = self.run
        if run is None:
            return
        heard = run.heard()
        if run.over():
            self._finish(Reason.NONE)
        elif heard - self._noted >= 1.0:
            self._noted = heard
            self._advance(Progress(heard))

    def next_wake(self) -> datetime | None:
        """When `look` is next needed for time's sake (UTC)."""
        return flow.wake_at(self._state, self._facts())

    def card_shown(self) -> None:
        """The offer card is on the screen."""
        self._advance(CardShown())
        self._outside.changed()

    def card_failed(self) -> None:
        """The offer card did not come up."""
        self._advance(CardFailed())
        self._outside.changed()

    def close(self) -> None:
        """The app ends: a running sitting is logged with its real seconds."""
        if self.run is not None:
            self._finish(Reason.APP_ENDED)
        self._player.close()

    # --- what a person asks ------------------------------------------------------------------------------

    def do(self, command: commands.Command) -> None:
        """Carry out what the user asked for."""
        match command:
            case StartOffered() | StartNow() | Later() | NotNow() | Tap():
                self._advance(command)
            case commands.Stop():
                self._finish(Reason.ENDED_BY_USER)
            case commands.HoldSitting(on=on):
                if self.run is not None:
                    self.run.hold(on)
            case commands.EaseOff():
                self._revise(revise.ease_off)
            case commands.SkipPart():
                self._revise(revise.skip_part)
            case commands.BackToAnchor():
                self._revise(revise.back_to_anchor)
            case commands.NextAnchor():
                self._revise(revise.next_anchor)
            case commands.PauseOffers(until=until):
                self._remember(replace(self._memory, pause=Pause(self._clock.now(), until)))
            case commands.ResumeOffers():
                self._remember(replace(self._memory, pause=None))
            case commands.InSession(until=until):
                self._remember(by_hand.in_session(self._memory, self._clock.now(), until))
            case commands.Overrun(more=more):
                self._remember(by_hand.more(self._memory, self.booked(), self._clock.now(), more))
            case commands.SessionOver():
                self._remember(by_hand.over(self._memory, self.booked(), self._clock.now()))
            case commands.SessionCancelled():
                self._cancel_session()
            case commands.ChangeSettings(settings=settings):
                self._change(settings)
            case commands.Answer(question=question, choice=choice):
                self._answered(question, choice)
        self.look()

    def set_practices(self, practices: tuple[Practice, ...]) -> None:
        """These practices are there from now on; a sitting that runs goes on as it is."""
        self.practices = practices
        self.look()

    def _revise(self, change: Callable[[Timeline, float], Timeline]) -> None:
        if self.run is not None:
            self.run.change(change)

    def _cancel_session(self) -> None:
        now, zone = self._clock.now(), self._clock.zone()
        ends = day_span(day_of(now, zone), zone).end
        memory = by_hand.cancelled(self._memory, self.booked(), now, ends)
        if memory is None:
            self._outside.refused(Refusal.NO_SESSION)
        else:
            self._remember(memory)

    def _change(self, settings: Settings) -> None:
        self.settings = settings
        self._set_sound()
        self._try(lambda: self._store.save(settings))

    def _set_sound(self) -> None:
        sound = self.settings.sound
        self._player.set_volume(0.0 if sound.muted else sound.volume / 100)
        self._player.set_channel_volumes(volumes(sound))
        if self.run is not None:
            self.run.visual_offset = sound.visual_offset_ms / 1000

    def _answered(self, question: Question, choice: str) -> None:
        if self.question is question:
            self.question = None
        if choice == "fewer":
            self._change(replace(self.settings, breaks=asking.fewer(self.settings.breaks)))
        elif choice == "off":
            self._remember(replace(self._memory, pause=Pause(self._clock.now(), None)))
        elif choice == "resume":
            self._remember(replace(self._memory, pause=None))

    # --- what is told ------------------------------------------------------------------------------------

    def view(self) -> View:
        """The moment, for everything outside."""
        facts = self._facts()
        return picture(self._state, facts, self.run, self._memory.pause, self.question)

    def booked(self) -> tuple[Booked, ...]:
        """All booked times from yesterday until a week from now, as they count at this moment."""
        return self._agenda.booked(self.settings, self._memory, self._clock.now(), self._clock.zone())

    def entries(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        """The log of a stretch of time, for the week and the command line."""
        return self._log.between(start, end)

    @property
    def narrators(self) -> tuple[Narration, ...]:
        """The voices there are, those that come with burnbreak first."""
        return self._voices.all

    def forget_narrators(self) -> None:
        """They have changed on the disk: they are read again when the next is needed."""
        self._voices.forget()

    def preview(self, practice: str) -> Timeline | None:
        """Twenty seconds of a practice with the voice, anchor and sound that are set; None for no such id."""
        found = next((p for p in self.practices if p.id == practice), None)
        if found is None:
            return None
        sound, anchor = self.settings.sound, self.settings.practices.anchor
        return preview(found, sound, narration=self._voices.chosen(sound), anchor=anchor)

    def suggestion(self, seconds: float) -> str:
        """The id of the practice that suits so many seconds best now; empty where none is known."""
        chosen = self.settings.practices
        choices = choosing.fitting(
            self.practices, seconds, self._entries.values(), holds=chosen.holds, hidden=chosen.hidden
        )
        return choices[0].practice.id if choices else ""

    def once(self, what: str) -> bool:
        """Whether this is still to be told; from now on it counts as told, after a restart too."""
        new = what not in self._memory.told
        if new:
            self._remember(self._memory.with_told(what))
        return new

    # --- how it is done ----------------------------------------------------------------------------------

    def _facts(self) -> Facts:
        now = self._clock.now()
        booked = self.booked()
        sessions = taken(booked)
        return Facts(
            now=now,
            zone=self._clock.zone(),
            settings=self.settings,
            sessions=sessions,
            booked=booked,
            holds=holds_at(now, sessions, self._memory.pause, self._others.values()),
            entries=tuple(self._entries.values()),
            practices=self.practices,
        )

    def _notice_jump(self) -> None:
        now, steady = self._clock.now(), self._clock.monotonic()
        drift = abs((now - self._state.seen).total_seconds() - (steady - self._seen_steady))
        self._seen_steady = steady
        if drift > JUMP.total_seconds() and now > self._state.seen:
            until = now + QUIET_AFTER_WAKING
            self._others[HoldKind.WAKING] = Hold(HoldKind.WAKING, until)
        waking = self._others.get(HoldKind.WAKING)
        # Further ahead than a minute: the clock was set back meanwhile.
        if waking is not None and waking.until and not now < waking.until <= now + QUIET_AFTER_WAKING:
            del self._others[HoldKind.WAKING]

    def _new_day(self) -> None:
        """Load what the decisions of the day need, once a day."""
        now = self._clock.now()
        today = day_of(now, self._clock.zone())
        if today != self._day:
            back, self._day = (ABSENCE if self._day is None else RECENT), today
            # A clock that was set back leaves entries that lie ahead of it.
            if (found := self._read(now - back, now + RECENT)) is not None:
                self._entries = {e.uuid: e for e in found if e.open or e.moment >= now - RECENT}

    def _read(self, start: datetime, end: datetime) -> tuple[Entry, ...] | None:
        try:
            return self._log.between(start, end)
        except OSError as fault:
            self._outside.trouble(str(fault))
            return None

    def _completed(self) -> frozenset[str]:
        try:
            return self._log.completed()
        except OSError:
            return frozenset()

    def _advance(self, event: Event) -> None:
        self._new_day()
        facts = self._facts()
        if isinstance(event, Tick) and self.settings.quiet.natural_rest:
            idle = self._idle_seconds()
            facts = replace(facts, idle=None if idle is None else timedelta(seconds=idle))
        if isinstance(event, StartNow | StartOffered):
            facts = replace(
                facts, completed=self._completed(), narration=self._voices.chosen(self.settings.sound)
            )
        self._state, effects = flow.advance(self._state, event, facts, self._new_id)
        for effect in effects:
            self._perform(effect)

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Write(entry=entry):
                self._entries[entry.uuid] = entry
                self._try(lambda: self._log.write(entry))
            case ShowCard():
                self._outside.show_card()
            case HideCard():
                self._outside.hide_card()
            case Begin():
                self._begin(effect)
            case EndSitting(reason=reason):
                self._finish(reason)
            case Refuse(why=why):
                self._outside.refused(why)

    def _begin(self, effect: Begin) -> None:
        self._noted = 0.0
        self.run = Run(
            entry_id=effect.entry.uuid,
            practice=effect.practice,
            timeline=effect.timeline,
            player=self._player,
            say=self._say,
            visual_offset=self.settings.sound.visual_offset_ms / 1000,
        )
        self.run.begin()
        self._outside.sitting_began()

    def _finish(self, reason: Reason) -> None:
        run, self.run = self.run, None
        if run is None:
            return
        heard = run.seconds if reason is Reason.NONE else run.heard()
        run.stop()
        self._advance(SittingOver(heard, reason))
        self._outside.sitting_ended()
        self._outside.changed()

    def _remember(self, memory: Memory) -> None:
        self._memory = memory
        self._try(lambda: self._log.set_state("memory", memory.as_json()))

    def _ask(self) -> None:
        """Ask what there is to ask, once, and only where a break could be offered too."""
        now, zone = self._clock.now(), self._clock.zone()
        quiet = self._state.sitting is None and self._state.offer is None
        working = self.settings.week.between(now, now + timedelta(seconds=1), zone)
        facts = self._facts()
        held = {hold.kind for hold in facts.holds} - {HoldKind.PAUSED}
        if self.question is not None:
            self._show_question(not held and (self._asks or (quiet and bool(working))))
            return
        if not quiet or not working or held:
            return
        asked = self._memory.asked_at
        if asking.asks_resume(self._memory.pause, self.settings.week, now, zone, asked(Question.RESUME)):
            self._put(Question.RESUME, now)
        elif not any(hold.kind is HoldKind.PAUSED for hold in facts.holds) and self._asks_fewer(now):
            self._put(Question.FEWER, now)

    def _asks_fewer(self, now: datetime) -> bool:
        zone, asked = self._clock.zone(), self._memory.asked_at(Question.FEWER)
        if any(
            not e.started and e.offered and day_of(e.moment, zone) == self._day
            for e in self._entries.values()
        ):
            return False
        return asking.asks_fewer(self._read(now - LONG_AGO, now) or (), now, zone, asked)

    def _put(self, question: Question, now: datetime) -> None:
        self.question = question
        self._remember(self._memory.with_asked(question, now))
        self._asks = False
        self._show_question(True)

    def _show_question(self, on: bool) -> None:
        """A question that stands is no more seen by a client, or in a call, than an offer would be."""
        if on and not self._asks:
            self._outside.show_card()
        elif self._asks and not on and self._state.offer is None:
            self._outside.hide_card()
        self._asks = on

    def _try(self, action: Callable[[], None]) -> None:
        """Do something that the disk may refuse: it is told, and the app goes on."""
        try:
            action()
        except OSError as fault:
            self._outside.trouble(str(fault))
