"""Open requests for brothers and sisters and for small children. Everybody in them is invented."""

from __future__ import annotations

from typing import Final

from art_desktop.demo.families import Setting
from art_desktop.demo.names import PAKISTANI
from art_desktop.demo.people import (
    ASSESSMENT_TEAM,
    DISABILITY_TEAM,
    PERMANENCY_TEAM,
    SAFEGUARDING_TEAM,
)
from art_desktop.demo.stories_brothers import BROTHERS
from art_desktop.demo.story import HOME, NEAR, Story, StoryChild, levels, nothing_of
from art_desktop.domain.needs import FamilyTime, Needs
from art_desktop.domain.vocabulary import (
    CarersWanted,
    Level,
    NeedCode,
    Plan,
    Post,
    RequestKind,
    Sex,
    Stage,
    Together,
    Urgency,
)

BABY: Final = Story(
    key="baby",
    kind=RequestKind.FIRST_TIME,
    urgency=Urgency.PLANNED,
    stage=Stage.SEARCHING,
    needed_in_hours=2 * 24 + 4,
    referred_days_ago=9,
    team=ASSESSMENT_TEAM,
    outcode="PE3",
    decided_by=Post.PASP,
    conditions="Family time four times a week, near the hospital; carers to be told how to see withdrawal.",
    why=(
        "Born six days ago at 37 weeks. Both parents use heroin and an older child was adopted last year. The parents accept that"
        " she cannot come home from hospital while they are assessed. Ready to leave the ward the day after tomorrow."
    ),
    children=(
        StoryChild(
            first_name="Ivy",
            last_name="Setchell",
            sex=Sex.FEMALE,
            age=(0, 0, 6),
            needs=Needs(
                avoid=(),
                plan=Plan.SHORT_TERM,
                expected_weeks=30,
                family_time=(
                    FamilyTime(
                        "Mother and father", NEAR, "Four times a week, supervised, two hours"
                    ),
                ),
                levels=levels(
                    health=(
                        Level.SIGNIFICANT,
                        "Coming off methadone: a high, tight cry, sneezing, hard to settle. Weaned to one dose a day.",
                        "Swaddled, dim, quiet; small feeds every two and a half hours. The ward will teach the carers.",
                    ),
                    attachment=(
                        Level.SOME,
                        "Six nurses in six days.",
                        "One or two people only to feed her, skin close by, from the first night.",
                    ),
                    **nothing_of(
                        *(
                            code
                            for code in NeedCode
                            if code
                            not in {
                                NeedCode.HEALTH,
                                NeedCode.ATTACHMENT,
                                NeedCode.SENSORY,
                                NeedCode.LEARNING,
                                NeedCode.AUTISM,
                                NeedCode.IDENTITY,
                            }
                        )
                    ),
                ),
                no_other_children=None,
                carers_wanted=CarersWanted.ANY,
                someone_home=True,
                no_pets=None,
                own_bedroom=False,
                non_smoking=True,
                likes="Being held upright with her cheek against a neck. The sound of a hairdryer two rooms away.",
                good_at="Gripping. She took the night nurse's lanyard and kept it through a whole feed.",
                routines="Feeds at about six, half past eight, eleven, and so on round. Awake longest at four in the morning.",
                food="Formula, 60 ml, warmed; winded twice. Mother would like to go on expressing.",
                bedtime="There is none yet. On her back in her own cot beside the carers' bed.",
                comfort="Swaddling with her hands up, darkness, and somebody humming low.",
                wishes="Too small to say. Her mother asks that she be called by both her first names and kept in the yellow hat.",
                health_words="Hearing screen passed. Hepatitis B course begun. Scored for withdrawal every four hours.",
            ),
        ),
    ),
)

SMALL_PAIR: Final = Story(
    key="small_pair",
    kind=RequestKind.FIRST_TIME,
    urgency=Urgency.URGENT,
    stage=Stage.OFFERS_IN,
    needed_in_hours=28,
    referred_days_ago=2,
    team=ASSESSMENT_TEAM,
    outcode="PE1",
    decided_by=Post.ASSISTANT_DIRECTOR,
    urgent_reason="The aunt can keep them until tomorrow and no longer.",
    why=(
        "Left alone overnight twice this month. With an aunt since Thursday under an agreement with their mother; the aunt works"
        " nights and cannot go on. Interim order to be asked for on Friday."
    ),
    children=(
        StoryChild(
            first_name="Daisy",
            last_name="Newling",
            sex=Sex.FEMALE,
            age=(4, 1, 20),
            school="Brindlecote Primary School",
            needs=Needs(
                plan=Plan.SHORT_TERM,
                expected_weeks=26,
                school_stage="Reception",
                keep_school=True,
                family_time=(
                    FamilyTime("Mother", NEAR, "Three times a week, supervised"),
                    FamilyTime("Aunt", HOME, "Saturdays"),
                ),
                together=Together.TOGETHER,
                levels=levels(
                    attachment=(
                        Level.SIGNIFICANT,
                        "Feeds her brother before herself and asks every visitor whether they are staying the night.",
                        "Answer her truly each time. A picture chart of who is here in the morning and who at night.",
                    ),
                    behaviour=(
                        Level.SOME,
                        "Bites when something is taken from her.",
                        "Two of everything, and words for it: “my turn next”.",
                    ),
                    health=(
                        Level.SOME,
                        "Four teeth to come out; dentist's list.",
                        "Soft food on bad days.",
                    ),
                    education=Level.SOME,
                    learning=Level.NONE,
                    autism=Level.NONE,
                ),
                someone_home=True,
                non_smoking=True,
                own_bedroom=False,
                likes="Glitter. Sellotape. Emptying handbags and putting everything back in the wrong pockets.",
                good_at="Songs with actions: she knows eleven and will teach you.",
                routines="School until midday this half term. A nap if she is let, on the rug, under a coat.",
                food="Eats fast and then looks for more. Bananas are the favourite. She must be able to see the fruit bowl.",
                bedtime="Seven o'clock in theory. In practice when her brother is asleep, because she is listening for him.",
                comfort="A coat with a furry hood that was her mother's.",
                wishes="“I want my brother's cot by my bed and a real unicorn.”",
            ),
        ),
        StoryChild(
            first_name="Theo",
            last_name="Newling",
            sex=Sex.MALE,
            age=(1, 11, 2),
            needs=Needs(
                plan=Plan.SHORT_TERM,
                expected_weeks=26,
                family_time=(FamilyTime("Mother", NEAR, "Three times a week, supervised"),),
                together=Together.TOGETHER,
                levels=levels(
                    attachment=(
                        Level.SOME,
                        "Does not cry when he falls, and does not come to be picked up.",
                        "Pick him up anyway, and say “ouch” for him.",
                    ),
                    health=(
                        Level.SOME,
                        "Small for his age; weighed weekly by the health visitor. Nappy rash healing.",
                        "Three meals and three snacks, full-fat everything, sitting up at a table with others.",
                    ),
                    sensory=Level.NONE,
                    learning=(
                        Level.SOME,
                        "Four words. Walks well. Waiting for a development check.",
                        "Talk to him about what his hands are doing.",
                    ),
                ),
                someone_home=True,
                non_smoking=True,
                own_bedroom=False,
                likes="Lids, keys, wheels, water. Anything that can be posted through anything.",
                good_at="Climbing. Take your eyes off him and he is on the table, quite calm.",
                routines="Wakes at five and is cheerful. Sleeps from one until three.",
                food="Still learning to chew; mash, yoghurt, toast fingers, milk from a cup with a lid.",
                bedtime="A bottle, a dummy, and his sister's voice through the bars.",
                comfort="His dummy, held in the hand and not in the mouth.",
                wishes="Reaches for his sister.",
            ),
        ),
    ),
)

SEVEN: Final = Story(
    key="seven",
    kind=RequestKind.CHANGE,
    urgency=Urgency.PLANNED,
    stage=Stage.SEARCHING,
    needed_in_hours=9 * 24,
    referred_days_ago=6,
    team=SAFEGUARDING_TEAM,
    outcode="PE2",
    lives=Setting.IN_HOUSE,
    care_days=74,
    decided_by=Post.HEAD_OF_SERVICE,
    why=(
        "Came to her present carers in an emergency; they have a baby grandson arriving and cannot keep her for long. She needs a"
        " family who can keep her through the court case, close to her sister."
    ),
    children=(
        StoryChild(
            first_name="Poppy",
            last_name="Rowell",
            sex=Sex.FEMALE,
            age=(7, 8, 15),
            legal="C1",
            school="Wickenholme Primary Academy",
            needs=Needs(
                avoid=(),
                plan=Plan.SHORT_TERM,
                expected_weeks=36,
                school_stage="Year 3",
                ehcp=False,
                keep_school=True,
                family_time=(
                    FamilyTime(
                        "Older sister, who lives with an aunt",
                        NEAR,
                        "Every Saturday, a sleepover when it can be had",
                    ),
                    FamilyTime("Father", NEAR, "Fortnightly, supervised"),
                ),
                levels=levels(
                    attachment=(
                        Level.SIGNIFICANT,
                        "Polite to a fault; asks permission to use the toilet, and thanks you for water.",
                        "Let her be cross. The carers she has now cheered when she first slammed a door.",
                    ),
                    emotional=(
                        Level.SIGNIFICANT,
                        "Night terrors at about eleven; does not remember them.",
                        "Do not wake her. Sit on the floor in the dark and say her name, slowly.",
                    ),
                    sexual_behaviour=Level.NONE,
                    behaviour=Level.NONE,
                    violence=Level.NONE,
                    health=(
                        Level.SOME,
                        "Wears glasses; a patch for an hour a day until Easter.",
                        "She does it during cartoons and keeps the sticker chart herself.",
                    ),
                    education=(
                        Level.SOME,
                        "Loves school. Freezes in tests.",
                        "Her teaching assistant goes with her to the hall.",
                    ),
                ),
                no_other_children=False,
                two_carers=None,
                carers_wanted=CarersWanted.ANY,
                own_bedroom=True,
                someone_home=True,
                no_pets=False,
                likes="Woodlice, ballet, knock-knock jokes of her own making that do not work.",
                good_at="Handwriting. Being brave at the dentist. Sharing, without being asked.",
                routines="Likes to know at breakfast what is for tea. Ballet on Thursdays at half past four.",
                food="Everything except tomatoes, “the wet ones”. Porridge with a face on it.",
                bedtime="Half past seven: two chapters, one glass of water, wardrobe door shut.",
                comfort="A torch, a cardigan of her sister's, and somebody plaiting her hair.",
                wishes="“Can my new people come and see me dance before I live there?”",
                health_words="Eye clinic every six weeks.",
            ),
        ),
    ),
)

LINK: Final = Story(
    key="link",
    kind=RequestKind.SHORT_BREAK,
    urgency=Urgency.PLANNED,
    stage=Stage.REFERRED,
    needed_in_hours=24 * 24,
    referred_days_ago=4,
    team=DISABILITY_TEAM,
    outcode="PE1",
    why=(
        "One weekend a month with a Link carer, so that his parents can sleep and his sisters have a turn. He lives at home, is much"
        " loved, and has not been away before."
    ),
    children=(
        StoryChild(
            first_name="Danyal",
            last_name="Akhtar",
            sex=Sex.MALE,
            age=(8, 9, 1),
            community=PAKISTANI,
            religion="Muslim",
            language="Urdu",
            need="N2",
            school="Kestermead Primary School",
            needs=Needs(
                avoid=(),
                other_languages=("English", "Punjabi"),
                needs_interpreter=False,
                plan=Plan.RETURN_HOME,
                expected_weeks=52,
                school_stage="Year 4, resource base",
                ehcp=True,
                keep_school=True,
                levels=levels(
                    autism=(
                        Level.COMPLEX,
                        "Speaks in single words, some Makaton. A change of route home is a catastrophe.",
                        "Photographs of the house, the bed and the breakfast bowl sent two weeks ahead; now, next, then.",
                    ),
                    learning=Level.SIGNIFICANT,
                    health=(
                        Level.SIGNIFICANT,
                        "Epilepsy: two seizures this year, both in sleep. Pads at night.",
                        "Monitor under the mattress; emergency medicine and a trained carer.",
                    ),
                    sensory=(
                        Level.SOME,
                        "Hand dryers, balloons and dogs that bark are painful to him.",
                        "Ear defenders always in the bag.",
                    ),
                    behaviour=(
                        Level.SOME,
                        "Runs towards water.",
                        "Locked gates, held hands, and never the river path.",
                    ),
                    identity=(
                        Level.SOME,
                        "Fridays are for the mosque with his grandfather; halal food.",
                        "Meat from his mother's butcher, who will make up a parcel.",
                    ),
                ),
                no_pets=True,
                someone_home=True,
                non_smoking=True,
                own_bedroom=True,
                ground_floor=None,
                likes="Lifts, escalators, automatic doors, the car wash. Bollywood songs, very loud, and the same one nine times.",
                good_at="Jigsaws picture side down. Remembering number plates.",
                routines="Shoes off at the door, hands washed, then the tablet for twenty minutes. Swimming on Saturdays.",
                food="Rice, daal, chips, mango. Drinks only from the blue beaker.",
                bedtime="Half past eight; a weighted blanket, and his father's recorded voice counting down from twenty.",
                comfort="Deep pressure on the shoulders. The sound of a tumble dryer.",
                wishes="His communication book has “pool”, “song”, “Mummy car” and “home”. He put all four on the table.",
                health_words="Epilepsy nurse at the hospital will train the carer. Midazolam plan attached to his passport.",
            ),
        ),
    ),
)

STAYS_FOR_GOOD: Final = Story(
    key="for_good",
    kind=RequestKind.PERMANENT,
    urgency=Urgency.PLANNED,
    stage=Stage.REFERRED,
    needed_in_hours=38 * 24,
    referred_days_ago=11,
    team=PERMANENCY_TEAM,
    outcode="PE7",
    lives=Setting.IN_HOUSE,
    care_days=840,
    why=(
        "He has been with his carers for two years and they have asked to bring him up. The fostering panel has a date next month; the"
        " match is for the Agency Decision Maker after that."
    ),
    children=(
        StoryChild(
            first_name="Logan",
            last_name="Spriggs",
            sex=Sex.MALE,
            age=(8, 3, 9),
            legal="C2",
            school="Otterwell Primary School",
            needs=Needs(
                avoid=(),
                plan=Plan.LONG_TERM,
                school_stage="Year 4",
                ehcp=False,
                keep_school=True,
                family_time=(
                    FamilyTime("Mother", NEAR, "Six times a year"),
                    FamilyTime("Two grown-up brothers", NEAR, "School holidays"),
                ),
                levels=levels(
                    attachment=(
                        Level.SOME,
                        "Still asks “am I here on Monday?”, but smiles when he does.",
                        "“Yes. And the Monday after that.”",
                    ),
                    education=(
                        Level.SOME,
                        "Two years behind in reading when he came, six months now.",
                        "Ten minutes a night, in the bath, with plastic letters.",
                    ),
                    behaviour=Level.SOME,
                    emotional=Level.SOME,
                    health=Level.NONE,
                    identity=(
                        Level.SOME,
                        "Wants to know why he could not live at home.",
                        "His life story book, one page at a time, when he fetches it.",
                    ),
                ),
                own_bedroom=True,
                likes="Ferrets, of which there are now two. Mud kitchens, still. Being timed at things.",
                good_at="Running: he came third for the county. Making his foster sister laugh in church.",
                routines="Feeds the ferrets before he feeds himself. Beavers has become Cubs.",
                food="Roast anything. He makes the Yorkshire puddings.",
                bedtime="Eight o'clock, one story each way: he reads one, then hears one.",
                comfort="The bottom stair, where the dog sleeps.",
                wishes="“I want it wrote down that I'm stopping here till I'm old.”",
            ),
        ),
    ),
)

FAMILIES: Final = (BROTHERS, BABY, SMALL_PAIR, SEVEN, LINK, STAYS_FOR_GOOD)
