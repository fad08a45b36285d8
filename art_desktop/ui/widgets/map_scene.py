"""Where things stand on the map's canvas, in logical pixels; nothing here needs Qt.

Everything is worked out in a fixed order from what is given, so the same view is drawn the same way each time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import cos, hypot, pi, radians, sin

from art_desktop.domain.map_view import (
    Bounds,
    MapOption,
    MapPlace,
    MapView,
    PlaceKind,
    drawn_at,
    leg_words,
    nice_miles,
    nice_steps,
)
from art_desktop.domain.places import METRES_PER_MILE

MARK, SMALL_MARK, SIGN, HANDLE = 11.0, 4.5, 14.0, 14.0
"""Half the width of an option's mark, of one not suitable, of home's sign, of the radius handle."""

LEAST_SCALE, MOST_SCALE = 4.0, 2000.0
"""Metres in one logical pixel: a street fills the picture, or England does."""

_MOST_LABELS = 40
_ANGLES = (0, -20, 20, -40, 40, -60, 60, 180, 160, 200, 140, 220, 120, 240, -90, 90)

Measure = Callable[[str, bool], tuple[float, float]]
"""Width and height of some words, and whether they are strong."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the canvas."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Say whether two boxes overlap, or come nearer than `gap`."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )

    def within(self, area: Box) -> bool:
        """Say whether it lies wholly in `area`."""
        return (
            area.x <= self.x
            and self.x + self.width <= area.x + area.width
            and area.y <= self.y
            and self.y + self.height <= area.y + area.height
        )


def box_round(x: float, y: float, half: float) -> Box:
    """Return the square round a point."""
    return Box(x - half, y - half, half * 2, half * 2)


@dataclass(frozen=True, slots=True)
class Projection:
    """Grid to screen and back: what lies in the middle, and how many metres a pixel is."""

    easting: float
    northing: float
    metres_per_px: float
    width: float
    height: float

    def to_screen(self, easting: float, northing: float) -> tuple[float, float]:
        """Return where a grid reference is drawn; north is up."""
        return (
            self.width / 2 + (easting - self.easting) / self.metres_per_px,
            self.height / 2 - (northing - self.northing) / self.metres_per_px,
        )

    def to_grid(self, x: float, y: float) -> tuple[float, float]:
        """Return the easting and northing at a point of the canvas."""
        return (
            self.easting + (x - self.width / 2) * self.metres_per_px,
            self.northing - (y - self.height / 2) * self.metres_per_px,
        )

    def px(self, miles: float) -> float:
        """Return how long some miles are on the canvas."""
        return miles * METRES_PER_MILE / self.metres_per_px

    def miles(self, px: float) -> float:
        """Return how many miles some pixels are."""
        return px * self.metres_per_px / METRES_PER_MILE

    def zoomed(self, factor: float, x: float, y: float) -> Projection:
        """Return it `factor` times nearer, with the point under (x, y) held where it is."""
        scale = min(max(self.metres_per_px / factor, LEAST_SCALE), MOST_SCALE)
        easting, northing = self.to_grid(x, y)
        return replace(
            self,
            easting=easting - (x - self.width / 2) * scale,
            northing=northing + (y - self.height / 2) * scale,
            metres_per_px=scale,
        )

    def panned(self, dx: float, dy: float) -> Projection:
        """Return it with the picture moved by so many pixels."""
        return replace(
            self,
            easting=self.easting - dx * self.metres_per_px,
            northing=self.northing + dy * self.metres_per_px,
        )

    def resized(self, width: float, height: float) -> Projection:
        """Return it for another size of canvas, with the same middle and scale."""
        return replace(self, width=width, height=height)


def fitted(bounds: Bounds, width: float, height: float, margin: float) -> Projection:
    """Return the projection that shows the whole of `bounds` with `margin` pixels round it."""
    room_x, room_y = max(width - margin * 2, 40), max(height - margin * 2, 40)
    scale = max((bounds.east - bounds.west) / room_x, (bounds.north - bounds.south) / room_y)
    return Projection(
        (bounds.west + bounds.east) / 2,
        (bounds.south + bounds.north) / 2,
        min(max(scale, LEAST_SCALE), MOST_SCALE),
        width,
        height,
    )


def scale_bar(projection: Projection, most_px: float = 120.0) -> tuple[float, float]:
    """Return the miles of the scale bar and its length in pixels, not above `most_px`."""
    miles = nice_miles(projection.miles(most_px))
    return miles, projection.px(miles)


def ring_miles(projection: Projection) -> tuple[float, ...]:
    """Return the three largest round distances whose rings show: 5, 10 and 20 miles for a city."""
    reach = hypot(projection.width, projection.height) / 2
    return nice_steps(projection.miles(48), projection.miles(reach))[-3:]


@dataclass(frozen=True, slots=True)
class Mark:
    """An option on the canvas: where its mark is, and the spot it belongs to."""

    option: MapOption
    x: float
    y: float
    spot_x: float
    spot_y: float

    @property
    def half(self) -> float:
        """Half its width."""
        return MARK if self.option.suitable else SMALL_MARK

    @property
    def moved(self) -> bool:
        """Whether it had to make room for another, so that a line leads to its spot."""
        return hypot(self.x - self.spot_x, self.y - self.spot_y) > self.half


@dataclass(frozen=True, slots=True)
class Sign:
    """Home, school or family time on the canvas."""

    place: MapPlace
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LabelWish:
    """Words that want a place beside a point: `half` is how much room the point itself takes."""

    key: str
    words: str
    x: float
    y: float
    half: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Words and where they are drawn."""

    key: str
    words: str
    box: Box
    strong: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What is drawn where, for one projection.

    Attributes: miles: the distances on the lines from the chosen option. ring_words: those on the rings.
    """

    marks: tuple[Mark, ...]
    signs: tuple[Sign, ...]
    labels: tuple[PlacedLabel, ...]
    miles: tuple[PlacedLabel, ...] = ()
    ring_words: tuple[PlacedLabel, ...] = ()

    def mark(self, key: str) -> Mark | None:
        """Return the mark of an option."""
        return next((mark for mark in self.marks if mark.option.key == key), None)

    def at(self, x: float, y: float) -> Mark | Sign | None:
        """Return what lies under a point, the nearest first; a small mark is as easily hit as a large one."""
        things: tuple[Mark | Sign, ...] = (*self.marks, *self.signs)
        found = [(hypot(thing.x - x, thing.y - y), at) for at, thing in enumerate(things)]
        distance, nearest = min(found, default=(SIGN + 1, 0))
        return things[nearest] if distance <= SIGN else None

    def boxes(self) -> tuple[Box, ...]:
        """Return every box that is drawn, as what a handle keeps away from."""
        return (
            *(box_round(mark.x, mark.y, mark.half) for mark in self.marks if mark.option.suitable),
            *(box_round(sign.x, sign.y, SIGN) for sign in self.signs),
            *(label.box for label in (*self.labels, *self.miles, *self.ring_words)),
        )


def spread(
    spots: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]], gap: float
) -> tuple[tuple[float, float], ...]:
    """Return a point for each spot, in order, `gap` pixels from every other and near its own.

    The first comers keep their spots. One that finds no room within six rings stays on its spot.
    """
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}

    def free(x: float, y: float) -> bool:
        column, row = int(x // gap), int(y // gap)
        return all(
            hypot(x - other_x, y - other_y) >= gap - 1e-6
            for dx, dy in product((-1, 0, 1), repeat=2)
            for other_x, other_y in cells.get((column + dx, row + dy), ())
        )

    def take(x: float, y: float) -> None:
        cells.setdefault((int(x // gap), int(y // gap)), []).append((x, y))

    for x, y in taken:
        take(x, y)
    found: list[tuple[float, float]] = []
    for x, y in spots:
        tries = ((x + dx, y + dy) for dx, dy in _around(gap))
        place = next((at for at in tries if free(*at)), (x, y))
        take(*place)
        found.append(place)
    return tuple(found)


@lru_cache(maxsize=4)
def _around(gap: float) -> Sequence[tuple[float, float]]:
    steps = [(0.0, 0.0)]
    for ring in range(1, 7):
        count = 8 * ring
        for at in range(count):
            angle = 2 * pi * at / count - pi / 4
            steps.append((ring * gap * 0.8 * cos(angle), ring * gap * 0.8 * sin(angle)))
    return steps


def place_labels(
    wishes: Sequence[LabelWish], taken: Sequence[Box], area: Box, measure: Measure
) -> tuple[PlacedLabel, ...]:
    """Return a place for each label, in order of `wishes`, beside its point and over nothing else.

    Right of the point is tried first, then left, under, over and the corners. A label without room is left out:
    the table beside the map has its words.
    """
    used = list(taken)
    placed: list[PlacedLabel] = []
    for wish in wishes:
        width, height = measure(wish.words, wish.strong)
        # Home, school, family time and the chosen option are named even if a little way off.
        airs = (4, 18, 32) if wish.strong else (4,)
        for box in (box for air in airs for box in _candidates(wish, width, height, air)):
            if box.within(area) and not any(box.meets(other, 1) for other in used):
                used.append(box)
                placed.append(PlacedLabel(wish.key, wish.words, box, wish.strong))
                break
    return tuple(placed)


def _candidates(wish: LabelWish, width: float, height: float, off: float) -> tuple[Box, ...]:
    air = wish.half + off
    right, left = wish.x + air, wish.x - air - width
    over, under = wish.y - air - height, wish.y + air
    middle_x, middle_y = wish.x - width / 2, wish.y - height / 2
    corners = [(right, left), (over, under)]
    spots = [(right, middle_y), (left, middle_y), (middle_x, under), (middle_x, over)]
    spots += [(x - 3 if x == right else x + 3, y) for y in corners[1] for x in corners[0]]
    return tuple(Box(x, y, width, height) for x, y in spots)


def lay_out(
    view: MapView,
    projection: Projection,
    measure: Measure,
    *,
    with_excluded: bool,
    centre_key: str = "",
    chosen: str = "",
    taken: Sequence[Box] = (),
) -> Layout:
    """Return where marks, signs and labels go.

    Args: centre_key: the place that the rings are round. chosen: the option whose label comes first. taken: boxes
        that are used already, as by the scale bar.
    """
    signs = tuple(
        Sign(place, *projection.to_screen(place.easting, place.northing))
        for place in view.centres()
    )
    spots: list[tuple[MapOption, float, float]] = []
    for option in view.drawn(with_excluded=with_excluded):
        if option.place is not None:
            at = projection.to_screen(*drawn_at(option.place.easting, option.place.northing))
            spots.append((option, *at))
    good = [spot for spot in spots if spot[0].suitable]
    points = spread(
        [(round(x), round(y)) for _, x, y in good],
        [(sign.x, sign.y) for sign in signs],
        MARK * 2 + 3,
    )
    marks = [
        Mark(option, x, y, spot_x, spot_y)
        for (option, spot_x, spot_y), (x, y) in zip(good, points, strict=True)
    ]
    marks += [Mark(option, x, y, x, y) for option, x, y in spots if not option.suitable]
    area = Box(4, 4, projection.width - 8, projection.height - 8)
    used = [*taken, *(box_round(sign.x, sign.y, SIGN) for sign in signs)]
    used += [box_round(mark.x, mark.y, mark.half) for mark in marks]
    here = next((mark for mark in marks if mark.option.key == chosen), None)
    miles = _place_miles(here, signs, [*used, *((_halo(here),) if here else ())], area, measure)
    used += [label.box for label in miles]
    wishes = _wishes(view, projection, signs, marks, here)
    on_lines = {label.key for label in miles}
    if here is not None:
        wishes = [
            replace(wish, words=f"{wish.words.removesuffix(' (about)')} · {_miles(here, wish.key)}")
            if wish.key not in on_lines and _miles(here, wish.key)
            else wish
            for wish in wishes
        ]
    labels = place_labels(wishes, used, area, measure)
    used += [label.box for label in labels]
    middle = next((sign for sign in signs if sign.place.key == centre_key), None)
    rings = _place_ring_words(middle, projection, used, area, measure)
    return Layout(tuple(marks), signs, labels, miles, rings)


def _place_ring_words(
    centre: Sign | None, projection: Projection, used: Sequence[Box], area: Box, measure: Measure
) -> tuple[PlacedLabel, ...]:
    """Return the miles of the rings, at the top of each, or at its foot, right or left: where there is room."""
    taken, placed = list(used), list[PlacedLabel]()
    if centre is None:
        return ()
    for miles in ring_miles(projection):
        words, radius = f"{miles:g} mi", projection.px(miles)
        width, height = measure(words, False)
        for turn in (-90, 90, 0, 180, -45, 45, 135, -135):
            x, y = (centre.x + radius * cos(radians(turn)), centre.y + radius * sin(radians(turn)))
            box = Box(x - width / 2, y - height / 2, width, height)
            if box.within(area) and not any(box.meets(other, 1) for other in taken):
                taken.append(box)
                placed.append(PlacedLabel(f"{miles:g}", words, box, strong=False))
                break
    return tuple(placed)


def _halo(mark: Mark) -> Box:
    return box_round(mark.x, mark.y, mark.half + 6)


def _miles(mark: Mark, place_key: str) -> str:
    leg = mark.option.leg(place_key)
    return "" if leg is None or leg.miles is None else f"{leg_words(leg)} mi"


def _place_miles(
    chosen: Mark | None, signs: Sequence[Sign], used: Sequence[Box], area: Box, measure: Measure
) -> tuple[PlacedLabel, ...]:
    """Return the miles on each line where they cover nothing; the others go to the label of the place."""
    taken, placed = list(used), list[PlacedLabel]()
    for sign in signs if chosen is not None else ():
        assert chosen is not None
        words = _miles(chosen, sign.place.key)
        if not words:
            continue
        width, height = measure(words, True)
        width, height = width + 10, height + 2
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
            x = chosen.x + (sign.x - chosen.x) * share
            y = chosen.y + (sign.y - chosen.y) * share
            box = Box(x - width / 2, y - height / 2, width, height)
            if box.within(area) and not any(box.meets(other, 1) for other in taken):
                taken.append(box)
                placed.append(PlacedLabel(sign.place.key, words, box, strong=True))
                break
    return tuple(placed)


def _wishes(
    view: MapView,
    projection: Projection,
    signs: Sequence[Sign],
    marks: Sequence[Mark],
    chosen: Mark | None,
) -> list[LabelWish]:
    wishes = [
        LabelWish(s.place.key, _sign_words(s.place), s.x, s.y, SIGN, strong=True) for s in signs
    ]
    for zone in view.zones:
        x, y = projection.to_screen(zone.easting, zone.northing)
        half = min(projection.px(zone.radius_miles), 80.0)
        wishes.append(LabelWish(zone.key, f"Avoid: {zone.words}", x, y, half))
    if chosen is not None:
        half = chosen.half + 5
        title = chosen.option.title
        wishes.insert(0, LabelWish(chosen.option.key, title, chosen.x, chosen.y, half, strong=True))
    wishes += [
        LabelWish(mark.option.key, mark.option.title, mark.x, mark.y, mark.half)
        for mark in marks
        if mark.option.suitable and mark is not chosen
    ][:_MOST_LABELS]
    for place in view.places:
        if place.kind is PlaceKind.AREA_LABEL:
            x, y = projection.to_screen(place.easting, place.northing)
            wishes.append(LabelWish(place.key, place.words, x, y, -4.0))
    return wishes


def _sign_words(place: MapPlace) -> str:
    return f"{place.words} (about)" if place.approximate else place.words


def ring_in_sight(x: float, y: float, radius: float, area: Box) -> bool:
    """Say whether a handle on the ring can be seen at one of its places."""
    return any(_on_ring(x, y, radius, angle).within(area) for angle in _ANGLES)


def handle_angle(x: float, y: float, radius: float, area: Box, taken: Sequence[Box]) -> float:
    """Return the angle, in degrees clockwise from east, at which the radius handle covers nothing.

    The first of a fixed row of places that is in sight and clear of `taken`; else the one that covers least.
    """

    def cost(angle: int) -> tuple[bool, int]:
        box = _on_ring(x, y, radius, angle)
        return (not box.within(area), sum(box.meets(other, 2) for other in taken))

    return float(min(_ANGLES, key=cost))


def _on_ring(x: float, y: float, radius: float, angle: float) -> Box:
    turn = radians(angle)
    return box_round(x + radius * cos(turn), y + radius * sin(turn), HANDLE)
