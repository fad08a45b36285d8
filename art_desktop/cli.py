"""The commands. Without one, the window opens.

art-desktop [--demo | --record FILE]
art-desktop tour FOLDER
art-desktop import FILE ... --record FILE --user NAME
art-desktop verify | backup | restore ...
art-desktop demo FILE [--factor N]
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from art_desktop import __version__
from art_desktop.domain.errors import Refusal

if TYPE_CHECKING:
    from art_desktop.office.door import LocalDoor
    from art_desktop.services.door import Desk

DONE, REFUSED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns: 0 done, 1 refused or problems found, 2 wrong usage."""
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return command(arguments)
    except Refusal as refusal:
        for words in (refusal.what, refusal.why, refusal.what_next):
            if words:
                print(words, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. Nothing was left half-done.", file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="art-desktop", description="Placement finding for an Access to Resources Team."
    )
    parser.add_argument("--version", action="version", version=f"ART Desktop {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the demonstration service")
    parser.add_argument("--record", type=Path, help="the record to open")
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    tour = commands.add_parser("tour", help="do the main job without a window")
    tour.add_argument("folder", type=Path, help="where the papers and pictures go")
    tour.add_argument("--no-pictures", action="store_true", help="papers only")
    tour.set_defaults(run=_tour)

    demo = commands.add_parser("demo", help="make a demonstration record")
    demo.add_argument("file", type=Path)
    demo.add_argument("--factor", type=float, default=1.0, help="how many times Peterborough")
    demo.add_argument("--seed", type=int, default=1)
    demo.set_defaults(run=_demo)

    import_ = commands.add_parser("import", help="take files in, all of them or nothing")
    import_.add_argument("files", type=Path, nargs="+")
    import_.add_argument("--kind", choices=["households", "providers_ofsted", "dfe_903"])
    import_.add_argument("--preview", action="store_true", help="say what would be saved")
    _signed_in(import_, _import)

    verify = commands.add_parser("verify", help="check the file and the whole audit trail")
    _signed_in(verify, _verify)

    backup = commands.add_parser("backup", help="make and verify a backup")
    backup.add_argument("--to", type=Path, help="another folder than the usual one")
    _signed_in(backup, _backup)

    restore = commands.add_parser("restore", help="put a backup in the record's place")
    restore.add_argument("backup", type=Path, help="the backup's folder")
    _signed_in(restore, _restore)
    return parser


def _signed_in(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """Give a command what it needs to open a record."""
    parser.add_argument("--record", type=Path, help="the record; the usual one if left out")
    parser.add_argument("--user", required=True, help="sign-in name")
    parser.add_argument(
        "--passphrase-file", type=Path, help="read the passphrase from a file instead of asking"
    )
    parser.set_defaults(run=run)


def _record(arguments: argparse.Namespace) -> Path:
    if arguments.record is not None:
        return Path(arguments.record).expanduser().resolve()
    from art_desktop.locations import user_data_dir

    return user_data_dir() / "service.artdb"


def _passphrase(arguments: argparse.Namespace) -> str:
    from art_desktop.domain.errors import FileTrouble

    if arguments.passphrase_file is None:
        return getpass.getpass(f"Passphrase of {arguments.user}: ")
    try:
        return str(arguments.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileTrouble(
            "Nothing was done.",
            f"The passphrase could not be read from {arguments.passphrase_file}.",
            "Check the path, or leave the option out and type it.",
        ) from error


def _door(record: Path) -> LocalDoor:
    from art_desktop.domain.clock import SystemClock
    from art_desktop.office.door import LocalDoor
    from art_desktop.places.ons import OnsGazetteer

    return LocalDoor(record, SystemClock(), OnsGazetteer())


def _open(arguments: argparse.Namespace) -> tuple[LocalDoor, Desk]:
    """Open the record for whoever is named."""
    from art_desktop.domain.errors import FileTrouble

    record = _record(arguments)
    door = _door(record)
    if not door.exists:
        raise FileTrouble(
            "The record was not opened.",
            f"There is none at {record}.",
            "Name another with --record, or open the window once to set one up.",
        )
    return door, door.sign_in(arguments.user, _passphrase(arguments))


def _window(arguments: argparse.Namespace) -> int:
    from art_desktop.app import run

    return run(None if arguments.record is None else _record(arguments), demo=arguments.demo)


def _tour(arguments: argparse.Namespace) -> int:
    from art_desktop.tour import tour

    return tour(arguments.folder.expanduser().resolve(), pictures=not arguments.no_pictures)


def _demo(arguments: argparse.Namespace) -> int:
    from art_desktop.demo.install import install
    from art_desktop.domain.clock import SystemClock
    from art_desktop.places.ons import OnsGazetteer

    record = arguments.file.expanduser().resolve()
    users = install(
        record, SystemClock(), OnsGazetteer(), seed=arguments.seed, factor=arguments.factor
    )
    print(f"Made {record}. Who can sign in:")
    for user in users:
        print(f"  {user.username:<12} {user.passphrase:<28} {user.full_name} ({user.role})")
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from art_desktop.domain.importing import ImportKind, Severity

    door, desk = _open(arguments)
    try:
        service = desk.services.importing
        kind = ImportKind(arguments.kind) if arguments.kind else None
        files = service.read(desk.actor, arguments.files, kind)
        for one in files:
            print(f"{one.path.name}: {one.kind.words}, {len(one.table.rows)} rows")
        preview = service.preview(desk.actor, files)
        for problem in preview.problems:
            mark = "error" if problem.severity is Severity.ERROR else "look"
            print(f"  row {problem.row} {mark}: {problem.words}")
        for duplicate in preview.duplicates:
            print(f"  row {duplicate.row} may be on record already: {duplicate.why}")
        if preview.blocked:
            print(f"Nothing was imported: {len(preview.errors)} errors to put right first.")
            return REFUSED
        if arguments.preview:
            print("Nothing was saved: this was a preview.")
            return DONE
        print(service.save(desk.actor, files, preview).words)
        return DONE
    finally:
        door.close()


def _verify(arguments: argparse.Namespace) -> int:
    door, desk = _open(arguments)
    try:
        found = desk.services.keeping.verify(desk.actor)
    finally:
        door.close()
    for problem in found.problems:
        print(problem)
    if found.sound:
        print(f"Sound: the file is whole, and so are all {found.entries} entries of the trail.")
        return DONE
    print("The record is not sound. Keep the file as it is and tell the administrator.")
    return REFUSED


def _backup(arguments: argparse.Namespace) -> int:
    door, desk = _open(arguments)
    try:
        made = desk.services.keeping.back_up(desk.actor, arguments.to)
    finally:
        door.close()
    print(f"Backed up and verified: {made}")
    return DONE


def _restore(arguments: argparse.Namespace) -> int:
    from art_desktop.office.door import restore_backup

    record = _record(arguments)
    aside = restore_backup(
        arguments.backup.expanduser().resolve(), record, arguments.user, _passphrase(arguments)
    )
    print(f"Restored {record}.")
    if aside is not None:
        print(f"What was there before is kept at {aside}.")
    return DONE
