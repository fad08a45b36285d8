from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import FileTrouble, NewerDatabase, NotFound, RuleBroken, WrongKey
from art_desktop.vault import sealing, slots
from art_desktop.vault.attempts import LOCKED_AT, SignInRefused
from art_desktop.vault.sealing import Cost
from art_desktop.vault.vault import UnlockedVault, create_vault, open_vault, open_with_recovery

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
FIRST = "heron on the weir"
SECOND = "nine yellow boats"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return slots.beside(tmp_path / "service.artdb")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))


@pytest.fixture
def made(path: Path) -> tuple[UnlockedVault, str]:
    return create_vault(path, "Ada", FIRST, cost=CHEAP)


@pytest.fixture
def vault(made: tuple[UnlockedVault, str]) -> UnlockedVault:
    return made[0]


def keys(vault: UnlockedVault) -> tuple[bytes, ...]:
    return (vault.database_key, vault.audit_chain_key, vault.audit_value_key, vault.draft_key)


def test_the_default_cost_is_the_published_one() -> None:
    assert Cost() == Cost(passes=3, memory_kib=65_536, lanes=4)


def test_opening_gives_the_same_four_different_keys(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    again = open_vault(path, " aDA ", FIRST, clock)
    assert keys(again) == keys(vault)
    assert len(set(keys(vault))) == 4
    assert {len(key) for key in keys(vault)} == {32}


def test_the_file_holds_no_key_and_no_repr_does(
    made: tuple[UnlockedVault, str], path: Path
) -> None:
    vault, words = made
    told = path.read_text(encoding="utf-8") + repr(vault) + str(vault) + repr(slots.load(path))
    for secret in (*keys(vault), vault._private, *vault._opened.masters.values()):
        assert secret.hex() not in told
        assert repr(secret) not in told
        assert slots._text(secret) not in told
    assert words[:9] not in told
    assert FIRST not in told


def test_a_wrong_passphrase_and_an_unknown_user_are_told_alike(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    told: dict[str, list[str]] = {"Ada": [], "Nobody": []}
    for username, words in told.items():
        for _try in range(LOCKED_AT + 2):
            with pytest.raises(SignInRefused) as refusal:
                open_vault(path, username, "not the passphrase", clock)
            words.append(str(refusal.value))
            clock.move_on(timedelta(hours=1))
    assert told["Ada"] == told["Nobody"]


def test_an_unknown_user_is_stretched_at_the_same_cost(
    vault: UnlockedVault, path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched: list[Cost] = []
    real = sealing.stretch

    def watched(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
        stretched.append(cost)
        return real(passphrase, salt, cost)

    monkeypatch.setattr(sealing, "stretch", watched)
    for username in ("Ada", "Nobody"):
        with pytest.raises(SignInRefused):
            open_vault(path, username, "not the passphrase", clock)
    assert stretched == [CHEAP, CHEAP]


def test_the_wait_doubles_and_the_tenth_locks(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    waits = []
    for _try in range(LOCKED_AT):
        with pytest.raises(SignInRefused) as refusal:
            open_vault(path, "Ada", "not the passphrase", clock)
        waits.append(refusal.value.wait_seconds)
        clock.move_on(timedelta(seconds=refusal.value.wait_seconds))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 0]
    assert refusal.value.locked
    clock.move_on(timedelta(days=400))
    with pytest.raises(SignInRefused, match="locked"):
        open_vault(path, "Ada", FIRST, clock)


def test_too_soon_is_refused_even_with_the_right_passphrase(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    for _try in range(3):
        with pytest.raises(SignInRefused):
            open_vault(path, "Ada", "not the passphrase", clock)
        clock.move_on(timedelta(seconds=4))
    clock.move_on(timedelta(seconds=-3))
    with pytest.raises(SignInRefused, match="Wait 3 seconds"):
        open_vault(path, "Ada", FIRST, clock)
    clock.move_on(timedelta(seconds=3))
    assert open_vault(path, "Ada", FIRST, clock).username == "Ada"
    assert slots.load(path).attempts == {}


def test_a_clock_put_back_keeps_nobody_out(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    with pytest.raises(SignInRefused):
        open_vault(path, "Ada", "not the passphrase", clock)
    clock.move_on(timedelta(days=-2))
    assert open_vault(path, "Ada", FIRST, clock).username == "Ada"


def test_the_lock_is_lifted_by_another_user_or_the_recovery_key(
    made: tuple[UnlockedVault, str], path: Path, clock: FixedClock
) -> None:
    vault, words = made
    vault.add_user("Ben", SECOND)
    for lifter in (vault, open_with_recovery(path, words)):
        for _try in range(LOCKED_AT):
            with pytest.raises(SignInRefused):
                open_vault(path, "Ben", "not the passphrase", clock)
            clock.move_on(timedelta(hours=1))
        with pytest.raises(SignInRefused, match="locked"):
            open_vault(path, "Ben", SECOND, clock)
        lifter.reset_attempts("BEN")
        assert open_vault(path, "Ben", SECOND, clock).username == "Ben"


def test_strangers_do_not_fill_the_file(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    with pytest.raises(SignInRefused):
        open_vault(path, "Ada", "not the passphrase", clock)
    for number in range(60):
        clock.move_on(timedelta(seconds=1))
        with pytest.raises(SignInRefused):
            open_vault(path, f"stranger {number}", "not the passphrase", clock)
    assert len(slots.load(path).attempts) == 51


def test_a_second_user_opens_the_same_record(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    vault.add_user("Ben", SECOND)
    assert keys(open_vault(path, "ben", SECOND, clock)) == keys(vault)
    assert vault.usernames == ("Ada", "Ben")
    with pytest.raises(RuleBroken, match="already a user"):
        vault.add_user("BEN", SECOND)
    with pytest.raises(RuleBroken):
        vault.add_user(" ", SECOND)


def test_a_changed_passphrase_replaces_the_old(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    with pytest.raises(WrongKey, match="present passphrase"):
        vault.change_passphrase(SECOND, "a third long one")
    with pytest.raises(RuleBroken):
        vault.change_passphrase(FIRST, "short")
    vault.change_passphrase(FIRST, SECOND)
    assert keys(open_vault(path, "Ada", SECOND, clock)) == keys(vault)
    with pytest.raises(SignInRefused):
        open_vault(path, "Ada", FIRST, clock)
    vault.change_passphrase(SECOND, FIRST)


def test_the_recovery_key_opens_and_gives_a_new_passphrase(
    made: tuple[UnlockedVault, str], path: Path, clock: FixedClock
) -> None:
    vault, words = made
    recovered = open_with_recovery(path, words.lower().replace("-", " ").replace("0", "o"))
    assert recovered.by_recovery_key
    assert keys(recovered) == keys(vault)
    recovered.give_new_passphrase("ada", SECOND)
    assert keys(open_vault(path, "Ada", SECOND, clock)) == keys(vault)
    with pytest.raises(NotFound):
        recovered.give_new_passphrase("nobody", SECOND)


def test_a_replaced_recovery_key_opens_nothing(made: tuple[UnlockedVault, str], path: Path) -> None:
    vault, words = made
    newer = vault.new_recovery_key()
    assert keys(open_with_recovery(path, newer)) == keys(vault)
    with pytest.raises(WrongKey, match="replaced since"):
        open_with_recovery(path, words)


def test_removing_a_user_changes_the_database_key_alone(
    made: tuple[UnlockedVault, str], path: Path, clock: FixedClock
) -> None:
    vault, words = made
    vault.add_user("Ben", SECOND)
    vault.add_user("Cy", "seven wet herrings")
    before = keys(vault)
    old_copy = path.read_bytes()
    asked: list[tuple[bytes, bytes]] = []
    vault.remove_user_and_rekey("ben", lambda old, new: asked.append((old, new)))
    assert asked == [(before[0], vault.database_key)]
    assert vault.database_key != before[0]
    assert keys(vault)[1:] == before[1:]
    assert not vault.rekey_pending
    with pytest.raises(SignInRefused):
        open_vault(path, "Ben", SECOND, clock)
    assert keys(open_vault(path, "Cy", "seven wet herrings", clock)) == keys(vault)
    assert keys(open_with_recovery(path, words)) == keys(vault)
    # What the person who left may have kept opens the old key, not the new one.
    path.write_bytes(old_copy)
    left = open_vault(path, "Ben", SECOND, clock)
    assert left.database_keys == (before[0],)


def test_the_last_user_and_oneself_are_not_removed(vault: UnlockedVault) -> None:
    with pytest.raises(RuleBroken, match="last one"):
        vault.begin_rekey(without="Ada")
    vault.add_user("Ben", SECOND)
    with pytest.raises(RuleBroken, match="signed in as that user"):
        vault.begin_rekey(without="Ada")
    with pytest.raises(NotFound):
        vault.begin_rekey(without="Nobody")


@pytest.mark.parametrize("database_is_under_the_new_key", [True, False])
def test_a_rekey_cut_short_is_finished_at_the_next_sign_in(
    vault: UnlockedVault, path: Path, clock: FixedClock, database_is_under_the_new_key: bool
) -> None:
    vault.add_user("Ben", SECOND)
    old = vault.database_key
    vault.begin_rekey()
    new = vault.database_key
    later = open_vault(path, "Ben", SECOND, clock)
    assert later.rekey_pending
    assert later.database_keys == (new, old)
    with pytest.raises(RuleBroken, match="has not been finished"):
        later.begin_rekey()
    later.add_user("Cy", "seven wet herrings")
    asked: list[tuple[bytes, bytes]] = []
    later.settle(
        new if database_is_under_the_new_key else old, lambda was, now: asked.append((was, now))
    )
    assert asked == ([] if database_is_under_the_new_key else [(old, new)])
    assert open_vault(path, "Cy", "seven wet herrings", clock).database_keys == (new,)
    # The vault that was open all along must not write what it remembers over this.
    with pytest.raises(WrongKey, match="Sign out and in again"):
        vault.add_user("Di", "seven dry herrings")


def test_a_public_key_put_in_from_outside_is_refused(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    vault.add_user("Ben", SECOND)
    told = json.loads(path.read_text(encoding="utf-8"))
    for slot in told["slots"]:
        if slot["username"] == "Ben":
            slot["public"] = slots._text(sealing.public_of(sealing.new_private_key()))
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(FileTrouble, match="altered outside"):
        vault.begin_rekey()
    with pytest.raises(FileTrouble, match="altered outside"):
        open_vault(path, "Ada", FIRST, clock)


def test_any_byte_turned_is_a_plain_refusal(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[at] ^= 0x11
        path.write_bytes(bytes(broken))
        try:
            opened = open_vault(path, "Ada", FIRST, clock, counted=False)
        except (FileTrouble, NewerDatabase, WrongKey):
            continue
        assert keys(opened) == keys(vault)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": 1}', b"[" * 9999])
def test_a_damaged_key_file_is_said_to_be_damaged(
    path: Path, clock: FixedClock, content: bytes
) -> None:
    path.write_bytes(content)
    with pytest.raises(FileTrouble, match="damaged"):
        open_vault(path, "Ada", FIRST, clock)


def test_a_missing_key_file_and_a_newer_one(path: Path, clock: FixedClock) -> None:
    with pytest.raises(FileTrouble, match="no such file"):
        open_vault(path, "Ada", FIRST, clock)
    assert not path.exists()
    path.write_text('{"format": 2}', encoding="utf-8")
    with pytest.raises(NewerDatabase):
        open_vault(path, "Ada", FIRST, clock)


def test_a_cost_that_would_eat_the_machine_is_refused(
    vault: UnlockedVault, path: Path, clock: FixedClock
) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    for slot in told["slots"]:
        slot["cost"] = [3, 2**31, 4]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(FileTrouble, match="damaged"):
        open_vault(path, "Ada", FIRST, clock)


def test_a_second_service_is_not_made_over_the_first(vault: UnlockedVault, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileTrouble, match="already"):
        create_vault(path, "Eve", SECOND, cost=CHEAP)
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_old_key_file(
    vault: UnlockedVault, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileTrouble, match="disk is full"):
        vault.add_user("Ben", SECOND)
    assert path.read_bytes() == before
    assert [p for p in path.parent.iterdir() if p.suffix == ".tmp"] == []
