"""Open requests for young people that cannot wait. Everybody in them is invented."""

from __future__ import annotations

from typing import Final

from art_desktop.demo.families import Setting
from art_desktop.demo.names import ERITREAN
from art_desktop.demo.people import (
    ARRIVALS_TEAM,
    ASSESSMENT_TEAM,
    CARE_TEAM,
)
from art_desktop.demo.story import NEAR, Story, StoryChild, levels
from art_desktop.domain.needs import Avoid, FamilyTime, Needs
from art_desktop.domain.vocabulary import (
    CarersWanted,
    Level,
    Plan,
    Post,
    RequestKind,
    Sex,
    Stage,
    Together,
    Urgency,
)

TONIGHT: Final = Story(
    key="tonight",
    kind=RequestKind.FIRST_TIME,
    urgency=Urgency.URGENT,
    stage=Stage.AUTHORISED,
    needed_in_hours=10,
    referred_days_ago=0,
    team=ASSESSMENT_TEAM,
    outcode="PE1",
    decided_by=Post.ASSISTANT_DIRECTOR,
    urgent_reason="In the office with her social worker; nowhere to sleep tonight.",
    why=(
        "Her father was arrested this morning and will be kept in. Her mother lives in Scotland and has not been reached. School rang"
        " when nobody answered the door; she had a rucksack packed already."
    ),
    children=(
        StoryChild(
            first_name="Lexi",
            last_name="Sharman",
            sex=Sex.FEMALE,
            age=(12, 6, 2),
            school="Dunlinmere Academy",
            needs=Needs(
                school_stage="Year 8",
                keep_school=True,
                levels=levels(
                    emotional=(
                        Level.SOME,
                        "Composed, too composed; jokes with the reception staff and will not take her coat off.",
                        "Food first, then the telephone charger, then whatever she wants to say.",
                    ),
                    missing=Level.NONE,
                    substance=Level.NONE,
                    violence=Level.NONE,
                ),
                carers_wanted=None,
                someone_home=None,
                likes="Netball, wing attack. Korean pop music. Her telephone, which is at nine per cent.",
                good_at="Her head of year says languages, and being kind to new girls.",
                routines="Gets herself up and to the bus by ten to eight. Has done since she was nine.",
                food="Says she is not hungry. Ate two sandwiches when nobody was looking.",
                bedtime=None,
                comfort=None,
                wishes="“I just need to know who's feeding Biscuit.” Biscuit is a hamster; the caretaker has him.",
            ),
        ),
    ),
)

FIFTEEN: Final = Story(
    key="fifteen",
    kind=RequestKind.CHANGE,
    urgency=Urgency.URGENT,
    stage=Stage.SEARCHING,
    needed_in_hours=5 * 24,
    referred_days_ago=3,
    team=CARE_TEAM,
    outcode="PE1",
    lives=Setting.HOME,
    care_days=410,
    moves_days_ago=(255, 96),
    decided_by=Post.HEAD_OF_SERVICE,
    conditions="Somewhere he cannot walk to from the city centre. Strategy meeting before the move.",
    joint_funding=True,
    urgent_reason="The home has given notice and the police advise that he is moved within the week.",
    why=(
        "His children's home has given 28 days' notice, shortened to seven after two men came to the door for him. The police believe"
        " that he is made to carry drugs on a county line and is in debt to them."
    ),
    children=(
        StoryChild(
            first_name="Kian",
            last_name="Drakard",
            sex=Sex.MALE,
            age=(15, 2, 18),
            legal="C2",
            need="N5",
            school="The Ravelstock School",
            needs=Needs(
                plan=Plan.LONG_TERM,
                expected_weeks=120,
                school_stage="Year 11, part-time with tuition",
                ehcp=True,
                keep_school=False,
                family_time=(
                    FamilyTime("Nan", NEAR, "Whenever he will; she is who he rings"),
                    FamilyTime("Little sister, adopted", None, "A letter, twice a year"),
                ),
                avoid=(
                    Avoid("The men he owes money to work from here", "PE1", 3.0),
                    Avoid(
                        "Trains to London: no more than ten minutes' walk from a main-line station",
                        None,
                        None,
                    ),
                ),
                together=Together.APART,
                apart_reason="His sister is adopted; contact by letter.",
                levels=levels(
                    criminal_exploitation=(
                        Level.COMPLEX,
                        (
                            "Missing for up to four days, found in Grimsby and Norwich with money, a knife scar on the forearm and two"
                            " telephones. He says that it is his choice."
                        ),
                        (
                            "Distance, a fast start at something he can earn from, and adults who never say “gang”. The exploitation"
                            " worker, whom he likes, keeps on wherever he goes."
                        ),
                    ),
                    missing=(
                        Level.COMPLEX,
                        "Eleven times since September. Goes at night, comes back hungry and ashamed.",
                        "A text that says “chicken in the oven, door's open” has brought him home more than once.",
                    ),
                    substance=(
                        Level.SIGNIFICANT,
                        "Cannabis every day, to sleep.",
                        "Smokes less where there is somebody up late to talk to.",
                    ),
                    offending=(
                        Level.SIGNIFICANT,
                        "Referral order for possession with intent; five months to go.",
                        "He turns up if somebody drives him and waits.",
                    ),
                    violence=(
                        Level.SOME,
                        "Pushed a member of staff who stood in a doorway. No other harm to anybody he lives with.",
                        "Leave him a way out of every room.",
                    ),
                    emotional=(
                        Level.SIGNIFICANT,
                        "Does not sleep. Was with his cousin when the cousin was stabbed.",
                        "Trauma work is offered weekly; he has gone to three.",
                    ),
                    attachment=Level.SIGNIFICANT,
                    education=(
                        Level.SIGNIFICANT,
                        "Out of a classroom since Year 9, and the best welder the training centre has had at his age.",
                        "Short mornings, hands busy, certificates on the wall.",
                    ),
                    self_harm=Level.NONE,
                    sexual_behaviour=Level.NONE,
                    sexual_exploitation=Level.NONE,
                    fire=Level.NONE,
                    learning=Level.SOME,
                    independence=Level.SOME,
                ),
                no_other_children=None,
                no_younger_children=True,
                carers_wanted=CarersWanted.ANY,
                two_carers=True,
                own_bedroom=True,
                no_pets=False,
                likes="Welding. Staffies. Drill, and, if he knows you well, his nan's Motown records. Night fishing.",
                good_at="Metalwork, mental arithmetic, and calming other people's dogs.",
                routines="Awake until three, up at eleven. Shaves on Sundays. Rings his nan at six in the evening wherever he is.",
                food="Chicken, noodles, cereal at midnight. Will cook for everybody if asked to show how.",
                bedtime="Leave a lamp on in the kitchen.",
                comfort="Driving, with the heater on. A dog on the feet.",
                wishes="“Somewhere with a shed. And don't tell me I'm safe, just lock the door.”",
                health_words="Forearm healed. Dentist overdue. Sleep clinic referral made in October.",
            ),
        ),
    ),
)

ARRIVED: Final = Story(
    key="arrived",
    kind=RequestKind.FIRST_TIME,
    urgency=Urgency.URGENT,
    stage=Stage.REFERRED,
    needed_in_hours=30,
    referred_days_ago=0,
    team=ARRIVALS_TEAM,
    urgent_reason="Found at the services last night; slept in the interview room.",
    why=(
        "Found in the back of a lorry at the motorway services at two this morning with three adults he does not know. Says that he is"
        " sixteen, and the social workers believe him. Has asked for asylum."
    ),
    children=(
        StoryChild(
            first_name="Biniam",
            last_name="Tesfay",
            sex=Sex.MALE,
            age=(16, 3, 0),
            community=ERITREAN,
            religion="Christian, Orthodox",
            language="Tigrinya",
            need="N8",
            arrived_alone=True,
            needs=Needs(
                other_languages=("Arabic", "a little English"),
                needs_interpreter=True,
                immigration="Asylum claim made today; no documents",
                arrived_alone=True,
                plan=Plan.LONG_TERM,
                levels=levels(
                    language=(
                        Level.SIGNIFICANT,
                        "Some English from films. Nods to be polite when he has not understood.",
                        "A Tigrinya interpreter by telephone for anything that matters; ask him to say it back.",
                    ),
                    identity=(
                        Level.SIGNIFICANT,
                        "Orthodox: fasts on Wednesdays and Fridays, and wears a cross that he will not take off.",
                        "There is a congregation in the city; somebody to take him on the first Sunday.",
                    ),
                    emotional=(
                        Level.SIGNIFICANT,
                        "Startles at diesel engines. Was held in Libya for seven months and does not speak of it.",
                        "Quiet, his own room with a key, no questions about the journey.",
                    ),
                    health=(
                        Level.SOME,
                        "Feet badly blistered; scabies being treated; a cough to be looked at.",
                        "New shoes, size 43, before anything else.",
                    ),
                    independence=(
                        Level.SOME,
                        "Has looked after himself since thirteen. Has never used a cash machine.",
                        "Shown once, he has it.",
                    ),
                    violence=Level.NONE,
                    offending=Level.NONE,
                    substance=Level.NONE,
                ),
                own_bedroom=True,
                no_other_children=False,
                likes="Cycling: he knows every rider of the national team. Injera, and football with anybody.",
                good_at="Mending things. He fixed the interview-room radiator.",
                routines="Prays at dawn, standing, facing east.",
                food="No meat, milk or eggs on fasting days. Very sweet tea.",
                bedtime="Asked for the light to stay on and the door to be unlocked.",
                comfort="A voice message from his mother, eleven seconds long.",
                wishes="“School. Please, which day is school?”",
                health_words="Seen in accident and emergency at four this morning. Tuberculosis screen to be booked.",
            ),
        ),
    ),
)
