"""How each need shows in a child, and what works: brief words for those who are already placed."""

from __future__ import annotations

import random
from typing import Final

from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.vocabulary import Level, NeedCode

WORDS: Final[dict[NeedCode, tuple[tuple[str, str], ...]]] = {
    NeedCode.ATTACHMENT: (
        ("Tells new people very big stories about home.", "Listen, do not correct, write it down."),
        ("Cannot choose between two things in case it is the wrong one.", "Choose small things together, often."),
        ("Talks all day to keep an adult looking.", "Ten minutes of undivided attention before it is asked for."),
        ("Checks where the adults are every few minutes and panics when a door closes.",
         "Say where you are going and when you will be back, and be back."),
        ("Goes to any adult for a cuddle, strangers included.",
         "One or two people do the caring; kind, steady redirection."),
        ("Pushes carers away hardest after a good day.",
         "Name it out loud, stay near, do not take it to heart."),
        ("Hides food in drawers and under the pillow.",
         "A snack box that is never empty and never mentioned."),
    ),
    NeedCode.EMOTIONAL: (
        ("Laughs loudest when most frightened.", "Notice it quietly, afterwards."),
        ("Will not go upstairs alone after dark.", "Go up together first, and leave the lights on."),
        ("Holds everything in at school and lets go in the car.", "A snack, the radio, and no plans for the first hour."),
        ("Worries aloud at night about people at home.", "Ten minutes of talk at the same time each evening."),
        ("Goes quiet for days, then cries over something small.", "Doing something with hands, side by side."),
        ("Panics in crowds and on buses.", "Sitting at the front, headphones, knowing the way beforehand."),
        ("Low in the mornings; on the waiting list for the emotional health service.", "No questions before breakfast."),
    ),
    NeedCode.SELF_HARM: (
        ("Scratches arms when upset; last time in the summer.", "Checking in without fuss, and ice or elastic bands to hand."),
        ("Has cut twice this year, both after telephone calls home.", "A call is planned, with somebody nearby afterwards; sharps are put away."),
    ),
    NeedCode.BEHAVIOUR: (
        ("Hides under tables and will not come out for anybody.", "Slide a biscuit under and get on with something nearby."),
        ("Argues with every instruction and then carries it out.", "Say it once and walk away."),
        ("Breaks own things when ashamed.", "Mend them together the next day."),
        ("Shouts and throws whatever is near when told no.", "Two choices, both of them all right, and time to choose."),
        ("Swears at the person who sets a limit, and is sorry within the hour.", "Few rules, kept; no raised voices."),
        ("Cannot bear to lose at games.", "Games where everybody wins, and warnings before the end."),
        ("Takes small things that belong to others.", "A locked box each, and no courtroom."),
    ),
    NeedCode.MISSING: (
        ("Stays out past the time agreed, mostly at weekends, and answers the telephone.", "A lift home offered with no lecture."),
        ("Went missing four times this autumn, each time to a cousin's.", "An agreed plan with the cousin's mother; a call at nine."),
    ),
    NeedCode.OFFENDING: (
        ("One reprimand for shop theft with older friends.", "Busy weekends; the youth justice worker on Thursdays."),
        ("On a referral order for criminal damage.", "Transport to appointments, praise for keeping them."),
    ),
    NeedCode.SEXUAL_BEHAVIOUR: (
        ("Touched a younger child two years ago; work finished, no repeat.", "Own room, alarms agreed with the child, no younger children unwatched."),
        ("Uses sexual words well beyond the age, mostly when anxious.", "Calm correction, and the safety plan on the fridge door."),
    ),
    NeedCode.SEXUAL_EXPLOITATION: (
        ("Met an adult from an app last year; police were told.", "Telephone downstairs at night, open talk about it, trusted worker weekly."),
    ),
    NeedCode.CRIMINAL_EXPLOITATION: (
        ("Had a second telephone and new trainers nobody had bought.", "Being kept busy away from the centre; no questions at the door, talk later."),
    ),
    NeedCode.SUBSTANCE: (
        ("Smokes cannabis at weekends with friends.", "Straight talk; sees the young people's drug service fortnightly."),
        ("Vapes daily, and drank to being sick once.", "Agreed rules about the garden; no searching of rooms."),
    ),
    NeedCode.VIOLENCE: (
        ("Hit a former carer when cornered in the kitchen.", "Space, an open door, one adult talking."),
        ("Fights with boys of the same age.", "No others of the same age in the house."),
    ),
    NeedCode.FIRE: (("Set light to paper in a bin last spring; fire service has visited.", "Lighters out of reach, smoke alarm in the room."),),
    NeedCode.EATING: (
        ("Leaves the table after a few mouthfuls and exercises at night.", "Meals with company, no talk of weight; the clinic on Tuesdays."),
        ("Eats until it hurts when worried, then hides the wrappers.", "Three meals and three snacks, always at the same times."),
    ),
    NeedCode.ANIMALS: (("Kicked a dog last winter and cried about it afterwards.", "No animals left alone together with the child; praise for gentleness."),),
    NeedCode.EXPLOITS: (("Has brought younger boys to people who give them things to carry.", "No younger ones in the home; the exploitation team meets monthly."),),
    NeedCode.HEALTH: (
        ("Asthma: brown inhaler twice a day, blue when needed.", "Spacer by the bed and one in the school bag."),
        ("Eczema, worst behind the knees in winter.", "Cream after the bath, cotton sheets."),
        ("Wears glasses and forgets them; patch for an hour a day.", "Spare pair at school."),
        ("Coeliac.", "Separate toaster, and snacks sent to parties."),
    ),
    NeedCode.LEARNING: (
        ("Reads about three years behind and hides it.", "Pictures with words, one instruction at a time."),
        ("Moderate learning disability; understands more than is said.", "Short sentences and time."),
    ),
    NeedCode.AUTISM: (
        ("Autism: loud places are painful and changes of plan frightening.", "A visual timetable and ear defenders."),
        ("Autism, diagnosed at six; one topic at a time, mostly trains.", "Warning before every change, the same cup."),
    ),
    NeedCode.SENSORY: (("Hearing aids in both ears.", "Face the child, good light, no calling from another room."),),
    NeedCode.EDUCATION: (
        ("Bright and bored; chats.", "Harder books, and a seat at the front."),
        ("Needs every instruction twice.", "One thing at a time, on a sticky note."),
        ("Two fixed-term exclusions this year.", "Breakfast at school and a named adult at the gate."),
        ("Missed most of last spring; catching up in mathematics.", "Half an hour's homework together before tea."),
        ("Settled, and needs encouragement to stay so.", "Carers who come to every parents' evening."),
    ),
    NeedCode.INDEPENDENCE: (
        ("Can cook two meals; money is gone by Tuesday.", "A weekly shop done together with a list."),
        ("Gets up for college if called twice.", "Bus pass, bank card, practice at making appointments."),
    ),
    NeedCode.LANGUAGE: (
        ("Everyday English; loses the thread when several people speak.", "Interpreter for anything official, a translation app for the rest."),
        ("Little English as yet, learning fast.", "Pictures, patience, classes from the first week."),
    ),
}  # fmt: skip
"""For children of four and over: pairs of how it shows and what works."""

_SMALL: Final[dict[NeedCode, tuple[tuple[str, str], ...]]] = {
    NeedCode.ATTACHMENT: (
        ("Does not cry when left, and goes to anybody.", "The same face at every feed and every waking."),
        ("Stiffens when held.", "Held often and not for long, facing out at first."),
        ("Watches faces closely and startles at loud voices.", "A quiet house and a low voice."),
        ("Screams when put down.", "A sling, and time."),
    ),
    NeedCode.EMOTIONAL: (
        ("Wakes crying several times a night.", "Patted, not lifted, with the same words each time."),
        ("Clings at handovers.", "A muslin that smells of the carer."),
    ),
    NeedCode.BEHAVIOUR: (
        ("Throws food and toys.", "Small amounts, and everything off the floor without a word."),
        ("Hits out when tired.", "A nap before, not after."),
    ),
    NeedCode.HEALTH: (
        ("Reflux; feeds slowly and brings much of it back.", "Upright for half an hour after each bottle."),
        ("Born early; weighed every fortnight.", "High-calorie milk, and the health visitor's number."),
        ("Eczema in every crease.", "Cream after the bath, cotton next to the skin."),
        ("Wheezes with every cold.", "Inhaler with a spacer and mask."),
    ),
    NeedCode.LEARNING: (("Not yet walking; seen by the community doctor.", "On the floor to play, several times a day."),),
}  # fmt: skip
_FOR_MIXED: Final = (
    ("Is asked at school where he or she is “really” from.", "Carers who talk about it first; hair and skin cared for properly."),
    ("Knows one side of the family and nothing of the other.", "Photographs, names, a map on the wall."),
)  # fmt: skip
_FROM_ELSEWHERE: Final = (
    ("Asks about the family's country and has few photographs.", "Life story work, food and holidays from home."),
    ("Understands the family's language and will not speak it.", "No pressing; songs, and visitors who speak it."),
)  # fmt: skip


def need_answers(
    rng: random.Random, needs: dict[NeedCode, Level], age: int, ethnic: str, religion: str
) -> dict[NeedCode, NeedAnswer]:
    """Return levels as answers: each real need says how it shows and what works, to fit age and heritage."""
    answers = {}
    for code, level in needs.items():
        choice: tuple[tuple[str, str], ...] = ()
        if code is NeedCode.IDENTITY:
            choice = _identity(ethnic, religion)
        elif age < 4:
            choice = _SMALL.get(code, ())
        else:
            choice = WORDS.get(code, ())
        shown, works = rng.choice(choice) if choice and level is not Level.NONE else ("", "")
        answers[code] = NeedAnswer(level=level, words=shown, what_works=works)
    return answers


def _identity(ethnic: str, religion: str) -> tuple[tuple[str, str], ...]:
    """Return what may be said of heritage and faith for an ethnicity (a DfE code) and a religion."""
    choice = _FOR_MIXED if ethnic.startswith("M") else _FROM_ELSEWHERE
    if religion.startswith("Muslim"):
        return (
            *choice,
            (
                "Wants to go on going to the mosque on Fridays.",
                "Lifts, halal food, and knowing when the fast begins.",
            ),
        )
    if religion not in {"", "No religion"}:
        return (
            *choice,
            (
                "Used to worship with the family every week.",
                "Taken along, by somebody who will sit through it too.",
            ),
        )
    return choice
