"""What households of the demonstration tell a child who will come. Everything in them is invented."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

HOUSES: Final = (
    ("A brick house with a red door and a long garden. There are ducks at the end of it, and they know us.",
     "A red door. A long garden. Ducks!"),
    ("A house that is always half painted. The garden is wild at the back, and there is a den in it.",
     "A house and a wild garden. It has a den."),
    ("A bungalow with a big kitchen table. Most things happen at it. There is a swing on the apple tree.",
     "A big table. An apple tree. A swing."),
    ("Three floors and a lot of stairs. From the top window you can see the trains.",
     "Lots of stairs. You can see trains."),
)  # fmt: skip
ROOMS: Final = (
    ("Your room is at the top of the stairs, next to ours. You choose the bedding and what goes on the walls. We knock.",
     "Your room is next to ours. We knock."),
    ("Your bed is by the window. There is a shelf for your things, a box that locks, and a light that you can reach.",
     "Your bed is by the window. You have a night light."),
    ("It is the quiet room at the back. We have not painted it, so that you can say which colour.",
     "Your room is quiet. You pick the colour."),
)  # fmt: skip
FOODS: Final = (
    (("We eat together at six. Friday is pizza, and you choose what goes on it. If you do not like something, "
     "there is always toast."), "Pizza on Fridays. There is always toast."),
    ("Tell us what you like and we will learn to cook it. You can help, or just sit and talk.",
     "Tell us what you like. We will cook it."),
    ("There is soup on Mondays, curry on Saturdays, and fruit in the bowl that anybody may take at any time.",
     "You can take fruit when you want."),
)  # fmt: skip
DAYS: Final = (
    (("We get up at seven, and breakfast is noisy. After school there is a snack, and ten minutes when nobody asks you "
     "anything. Later there is a story or a programme, and lights go out when we have agreed it with you."),
     "Breakfast. School. A snack. Play. A story. Sleep."),
    ("Mornings are calm here. After school we go out if it is dry. On Sundays we stay in our pyjamas too long.",
     "We play outside. On Sundays we stay in pyjamas."),
)  # fmt: skip
RULES: Final = (
    ("We knock on doors. We say sorry, and that goes for grown-ups too. Phones sleep in the kitchen, ours as well.",
     "We knock. We say sorry. We are kind."),
    ("Nobody shouts at anybody. If you are late, tell us, and we will come and get you. Everybody does one job.",
     "No one shouts. We all help a bit."),
)  # fmt: skip
TOUCH: Final = (
    (("We know that you love your family, and you can say so here. Put their photos up. We will drive you to see them, "
     "and you can ring when that is agreed."), "You can put up photos of the people you love."),
    ("Your people are your people. We will help you ring them and see them, and we would like to hear about them.",
     "We help you see the people you love."),
)  # fmt: skip
SCHOOLS: Final = (
    ("We will take you to school and wait for you at the gate, until you say that you would rather go by yourself.",
     "We take you to school. We wait for you."),
    ("The bus stops near us, and we will do the trip with you as often as you like.",
     "We go to school with you."),
)  # fmt: skip
FAITHS: Final = (
    ("We keep Christmas and Easter. If your family keeps other days, tell us which, and we will keep those, too.",
     "We like Christmas. We will keep your special days."),
    ("We do not go to church. If you do, or to a mosque or a temple, we will take you there.",
     "Tell us your special days."),
)  # fmt: skip
SAID: Final = (
    ("They let you be grumpy.", "Best pizza. They came to my play."),
    ("You can talk to them about anything, and they do not go on about it.",),
    (),
    ("I was scared for one night and then I was not.", "They laugh a lot."),
)
MESSAGES: Final = (
    ("You do not have to like us straight away. Take your time. We are glad that you are coming.",
     "Take your time. We are glad you are coming."),
    ("We do not know you yet, and you do not know us. Bring what you love, and ask us everything.",
     "Bring what you love. Ask us everything."),
    ("The kettle is on, and the biscuit tin is where you can reach it. See you soon.",
     "The biscuits are for you. See you soon!"),
)  # fmt: skip
LINES: Final = (
    "I bake, and I sing while I do it. Sorry about that.",
    "I mend bikes. I am the quiet one.",
    "I tell bad jokes and good stories.",
    "I am always up first, so you will not be up alone.",
)

TOPICS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "house": HOUSES,
        "room": ROOMS,
        "food": FOODS,
        "day": DAYS,
        "rules": RULES,
        "touch": TOUCH,
        "school": SCHOOLS,
        "faith": FAITHS,
        "message": MESSAGES,
    }
)
"""What is told of each topic: the words, and fewer of them for younger children."""
