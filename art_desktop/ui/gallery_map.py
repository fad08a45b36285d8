"""The gallery's map: twelve invented options round a city, with everything that a map can show."""

from __future__ import annotations

from art_desktop.domain.map_view import (
    MapLeg,
    MapOption,
    MapPlace,
    MapView,
    MapZone,
    PlaceKind,
)
from art_desktop.domain.places import GridReference, distance_miles
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.page import ListPage
from art_desktop.ui.widgets.map_panel import MapPanel
from art_desktop.ui.widgets.text import page_title

_PLACES = (
    MapPlace("home", PlaceKind.HOME, "Home", 518_900, 298_700),
    MapPlace("school", PlaceKind.SCHOOL, "School: Ashby Primary", 516_400, 302_300),
    MapPlace("mother", PlaceKind.FAMILY_TIME, "Mother", 526_800, 297_300, approximate=True),
    *(
        MapPlace(outcode, PlaceKind.AREA_LABEL, outcode, easting, northing)
        for outcode, easting, northing in (
            ("PE1", 519_900, 300_100),
            ("PE2", 518_300, 296_300),
            ("PE3", 516_600, 299_000),
            ("PE4", 517_300, 303_400),
            ("PE6", 515_400, 308_300),
            ("PE7", 522_300, 292_600),
            ("PE8", 505_400, 293_100),
            ("PE9", 503_300, 307_800),
            ("PE15", 541_400, 296_700),
            ("PE28", 524_400, 272_200),
            ("PE29", 518_400, 260_300),
        )
    ),
)
_OPTIONS: tuple[tuple[int, Tier, str, str, int, int], ...] = (
    (1, Tier.IN_HOUSE, "Hall, PE4", "82–90", 517_150, 302_900),
    (2, Tier.IN_HOUSE, "Okafor, PE1", "74–88", 519_720, 299_640),
    (3, Tier.CONNECTED, "Aunt, PE2", "71–80", 518_010, 296_050),
    (4, Tier.IN_HOUSE, "Lis, PE7", "66–79", 522_600, 291_900),
    (5, Tier.IFA, "Fenway household 12", "64–81", 515_880, 308_400),
    (6, Tier.IFA, "Fenway household 31", "60–77", 541_100, 296_900),
    (7, Tier.IFA, "Bridge Care 4", "58–70", 503_600, 307_100),
    (8, Tier.RESIDENTIAL, "Elm House", "41–66", 524_300, 272_500),
    (9, Tier.IN_HOUSE, "Nowak, PE1", "40–61", 519_780, 299_900),
    (0, Tier.IN_HOUSE, "Dean, PE3", "", 516_300, 298_500),
    (0, Tier.IN_HOUSE, "Marsh, PE8", "", 505_200, 293_800),
    (0, Tier.IFA, "Bridge Care 9", "", 530_900, 305_200),
)


def _option(
    rank: int, tier: Tier, title: str, score: str, easting: int, northing: int
) -> MapOption:
    spot = GridReference(easting, northing)
    legs = tuple(
        MapLeg(
            place.key,
            distance_miles(spot, GridReference(place.easting, place.northing)),
            place.approximate,
        )
        for place in _PLACES[:3]
    )
    key = title.casefold()
    place = MapPlace(key, PlaceKind.OPTION, title, easting, northing)
    return MapOption(key, rank, tier, rank > 0, title, score, place, legs)


def sample_map() -> MapView:
    """Return a map of invented places."""
    return MapView(
        places=_PLACES,
        options=(
            *(_option(*facts) for facts in _OPTIONS),
            MapOption("cove", 10, Tier.RESIDENTIAL, True, "Cove Lodge", "38–60", None),
        ),
        zones=(MapZone("estate", "Millfield estate", 522_600, 302_400, 1.0),),
        centre_key="home",
        area_words="Peterborough",
    )


class MapGallery(ListPage):
    """The map with its table."""

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(page_title("Where the options of R-2026-0143 are"))
        self.panel = MapPanel()
        self.panel.set_view(sample_map())
        self.panel.choose("hall, pe4")
        self.column.addWidget(self.panel, 1)
