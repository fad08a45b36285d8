"""What the children of the stories say on their own pages. Everybody in them is invented."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from art_desktop.domain.paper_forms import Answers, Row


def _dear(*people: tuple[str, str]) -> tuple[Row, ...]:
    return tuple(MappingProxyType({"who": who, "words": words}) for who, words in people)


PAGES: Final = MappingProxyType(
    {
        ("baby", "Ivy"): Answers(
            {
                "name": "Ivy",
                "loves": "Being held upright with my cheek on your neck. The hairdryer, two rooms away.",
                "good_at": "Holding on to one finger. Looking at faces.",
                "dear": _dear(("Mummy", "she sings to me when she comes")),
                "morning": "I wake up slowly. Milk first, then the window.",
                "daytime": "Short sleeps, one on somebody’s chest.",
                "bedtime": "Wrap me up with my hands free. Make it dark, and hum low.",
                "food_yes": "Milk, a little at a time, sitting up.",
                "sad": "Hold me close, hum, and walk slowly.",
            }
        ),
        ("small_pair", "Daisy"): Answers(
            {
                "loves": "Glitter! Sticky tape. Emptying handbags.",
                "good_at": "Putting things in pockets. Looking after Theo.",
                "dear": _dear(("Theo", "he is my baby"), ("Mummy", "she has a furry coat")),
                "morning": "I get up before everyone.",
                "evening": "Bath with bubbles. Theo goes in too.",
                "bedtime": "My furry hood. Leave the door open so I can hear.",
                "food_yes": "Beans. Bananas. Beans and bananas.",
                "food_no": "Yellow cheese.",
                "sad": "My furry hood and a cuddle.",
                "cross": "Let me lie on the floor. Then a biscuit.",
                "ask": "Where will Theo sleep?",
            }
        ),
        ("seven", "Poppy"): Answers(
            {
                "loves": "Woodlice. Ballet. My own knock-knock jokes.",
                "good_at": "Plaits. Making people laugh.",
                "dear": _dear(("My sister", "she gave me her cardigan"), ("Gus", "a snail")),
                "morning": "I like to pick my own socks.",
                "evening": "I need ten minutes on my own, then I talk a lot.",
                "bedtime": "My torch, and one story. Not a scary one.",
                "food_yes": "Noodles, apples in bits, fish pie.",
                "food_no": "Mushrooms. They look at me.",
                "sad": "Plait my hair.",
                "cross": "Let me go outside and look under stones.",
                "know": "I hear more than you think.",
                "ask": "Knock knock?",
            }
        ),
        ("brothers", "Toby"): Answers(
            {
                "loves": "Trains and buses and how they work. Being first up with nobody talking.",
                "good_at": "Maps. I always know the way home.",
                "dear": _dear(
                    ("Frankie", "my little brother"), ("Nan", "she is having her heart mended")
                ),
                "morning": "I get Frankie up. I know where his things are.",
                "evening": "Something to eat, then outside.",
                "bedtime": "Frankie in the same room. Landing light on.",
                "food_yes": "Anything with gravy.",
                "food_no": "Food that is all mixed up.",
                "sad": "Leave me be a bit, then ask me about trains.",
                "cross": "Let me walk. Do not stand in the door.",
                "know": "I look after Frankie. You can help, but ask me first.",
                "ask": "Can we ring Nan every day? When can we go back?",
                "bring": "Frankie’s blanket, my bus map, Nan’s photo",
            }
        ),
        ("brothers", "Frankie"): Answers(
            {
                "loves": "Diggers. Toby. Jumping off things.",
                "good_at": "Jumping. Counting to a hundred.",
                "dear": _dear(("Toby", "he is nine"), ("Nan", "she does the crusts off")),
                "bedtime": "I sleep with my blanket, near Toby.",
                "food_yes": "Toast with no crusts. Grapes.",
                "food_no": "Crusts!",
                "sad": "Toby.",
                "cross": "Jumping on a bed. Or a big squeeze.",
                "ask": "Have you got a digger?",
                "bring": "My blanket",
            }
        ),
        ("four", "Bethan"): Answers(
            {
                "loves": "Brass band on Wednesdays. Drawing maps of places that do not exist. Long baths.",
                "good_at": "The cornet. Knowing what the little ones want before they say it.",
                "dear": _dear(
                    ("Rhys, Nia and Wen", "we come as four"),
                    ("Mr Pryce from band", "he lets me play loud"),
                ),
                "morning": "I am slow. Please do not talk to me before breakfast.",
                "bedtime": "Half an hour with the light on, after the others are asleep.",
                "food_yes": "Jacket potatoes. Chips on Fridays.",
                "food_no": "Stew.",
                "sad": "Ask me about something else.",
                "cross": "A bath with the door locked. I always come out.",
                "know": "I am used to being the grown-up. I would like to stop, but tell me first who does it now.",
                "ask": "Is there somewhere that I can play the cornet? Will we stay together?",
                "bring": "Cornet, maps, the blue jumper (Nia needs it)",
            }
        ),
        ("four", "Rhys"): Answers(
            {
                "loves": "Fishing. Engines. Frying bacon.",
                "good_at": "Taking things apart. Mostly putting them back.",
                "dear": _dear(("My sisters and Wen", "even when they are loud")),
                "evening": "Outside until it is dark.",
                "food_yes": "Bacon.",
                "food_no": "Salad.",
                "sad": "Give me something to take apart.",
                "cross": "Shed.",
                "ask": "Have you got a shed?",
            }
        ),
        ("four", "Nia"): Answers(
            {
                "loves": "Snails. Orange things. Being carried.",
                "good_at": "Finding snails.",
                "dear": _dear(("Bethan", "she has a blue jumper"), ("Wen", "he posts me letters")),
                "bedtime": "Bethan’s blue jumper. Bethan near.",
                "food_yes": "Oranges, carrots, orange cheese.",
                "food_no": "Green things.",
                "sad": "Carry me.",
            }
        ),
        ("four", "Wen"): Answers(
            {
                "loves": "Buses. Water. Posting letters.",
                "good_at": "Letters. I write them all by myself.",
                "dear": _dear(("Bethan", ""), ("Rhys", ""), ("Nia", "I post her letters")),
                "bedtime": "A bus in each hand.",
                "food_yes": "Pasta. Peas one at a time.",
                "sad": "A bus in each hand.",
            }
        ),
        ("agreed", "Jayden"): Answers(
            {
                "loves": "Running, trainers, grime, my cousin’s barber shop.",
                "good_at": "The 800 metres. Being on time for it.",
                "dear": _dear(
                    ("Nana", "her voice notes"), ("Marlon", "my cousin, he does my hair")
                ),
                "morning": "I run before school. I will be back, I promise.",
                "bedtime": "Music with headphones. I do turn it off.",
                "food_yes": "Rice and peas, chicken, anything spicy.",
                "food_no": "Food with no taste.",
                "sad": "Let me run, then put food down and do not ask yet.",
                "cross": "Do not follow me. Text me: “food at seven”.",
                "know": "When I am late I am mostly just late.",
                "ask": "Who will do my hair? Is there a track?",
                "bring": "Trainers, headphones, my medals",
            }
        ),
        ("fifteen", "Kian"): Answers(
            {
                "loves": "Old synthesisers, bread, walking at night when it rains.",
                "good_at": "Mending things that other people throw away.",
                "dear": _dear(("Gran", "we ring on Sundays"), ("Dex", "my friend since Year 3")),
                "morning": "I do not do mornings. Tea outside the door works.",
                "evening": "I eat late. I will wash up.",
                "food_yes": "Bread that I made. Curry.",
                "food_no": "Being watched while I eat.",
                "sad": "Sit in the same room and do something else.",
                "cross": "Give me a way out of the room and half an hour.",
                "know": "I have told my story to a lot of people. Please read it, so that I do not have to.",
                "ask": "Can I bring my soldering iron? What happens if it does not work out?",
                "bring": "Laptop, the small synth, my bread tin",
            }
        ),
    }
)
"""By the key of the story and what the child is called."""
