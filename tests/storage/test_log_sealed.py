"""What holds for a log holds for an encrypted one: the same tests, with a key in every log they open."""

# ruff: noqa: F401

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from burnbreak.storage.drivers import Key
from burnbreak.storage.key_file import MAGIC
from burnbreak.storage.log_file import LogFile
from tests.storage.test_check_ins_kept import test_answers_outlive_a_restart_and_are_asked_for_once
from tests.storage.test_log import (
    path,
    test_a_second_write_takes_the_place_of_the_first,
    test_a_writer_has_one_name_for_ever_and_its_stamps_rise,
    test_every_field_survives,
    test_only_the_owner_may_read_any_of_its_files,
    test_reading_alone_writes_no_entry_of_its_own,
    test_state_is_kept_and_what_is_unknown_is_none,
    test_two_logs_come_to_the_same_whoever_tells_first,
    test_what_was_ever_sat_to_its_end_is_known,
)
from tests.storage.test_log_remove import test_a_removed_entry_is_gone_after_a_restart_too
from tests.storage.test_log_trouble import (
    test_a_full_disk_loses_nothing,
    test_a_log_that_cannot_even_begin_waits_for_room,
    test_a_migration_that_fails_changes_nothing,
    test_a_read_only_disk_is_read_and_what_comes_waits,
    test_closing_with_something_unwritten_says_so,
    test_damage_found_while_running_loses_nothing_written_then,
)
from tests.storage.test_own_data import (
    paths,
    test_a_backup_comes_back_and_what_was_there_is_kept,
    test_a_full_disk_takes_nothing_in_and_writes_no_half_export,
    test_a_read_only_disk_says_so_and_erases_nothing_half,
    test_an_export_brings_everything_to_another_computer,
    test_an_undone_removal_is_there_after_damage_and_without_a_trace,
    test_each_kind_is_kept_as_long_as_is_set,
    test_without_a_trace_nothing_is_stored_and_nothing_is_lost,
)
from tests.storage.test_records import (
    test_a_full_disk_loses_no_record_and_no_removal,
    test_a_removal_wins_over_a_later_change_elsewhere,
    test_nothing_of_what_was_removed_is_left_in_the_files,
    test_records_are_kept_by_kind_and_moment,
    test_what_was_removed_stays_removed,
)
from tests.storage.test_small_disk import (
    elsewhere,
    test_a_log_opened_on_a_full_disk_is_read_and_goes_on_later,
    test_a_read_only_disk_is_told_and_changes_nothing,
)

pytest.importorskip("sqlcipher3")


@pytest.fixture(autouse=True)
def sealed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Every log of the test has a key, and leaves no plain database behind."""
    make: Callable[..., None] = LogFile.__init__

    def made(self: LogFile, *args: Any, **more: Any) -> None:
        make(self, *args, **more)
        self.key = Key(bytes(range(32)))

    monkeypatch.setattr(LogFile, "__init__", made)
    yield
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in files if file.read_bytes().startswith(MAGIC)] == []
