"""The map: geometry on the canvas, the radius by mouse and keyboard, choosing, words, the table beside it."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from art_desktop.domain.map_view import Bounds, MapOption, MapPlace, MapView, PlaceKind, drawn_at
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.gallery_map import sample_map
from art_desktop.ui.pictures import draw
from art_desktop.ui.theme.apply import Look
from art_desktop.ui.theme.tokens import Scheme
from art_desktop.ui.widgets.map_drawing import measure
from art_desktop.ui.widgets.map_panel import MapPanel
from art_desktop.ui.widgets.map_scene import (
    HANDLE,
    Box,
    LabelWish,
    Projection,
    box_round,
    fitted,
    handle_angle,
    lay_out,
    place_labels,
    spread,
)

EASTINGS, NORTHINGS = st.floats(80_000, 655_000), st.floats(5_000, 657_000)
SCALES, PIXELS = st.floats(4, 2000), st.floats(0, 1000)
POINTS = st.tuples(PIXELS, PIXELS)


def letters(words: str, strong: bool) -> tuple[float, float]:
    """Measure words without a font: as wide as they are long."""
    return (8.0 if strong else 7.0) * len(words), 16.0


@pytest.fixture
def panel(qtbot: QtBot) -> MapPanel:
    made = MapPanel()
    qtbot.addWidget(made)
    made.set_view(sample_map())
    draw(made, (1280, 800))
    return made


# Geometry


@given(EASTINGS, NORTHINGS, SCALES, POINTS)
def test_screen_and_grid_are_each_others_way_back(
    easting: float, northing: float, scale: float, point: tuple[float, float]
) -> None:
    projection = Projection(easting, northing, scale, 800, 600)
    assert projection.to_screen(*projection.to_grid(*point)) == pytest.approx(point, abs=1e-4)


@given(EASTINGS, NORTHINGS, SCALES, POINTS, st.floats(0.2, 5))
def test_zooming_holds_the_point_under_the_mouse(
    easting: float, northing: float, scale: float, point: tuple[float, float], factor: float
) -> None:
    projection = Projection(easting, northing, scale, 800, 600)
    held = projection.to_grid(*point)
    assert projection.zoomed(factor, *point).to_screen(*held) == pytest.approx(point, abs=1e-4)


@given(EASTINGS, NORTHINGS, st.floats(6_500, 300_000), st.floats(6_500, 300_000))
def test_fit_shows_the_whole(west: float, south: float, width: float, height: float) -> None:
    bounds = Bounds(west, south, west + width, south + height)
    projection = fitted(bounds, 800, 600, 44)
    for point in ((bounds.west, bounds.south), (bounds.east, bounds.north)):
        x, y = projection.to_screen(*point)
        assert 43.9 <= x <= 756.1
        assert 43.9 <= y <= 556.1


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=9), PIXELS, PIXELS), max_size=25))
def test_labels_cover_neither_each_other_nor_the_marks(
    wishes: list[tuple[str, float, float]],
) -> None:
    asked = [LabelWish(str(at), words, x, y, 11.0) for at, (words, x, y) in enumerate(wishes)]
    marks = [box_round(x, y, 11) for _, x, y in wishes]
    area = Box(0, 0, 1000, 1000)
    placed = place_labels(asked, marks, area, letters)
    assert placed == place_labels(asked, marks, area, letters)
    boxes = [label.box for label in placed]
    for at, box in enumerate(boxes):
        assert box.within(area)
        assert not any(box.meets(other) for other in (*marks, *boxes[:at]))


@given(st.lists(POINTS, max_size=60))
def test_marks_in_one_place_make_room_for_each_other(spots: list[tuple[float, float]]) -> None:
    found = spread(spots, (), 25)
    assert len(found) == len(spots)
    assert found == spread(spots, (), 25)
    for at, (x, y) in enumerate(found):
        near = [o for o in found[:at] if hypot(o[0] - x, o[1] - y) < 25 - 1e-3]
        assert not near or (x, y) == spots[at]


def test_twenty_at_one_address_are_all_apart() -> None:
    found = spread([(400.0, 300.0)] * 20, ((400.0, 300.0),), 25)
    apart = [hypot(a[0] - b[0], a[1] - b[1]) for a in found for b in found if a is not b]
    assert min(apart) >= 25 - 1e-6


@given(st.floats(60, 240), st.lists(POINTS, max_size=6))
def test_the_handle_keeps_clear_where_there_is_a_clear_place(
    radius: float, points: list[tuple[float, float]]
) -> None:
    area = Box(0, 0, 800, 600)
    taken = [box_round(x, y, 11) for x, y in points]
    angle = handle_angle(400, 300, radius, area, taken)
    assert angle == handle_angle(400, 300, radius, area, taken)
    if not taken:
        assert angle == 0


def test_rounding_is_for_drawing_alone() -> None:
    view = sample_map()
    option = view.option("hall, pe4")
    assert option is not None
    assert option.place is not None
    projection = Projection(519_000, 298_000, 30, 800, 600)
    layout = lay_out(view, projection, letters, with_excluded=True)
    mark = layout.mark(option.key)
    assert mark is not None
    exact = projection.to_screen(*drawn_at(option.place.easting, option.place.northing))
    assert (mark.spot_x, mark.spot_y) == exact
    assert option.miles_to("home") == 2.8  # from the postcodes: the point that is drawn is 2.9 away


# The radius


def test_dragging_the_handle_changes_the_radius(panel: MapPanel, qtbot: QtBot) -> None:
    canvas, handle = panel.canvas, panel.canvas.handle
    start = handle.rect().center()
    home = canvas.projection().to_screen(518_900, 298_700)
    target = QPoint(round(home[0] + canvas.projection().px(6.0)), round(home[1]))
    with qtbot.waitSignal(panel.radius_changed) as told:
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(handle, handle.mapFromParent(target))
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    assert told.args == [6.0]
    assert panel.radius == 6.0
    assert panel.words.text() == (
        "Within 6.0 miles of home: 5 of 10 options; 1 at a distance not known."
    )


def test_a_handle_dragged_out_of_the_picture_is_brought_back(panel: MapPanel) -> None:
    canvas, handle = panel.canvas, panel.canvas.handle
    canvas.zoom(3)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    handle.dragged.emit(QPoint(canvas.width() * 3, canvas.height() // 2))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    assert canvas.rect().contains(handle.geometry())


@pytest.mark.parametrize(
    ("key", "miles"),
    [
        (Qt.Key.Key_Up, 10.5),
        (Qt.Key.Key_Right, 10.5),
        (Qt.Key.Key_Down, 9.5),
        (Qt.Key.Key_Left, 9.5),
        (Qt.Key.Key_PageUp, 15.0),
        (Qt.Key.Key_PageDown, 5.0),
        (Qt.Key.Key_Home, 0.5),
        (Qt.Key.Key_End, 20.0),
    ],
)
def test_keys_change_the_radius(panel: MapPanel, key: Qt.Key, miles: float) -> None:
    told: list[float] = []
    panel.radius_changed.connect(told.append)
    QTest.keyClick(panel.canvas.handle, key)
    assert told == [miles]
    assert panel.canvas.handle.accessibleName() == f"Radius: {miles:.1f} miles"
    assert f"Within {miles:.1f} miles" in panel.canvas.handle.accessibleDescription()


def test_the_handle_is_a_slider_to_a_screen_reader(panel: MapPanel) -> None:
    face = QAccessible.queryAccessibleInterface(panel.canvas.handle)
    assert face.role() == QAccessible.Role.Slider
    assert face.valueInterface().currentValue() == 100


@pytest.mark.parametrize("miles", [0.5, 2.0, 5.0, 7.5, 10.0, 16.5, 20.0])
def test_nothing_overlaps_the_handle(panel: MapPanel, miles: float) -> None:
    panel.choose("hall, pe4")
    panel.set_radius(miles)
    canvas, handle = panel.canvas, panel.canvas.handle
    assert canvas.rect().contains(handle.geometry())
    disc = box_round(handle.x() + HANDLE, handle.y() + HANDLE, HANDLE - 2)
    touched = [box for box in canvas.layout_now().boxes() if box.meets(disc)]
    if miles >= 5:  # half a mile round the home is under its sign, whatever is done
        assert not touched


def test_outside_the_radius_is_drawn_dim(panel: MapPanel) -> None:
    panel.set_radius(10)
    mark = panel.canvas.layout_now().mark("lis, pe7")
    assert mark is not None
    at = QPoint(round(mark.x) - 7, round(mark.y))
    lit = draw(panel.canvas).pixelColor(at)
    panel.set_radius(4.5)
    panel.canvas.fit()
    mark = panel.canvas.layout_now().mark("lis, pe7")
    assert mark is not None
    dim = draw(panel.canvas).pixelColor(QPoint(round(mark.x) - 7, round(mark.y)))
    assert "lis, pe7" not in panel.canvas.inside
    assert lit.saturation() > 150 > dim.saturation()


def test_another_centre_counts_and_sorts_anew(panel: MapPanel) -> None:
    panel.canvas.set_centre("school")
    assert panel.canvas.centre_key == "school"
    assert "of school" in panel.canvas.accessibleDescription()
    told: list[float] = []
    panel.radius_changed.connect(told.append)
    panel._on_centre("mother")
    assert panel.words.text().startswith("Within 10.0 miles of family time with Mother: 7 of 10")
    assert panel.table.table.model.shown_rows()[0].option.key == "lis, pe7"
    assert told == []


# Choosing


def test_a_click_chooses(panel: MapPanel, qtbot: QtBot) -> None:
    mark = panel.canvas.layout_now().mark("elm house")
    assert mark is not None
    with qtbot.waitSignal(panel.option_chosen) as told:
        QTest.mouseClick(
            panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(mark.x), round(mark.y))
        )
    assert told.args == ["elm house"]
    assert panel.chosen == "elm house"
    row = panel.table.table.current()
    assert row is not None
    assert row.option.key == "elm house"


def test_arrow_keys_choose_from_the_best_on_and_enter_opens(panel: MapPanel) -> None:
    chosen: list[str] = []
    opened: list[str] = []
    panel.option_chosen.connect(chosen.append)
    panel.option_opened.connect(opened.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End):
        QTest.keyClick(panel.canvas, key)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert chosen == ["hall, pe4", "okafor, pe1", "hall, pe4", "nowak, pe1"]
    assert opened == ["nowak, pe1"]


def test_the_description_says_what_is_chosen_with_its_distances(panel: MapPanel) -> None:
    assert panel.canvas.accessibleDescription().endswith("No option is chosen.")
    panel.choose("hall, pe4")
    assert panel.canvas.accessibleDescription() == (
        "Within 10.0 miles of home: 6 of 10 options; 1 at a distance not known. "
        "Chosen: 1: Hall, PE4, In-house, score 82–90. 2.8 miles from home, 0.6 miles from school "
        "and about 6.9 miles from family time with Mother."
    )


def test_choosing_from_outside_says_nothing_back(panel: MapPanel) -> None:
    told: list[str] = []
    panel.option_chosen.connect(told.append)
    panel.choose("hall, pe4")
    panel.choose("")
    assert told == []
    assert panel.chosen == ""


def test_a_row_of_the_table_chooses_on_the_canvas(panel: MapPanel) -> None:
    told: list[str] = []
    panel.option_chosen.connect(told.append)
    panel.table.table.select("bridge care 4")
    assert told == ["bridge care 4"]
    assert panel.canvas.chosen == "bridge care 4"


def test_what_is_chosen_by_key_comes_into_the_picture(panel: MapPanel) -> None:
    canvas = panel.canvas
    canvas.zoom(8)
    panel.choose("elm house")
    mark = canvas.layout_now().mark("elm house")
    assert mark is not None
    assert canvas.rect().contains(QPoint(round(mark.x), round(mark.y)))


def test_the_miles_of_the_chosen_one_stand_on_the_map(panel: MapPanel) -> None:
    panel.choose("hall, pe4")
    layout = panel.canvas.layout_now()
    said = " ".join(label.words for label in (*layout.labels, *layout.miles))
    for miles in ("2.8 mi", "0.6 mi", "about 6.9 mi"):
        assert miles in said


# The table, words and what is missing


def test_those_not_suitable_are_shown_when_asked_for(panel: MapPanel) -> None:
    assert panel.canvas.layout_now().mark("dean, pe3") is None
    assert panel.table.table.model.total() == 10
    panel.excluded.setChecked(True)
    mark = panel.canvas.layout_now().mark("dean, pe3")
    assert mark is not None
    assert mark.half < 6
    assert panel.table.table.model.total() == 13
    assert "not suitable" in panel.canvas.words_at(mark.x, mark.y)


@pytest.mark.parametrize("size", [(1008, 620), (840, 500), (600, 400), (1600, 900)])
def test_nothing_lies_over_the_canvas_at_any_size(panel: MapPanel, size: tuple[int, int]) -> None:
    draw(panel, size)
    canvas = panel.canvas
    ours = QRect(canvas.mapTo(panel, QPoint()), canvas.size())
    for other in (panel.legend, panel.table, panel.notes, panel.words):
        assert not ours.intersects(QRect(other.mapTo(panel, QPoint()), other.size()))


def test_every_distance_is_in_the_table(panel: MapPanel) -> None:
    model = panel.table.table.model
    titles = [column.title for column in model.columns]
    assert titles == ["No.", "Option", "Home", "School", "Mother", "Within", "Kind", "Score"]
    for row in model.shown_rows():
        cells = [column.text(row) for column in model.columns]
        for at, place in enumerate(("home", "school", "mother"), 2):
            miles = row.option.miles_to(place)
            assert cells[at] == "–" if miles is None else f"{miles:.1f}" in cells[at]


def test_a_name_is_only_ever_text(panel: MapPanel) -> None:
    view = sample_map()
    odd = replace(view.options[0], title="<b>&amp;</b>")
    panel.set_view(replace(view, options=(odd, *view.options[1:])))
    mark = panel.canvas.layout_now().mark(odd.key)
    assert mark is not None
    assert "<b>&amp;</b>" in panel.canvas.words_at(mark.x, mark.y)
    assert panel.words.textFormat() == Qt.TextFormat.PlainText
    assert panel.notes.textFormat() == Qt.TextFormat.PlainText


def shown_words(panel: MapPanel) -> str:
    draw(panel)
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_empty_states_say_what_is_missing_and_what_next(panel: MapPanel) -> None:
    view = sample_map()
    panel.set_view(replace(view, places=()))
    assert (
        "No postcode is known for the home, so nothing can be drawn: add it under Needs."
        in shown_words(panel)
    )
    panel.set_view(replace(view, options=()))
    assert "run a search" in shown_words(panel)
    lost = view.option("cove")
    assert lost is not None
    panel.set_view(replace(view, options=(lost,)))
    assert "No postcode is known for Cove Lodge" in shown_words(panel)


def test_options_without_a_place_and_a_home_not_known_are_said_below(panel: MapPanel) -> None:
    assert "Not drawn, as no place is known for them: Cove Lodge." in panel.notes.text()
    assert "Millfield estate (1.0 miles round it)" in panel.notes.text()
    view = sample_map()
    rest = tuple(place for place in view.places if place.kind is not PlaceKind.HOME)
    panel.set_view(replace(view, places=rest))
    assert panel.canvas.centre_key == "school"
    assert "add it under Needs" in panel.notes.text()


def test_a_new_view_keeps_radius_choice_and_centre(panel: MapPanel) -> None:
    panel.set_radius(7.5)
    panel.choose("okafor, pe1")
    panel.canvas.set_centre("school")
    panel.set_view(sample_map())
    assert (panel.radius, panel.chosen) == (7.5, "okafor, pe1")
    assert panel.canvas.centre_key == "school"
    gone = tuple(o for o in sample_map().options if o.key != "okafor, pe1")
    panel.set_view(replace(sample_map(), options=gone))
    assert panel.chosen == ""


def many(count: int) -> MapView:
    def one(at: int) -> MapOption:
        key, tier = f"o{at}", tuple(Tier)[at % 4]
        place = MapPlace(
            key, PlaceKind.OPTION, key, 505_000 + at * 97, 285_000 + at * 7919 % 30_000
        )
        return MapOption(key, at + 1, tier, True, f"Option {at}", "60–70", place)

    return replace(sample_map(), options=tuple(one(at) for at in range(count)))


@pytest.mark.parametrize("scheme", list(Scheme))
def test_three_hundred_options_are_drawn_alike_each_time(
    panel: MapPanel, look: Look, scheme: Scheme
) -> None:
    look.force(scheme)
    panel.set_view(many(300))
    first = draw(panel.canvas, (800, 600))
    assert len(panel.canvas.layout_now().marks) == 300
    panel.set_view(many(300))
    assert draw(panel.canvas) == first


def test_keys_and_wheel_zoom_and_zero_fits(panel: MapPanel) -> None:
    canvas = panel.canvas
    before = canvas.projection()
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.projection().metres_per_px < before.metres_per_px
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.projection().metres_per_px == pytest.approx(before.metres_per_px)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert canvas.projection().easting > before.easting
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.projection() == before


def test_words_are_measured_with_air(look: Look) -> None:
    width, height = measure("Home", True)
    assert width > 20
    assert height > 10
