"""The one mutable object: it gathers the facts, lets the flow decide, and performs what it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from burnbreak.core import asking, flow, revise
from burnbreak.core.booked import Booked
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
from burnbreak.core.facts import Facts
from burnbreak.core.holds import HoldKind, Pause
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
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
from burnbreak.engine.calm import Calm, calm
from burnbreak.engine.diary import Diary
from burnbreak.engine.memory import Memory, memory_from
from burnbreak.engine.picture import picture
from burnbreak.engine.ports import BookedSource, Clock, Log, Outside, Player, SettingsStore
from burnbreak.engine.questions import Questions
from burnbreak.engine.reported import Reported
from burnbreak.engine.run import Run
from burnbreak.engine.shelf import Shelf
from burnbreak.engine.sight import Sight
from burnbreak.engine.view import Question, View
from burnbreak.engine.voices import volumes


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

        `idle_seconds` tells the seconds since the last input; it is asked only where that may count.
        """
        self.settings = settings
        self.run: Run | None = None
        self._clock, self._log, self._store, self._player = clock, log, store, player
        self._outside, self._say, self._new_id = outside, say, new_id
        self._state = State(seen=clock.now())
        self._reported = Reported(clock.monotonic())
        self._memory = memory_from(log.get_state("memory"))
        self._diary = Diary(log, outside.trouble)
        self._questions = Questions(self._diary, outside)
        self._noted = 0.0
        self._calm: Calm | None = None
        """How long no look is needed, where that is known."""
        agenda = Agenda(calendars or NoCalendars())
        self._sight = Sight(clock, agenda, self._reported, self._diary, idle_seconds)
        self._shelf = Shelf(practices, narrators)
        self._set_sound()

    # --- what time and the system tell -------------------------------------------------------------------

    def look(self) -> None:
        """Time has passed or a fact changed: decide anew. Cheap; call it as often as there is a reason."""
        now = self._clock.now()
        if self._reported.notice(now, self._clock.monotonic(), self._state.seen):
            self.sleeps()
        self._advance(Tick())
        if asked := self._questions.consider(self._state, self._facts(), self._memory):
            self._remember(self._memory.with_asked(asked, now))
        self._outside.changed()

    def rests_at(self, moment: datetime) -> bool:
        """Whether a beat at that moment (UTC) would find nothing new, as far as is known now."""
        return self._calm is not None and self._calm.lasts(moment, self._clock.zone())

    def beat(self) -> None:
        """A minute or two have passed: like `look`, but at next to no cost where nothing can have changed."""
        now, steady, seen = self._clock.now(), self._clock.monotonic(), self._state.seen
        lasts = self._calm is not None and self._calm.lasts(now, self._clock.zone())
        if lasts and not self._reported.jumped(now, steady, seen):
            self._reported.passed(steady)
            self._state = replace(self._state, seen=now)
            return
        self.look()
        # A question that stands comes and goes with the working hours.
        self._calm = calm(self._state, self._facts()) if self._questions.standing is None else None

    def sleeps(self) -> None:
        """The computer is about to sleep, or has slept: a sitting ends there, quietly."""
        if self.run is not None:
            self._finish(Reason.ASLEEP)

    def woke(self) -> None:
        """The computer has just woken up: nothing fires for a minute."""
        self.sleeps()
        self._reported.woke(self._clock.now())
        self.look()

    def set_hold(self, kind: HoldKind, on: bool, detail: str = "") -> None:
        """A probe or the system reports a hold (locked, call, presenting, ...), or its end."""
        if self._reported.set(kind, on, detail):
            self.look()

    def pulse(self) -> None:
        """While a sitting runs, several times a second: keeps its log entry true and notices its end."""
        run = self.run
        if run is None:
            return
        heard = run.heard()
        if self._reported.jumped(self._clock.now(), self._clock.monotonic(), self._state.seen):
            self.look()
        elif run.over():
            self._finish(Reason.NONE)
        elif heard - self._noted >= 1.0:
            self._noted = heard
            self._advance(Progress(heard))

    def now(self) -> datetime:
        """This moment (UTC)."""
        return self._clock.now()

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
            case (
                commands.InSession()
                | commands.Overrun()
                | commands.SessionOver()
                | commands.SessionCancelled()
            ):
                self._told(command)
            case commands.AddEntry(entry=entry):
                self._diary.correct(entry, self._clock.now())
            case commands.RemoveEntry(uuid=uuid):
                if self.run is None or self.run.entry_id != uuid:
                    self._diary.remove(uuid)
            case commands.BringBack(entry=entry):
                self._diary.bring_back(entry, self._clock.now())
            case commands.ChangeSettings(settings=settings):
                self._change(settings)
            case commands.Answer(question=question, choice=choice):
                self._answered(question, choice)
        self.look()

    def reread(self) -> None:
        """The log has been changed from outside: begin with what it holds now."""
        self._memory = memory_from(self._log.get_state("memory"))
        self._diary.reread()
        self.look()

    def rejoin(self) -> None:
        """The log can be read from now on: what it holds counts together with what happened meanwhile."""
        meanwhile = self._memory
        self._memory = memory_from(self._log.get_state("memory")).joined(meanwhile)
        self._diary.reread()
        self._remember(self._memory)
        self.look()

    def set_practices(self, practices: tuple[Practice, ...]) -> None:
        """These practices are there from now on; a sitting that runs goes on as it is."""
        self._shelf.practices = practices
        self.look()

    def _revise(self, change: Callable[[Timeline, float], Timeline]) -> None:
        if self.run is not None:
            self.run.change(change)

    def _told(self, told: by_hand.Told) -> None:
        now, zone = self._clock.now(), self._clock.zone()
        ends = day_span(day_of(now, zone), zone).end
        memory = by_hand.after(told, self._memory, self.booked(), now, ends)
        if memory is None:
            self._outside.refused(Refusal.NO_SESSION)
        else:
            self._remember(memory)

    def _change(self, settings: Settings) -> None:
        self.settings = settings
        self._set_sound()
        self._diary.attempt(lambda: self._store.save(settings))

    def _set_sound(self) -> None:
        sound = self.settings.sound
        self._player.set_volume(0.0 if sound.muted else sound.volume / 100)
        self._player.set_channel_volumes(volumes(sound))
        if self.run is not None:
            self.run.visual_offset = sound.visual_offset_ms / 1000

    def _answered(self, question: Question, choice: str) -> None:
        self._questions.answered(question)
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
        return picture(self._state, facts, self.run, self._memory.pause, self._questions.standing)

    def booked(self) -> tuple[Booked, ...]:
        """All booked times from yesterday until a week from now, as they count at this moment."""
        return self._sight.booked(self.settings, self._memory)

    def entries(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        """The log of a stretch of time, for the week and the command line."""
        return self._log.between(start, end)

    @property
    def practices(self) -> tuple[Practice, ...]:
        """The practices there are, the user's own among them."""
        return self._shelf.practices

    @property
    def narrators(self) -> tuple[Narration, ...]:
        """The voices there are, those that come with burnbreak first."""
        return self._shelf.voices.all

    def forget_narrators(self) -> None:
        """They have changed on the disk: they are read again when the next is needed."""
        self._shelf.voices.forget()

    def preview(self, practice: str) -> Timeline | None:
        """Twenty seconds of a practice with the voice, anchor and sound that are set; None for no such id."""
        return self._shelf.preview(practice, self.settings)

    def suggestion(self, seconds: float) -> str:
        """The id of the practice that suits so many seconds best now; empty where none is known."""
        entries, now, zone = self._diary.entries, self._clock.now(), self._clock.zone()
        return self._shelf.suggestion(seconds, self.settings, entries, now, zone)

    def once(self, what: str) -> bool:
        """Whether this is still to be told; from now on it counts as told, after a restart too."""
        new = what not in self._memory.told
        if new:
            self._remember(self._memory.with_told(what))
        return new

    # --- how it is done ----------------------------------------------------------------------------------

    def _facts(self) -> Facts:
        return self._sight.facts(self.settings, self._memory, self.practices)

    def _advance(self, event: Event) -> None:
        self._calm = None
        self._diary.turn(self._clock.now(), self._clock.zone())
        facts = self._facts()
        if isinstance(event, Tick) and self.settings.quiet.natural_rest:
            facts = replace(facts, idle=self._sight.idle())
        if isinstance(event, StartNow | StartOffered):
            sound = self.settings.sound
            facts = replace(
                facts, completed=self._diary.completed(), voice=lambda: self._shelf.voices.chosen(sound)
            )
        self._state, effects = flow.advance(self._state, event, facts, self._new_id)
        for effect in effects:
            self._perform(effect)

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Write(entry=entry):
                self._diary.write(entry)
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
        self._diary.remember("memory", memory.as_json())
