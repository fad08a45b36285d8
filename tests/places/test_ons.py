"""Postcodes against the published figures."""

from __future__ import annotations

import csv
from pathlib import Path

import brotli
import msgpack
import pytest

from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.places import GridReference, Place, distance_miles
from art_desktop.places.ons import OnsGazetteer, packaged_folder
from art_desktop.places.table import read_table

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="module")
def gazetteer() -> OnsGazetteer:
    return OnsGazetteer()


def published(name: str) -> list[dict[str, str]]:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path.name} is not here to compare with")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_peterborough_postcode_is_where_the_ons_puts_it(gazetteer: OnsGazetteer) -> None:
    rows = published("postcodes_peterborough/postcodes_peterborough.csv")
    places = gazetteer.find_many([row["postcode"] for row in rows])
    assert len(rows) == 7412
    for row, place in zip(rows, places, strict=True):
        point = GridReference(int(row["easting"]), int(row["northing"]), "GB")
        assert place == Place(row["postcode"], point, row["laua"], approximate=False)


@pytest.mark.parametrize("letter", ["P", "C", "Y"])
def test_outcode_centres_are_the_published_medians(gazetteer: OnsGazetteer, letter: str) -> None:
    rows = [r for r in published("outcodes_gb/outcodes_gb.csv") if r["outcode"][0] == letter]
    assert rows
    for row in rows:
        centre = gazetteer.outcode_centre(row["outcode"])
        assert centre is not None
        # The published medians of an even count lie halfway between two postcodes.
        if int(row["postcodes"]) > 100:
            assert abs(centre.easting - int(row["easting"])) <= 1000
            assert abs(centre.northing - int(row["northing"])) <= 1000


def test_any_spacing_and_case_finds_the_same_place(gazetteer: OnsGazetteer) -> None:
    found = {gazetteer.find(text) for text in ("PE1 1AA", "pe11aa", " Pe1  1aA ", "PE1-1AA")}
    assert found == {Place("PE1 1AA", GridReference(518685, 298943), "E06000031", False)}


def test_an_unknown_unit_gets_its_outcodes_middle_and_says_so(gazetteer: OnsGazetteer) -> None:
    place = gazetteer.find("PE1 0ZZ")
    assert place is not None
    assert place.approximate
    assert place.postcode == "PE1 0ZZ"
    assert place.grid_reference == gazetteer.outcode_centre("PE1")
    assert place.local_authority_code == "E06000031"


def test_an_outcode_alone_is_approximate(gazetteer: OnsGazetteer) -> None:
    place = gazetteer.find("pe1")
    assert place is not None
    assert place.postcode == "PE1"
    assert place.approximate


def test_northern_ireland_is_on_its_own_grid(gazetteer: OnsGazetteer) -> None:
    belfast, peterborough = gazetteer.find_many(["BT1 1AA", "PE1 1AA"])
    assert belfast is not None
    assert peterborough is not None
    assert belfast.grid_reference is not None
    assert belfast.grid_reference.grid == "IE"
    assert distance_miles(belfast.grid_reference, peterborough.grid_reference) is None


def test_a_postcode_without_a_grid_reference_still_has_its_authority(
    gazetteer: OnsGazetteer,
) -> None:
    place = gazetteer.find("JE2 3AB")
    assert place == Place("JE2 3AB", None, "L99999999", approximate=False)


@pytest.mark.parametrize(
    "text", ["", "hello", "QQ1 1AA", "PE1 1AAA", "'; drop table", "ＰＥ１ １ＡＡ"]
)
def test_what_is_not_known_is_none_not_an_error(gazetteer: OnsGazetteer, text: str) -> None:
    assert gazetteer.find(text) is None


@pytest.mark.parametrize("letter", ["J", "Y", "F"])
def test_the_quick_decoder_and_msgpack_agree(letter: str, tmp_path: Path) -> None:
    name = f"postcodes_{letter}.msgpack.br"
    raw = brotli.decompress((packaged_folder() / name).read_bytes())
    data = msgpack.unpackb(raw)
    # Another order of columns is another layout: this one is read value by value.
    turned = {"columns": data["columns"], "data": dict(reversed(data["data"].items()))}
    (tmp_path / name).write_bytes(brotli.compress(msgpack.packb(turned), quality=1))
    quick, slow = read_table(packaged_folder() / name), read_table(tmp_path / name)
    assert quick is not None
    assert slow is not None
    assert (quick.keys, quick.eastings, quick.northings) == (
        slow.keys,
        slow.eastings,
        slow.northings,
    )
    rows = range(len(quick.keys))
    assert [quick.authority(r) for r in rows] == [slow.authority(r) for r in rows]


@pytest.mark.parametrize(
    "content", [b"", b"not brotli", brotli.compress(b"\xc1"), brotli.compress(b"\x80")]
)
def test_a_damaged_file_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "postcodes_P.msgpack.br").write_bytes(content)
    with pytest.raises(FileTrouble, match="postcodes_P"):
        OnsGazetteer(tmp_path).find("PE1 1AA")


def test_a_letter_without_a_file_has_no_postcodes(tmp_path: Path) -> None:
    assert OnsGazetteer(tmp_path).find("PE1 1AA") is None
