"""Open requests for older children and young people. Everybody in them is invented."""

from __future__ import annotations

from typing import Final

from art_desktop.demo.families import Setting
from art_desktop.demo.names import MIXED, POLISH
from art_desktop.demo.people import (
    CARE_TEAM,
    SAFEGUARDING_TEAM,
)
from art_desktop.demo.stories_urgent import ARRIVED, FIFTEEN, TONIGHT
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
    Urgency,
)

POLISH_GIRL: Final = Story(
    key="with_worker",
    kind=RequestKind.CHANGE,
    urgency=Urgency.PLANNED,
    stage=Stage.WITH_SOCIAL_WORKER,
    needed_in_hours=7 * 24,
    referred_days_ago=13,
    team=CARE_TEAM,
    outcode="PE1",
    lives=Setting.AGENCY,
    care_days=520,
    moves_days_ago=(310,),
    decided_by=Post.HEAD_OF_SERVICE,
    why=(
        "An hour's drive from her school, her brother and her church. The plan has been to bring her back to the city since her last review;"
        " the agency's carers agree and will help with the move."
    ),
    children=(
        StoryChild(
            first_name="Zuzanna",
            last_name="Kubiak",
            known_as="Zuza",
            sex=Sex.FEMALE,
            age=(11, 5, 7),
            community=POLISH,
            religion="Christian, Catholic",
            language="Polish",
            legal="C2",
            school="St Guthlac's Catholic High School",
            needs=Needs(
                avoid=(),
                other_languages=("English",),
                needs_interpreter=False,
                plan=Plan.LONG_TERM,
                expected_weeks=300,
                school_stage="Year 7",
                keep_school=True,
                family_time=(
                    FamilyTime("Older brother", NEAR, "Every Sunday after Mass"),
                    FamilyTime("Grandmother in Łódź", None, "Video call, Wednesdays"),
                ),
                levels=levels(
                    identity=(
                        Level.SIGNIFICANT,
                        "Dreams in Polish and is losing the words; angry about it.",
                        "Saturday school, Polish spoken at home if it can be, her grandmother on the screen.",
                    ),
                    attachment=(
                        Level.SOME,
                        "Decides in the first hour whether a house is safe, and is mostly right.",
                        "Introduce the rooms before the people.",
                    ),
                    emotional=(
                        Level.SOME,
                        "Sad in November, when her mother died.",
                        "Candles on the first of the month; somebody to go with her.",
                    ),
                    education=(
                        Level.SOME,
                        "Top sets; bored, and then cheeky.",
                        "More mathematics. She asks for it.",
                    ),
                    behaviour=Level.NONE,
                    health=Level.NONE,
                    missing=Level.NONE,
                    self_harm=Level.NONE,
                ),
                own_bedroom=True,
                no_pets=False,
                likes="Volleyball. Fractions. Frost on spider webs. Arguing about films.",
                good_at="The violin, second grade with distinction, and making pierogi faster than adults.",
                routines="Practises twenty minutes before school. Mass on Sundays is hers, nobody has to make her.",
                food="Soup first. Christmas Eve has twelve dishes and she will need help with at least four.",
                bedtime="Nine, and she reads until she is found.",
                comfort="Her mother's scarf. Tidying a drawer.",
                wishes="“I would like them to say my name properly. Zoo-ZAN-na. Or Zuza, that is all right.”",
            ),
        ),
    ),
)

THIRTEEN: Final = Story(
    key="indicative",
    kind=RequestKind.FIRST_TIME,
    urgency=Urgency.PLANNED,
    stage=Stage.REFERRED,
    needed_in_hours=22 * 24,
    referred_days_ago=5,
    team=SAFEGUARDING_TEAM,
    outcode="PE3",
    why=(
        "The protection plan has not kept her safe from her mother's partner. To the panel next week; this search is to tell the panel"
        " what there is, and nobody is to be asked."
    ),
    children=(
        StoryChild(
            first_name="Paige",
            last_name="Goodliffe",
            sex=Sex.FEMALE,
            age=(13, 10, 25),
            school="Hazelthwaite Academy",
            needs=Needs(
                gender_words=None,
                plan=Plan.SHORT_TERM,
                expected_weeks=40,
                school_stage="Year 9",
                keep_school=True,
                family_time=(
                    FamilyTime("Mother", NEAR, "Weekly, without her partner"),
                    FamilyTime("Best friend's family", NEAR, "As often as she likes"),
                ),
                avoid=(Avoid("Her mother's partner works at the depot here", "PE2", 1.0, None),),
                levels=levels(
                    self_harm=(
                        Level.SIGNIFICANT,
                        "Cuts her thighs, about monthly; tells her form tutor next day.",
                        "Dressings where she can reach them, no fuss, and a walk. Blades counted.",
                    ),
                    emotional=(
                        Level.SIGNIFICANT,
                        "Low; sees the nurse at school. Does not eat at lunch.",
                        "Being invited and not pressed.",
                    ),
                    sexual_exploitation=(
                        Level.SOME,
                        "Messages from a man who says that he is nineteen.",
                        "Knows that her telephone is looked at, and agreed to it.",
                    ),
                    attachment=Level.SOME,
                    education=Level.SOME,
                    violence=Level.NONE,
                    offending=Level.NONE,
                    missing=(
                        Level.SOME,
                        "Walks at night when it is loud at home.",
                        "Has never gone where it is quiet.",
                    ),
                ),
                carers_wanted=CarersWanted.WOMEN_ONLY,
                own_bedroom=True,
                no_younger_children=False,
                someone_home=True,
                likes="Charity shops, sad songs, sketching strangers on the bus and giving them the drawing.",
                good_at="Drawing hands. Nobody can draw hands.",
                routines="A bath with the door locked and music on, every night, forty minutes. It is not negotiable.",
                food="Vegetarian since seeing the abattoir lorry. Eats better standing up.",
                bedtime="Ten. Telephone stays downstairs if the carers' do too.",
                comfort="Her best friend's mother, rung at any hour.",
                wishes="“A house with no men in it, for a bit. No offence to them.”",
            ),
        ),
    ),
)

LATE: Final = Story(
    key="late",
    kind=RequestKind.CHANGE,
    urgency=Urgency.PLANNED,
    stage=Stage.SEARCHING,
    needed_in_hours=-4 * 24,
    referred_days_ago=26,
    team=CARE_TEAM,
    outcode="PE7",
    lives=Setting.IN_HOUSE,
    care_days=690,
    moves_days_ago=(505, 330),
    decided_by=Post.HEAD_OF_SERVICE,
    why=(
        "His carers gave notice when their daughter came home with a baby. They have waited four days past it and say that they can"
        " manage until the weekend."
    ),
    children=(
        StoryChild(
            first_name="Harvey",
            last_name="Mears",
            sex=Sex.MALE,
            age=(10, 7, 14),
            legal="C2",
            school="Quillbrook Infants and Juniors",
            needs=Needs(
                avoid=(),
                plan=Plan.LONG_TERM,
                expected_weeks=380,
                school_stage="Year 6",
                ehcp=True,
                keep_school=True,
                family_time=(FamilyTime("Dad", NEAR, "Fortnightly, football in the park"),),
                levels=levels(
                    behaviour=(
                        Level.SIGNIFICANT,
                        "Breaks things, mostly his own. Holes in two doors this year.",
                        "A punchbag in the garage. He mends what he breaks, with help, and is proud of it.",
                    ),
                    attachment=(
                        Level.SIGNIFICANT,
                        "Third family. Packs his bag when he has been told off.",
                        "Unpack it with him. Every time.",
                    ),
                    learning=(
                        Level.SOME,
                        "Attention deficit; tablets at breakfast, worn off by four.",
                        "Trampoline at four.",
                    ),
                    violence=(
                        Level.SOME,
                        "Fights boys of his own size at school; never smaller ones.",
                        "Be warned by the red ears.",
                    ),
                    emotional=Level.SOME,
                    education=Level.SIGNIFICANT,
                    health=Level.NONE,
                    fire=Level.NONE,
                    sexual_behaviour=Level.NONE,
                    missing=Level.NONE,
                ),
                two_carers=None,
                own_bedroom=True,
                someone_home=True,
                no_pets=False,
                likes="Rugby league. Magnets. Custard. Knowing how much things cost.",
                good_at="Bargains, tackling, and being gentle with the baby, which surprised everybody.",
                routines="Tablet with breakfast, and breakfast before the bathroom. Rugby on Wednesday and Sunday.",
                food="A lot, at once, with custard after.",
                bedtime="Nine at the earliest; a fan on, for the noise.",
                comfort="Wrapping up in the curtain. Leave him in it.",
                wishes="“Not another trial one. Just get one and leave it.”",
            ),
        ),
    ),
)

AGREED: Final = Story(
    key="agreed",
    kind=RequestKind.CHANGE,
    urgency=Urgency.PLANNED,
    stage=Stage.AGREED,
    needed_in_hours=2 * 24,
    referred_days_ago=18,
    team=CARE_TEAM,
    outcode="PE3",
    lives=Setting.AGENCY,
    care_days=300,
    decided_by=Post.HEAD_OF_SERVICE,
    why="From a short stay with an agency to a family of the service's own who can keep him, near his father's mother.",
    children=(
        StoryChild(
            first_name="Jayden",
            last_name="Garner",
            sex=Sex.MALE,
            age=(12, 1, 6),
            community=MIXED[0],
            religion="Christian",
            legal="C2",
            school="Thistlemarch Community College",
            needs=Needs(
                avoid=(),
                plan=Plan.LONG_TERM,
                expected_weeks=300,
                school_stage="Year 7",
                keep_school=True,
                family_time=(
                    FamilyTime("Grandmother", NEAR, "Sunday dinner"),
                    FamilyTime("Father", NEAR, "Monthly"),
                ),
                levels=levels(
                    identity=(
                        Level.SOME,
                        "Proud of Jamaica, where he has never been; fed up of explaining his hair.",
                        "A barber who can, his grandmother's cooking, and books with him in them.",
                    ),
                    attachment=Level.SOME,
                    emotional=(
                        Level.SOME,
                        "Worries that his father will be deported.",
                        "Say what is known and no more.",
                    ),
                    education=Level.NONE,
                    behaviour=Level.SOME,
                    health=(
                        Level.SOME,
                        "Sickle cell trait, not disease.",
                        "Tell any anaesthetist.",
                    ),
                    violence=Level.NONE,
                    missing=Level.NONE,
                ),
                own_bedroom=True,
                no_pets=False,
                likes="Sprinting, comedy, trainers kept in their boxes.",
                good_at="Impressions of teachers. The two hundred metres.",
                routines="Athletics on Mondays and Thursdays. Hair oiled on Sunday night.",
                food="Rice and peas, macaroni cheese, hot sauce on nearly all of it.",
                bedtime="Half past nine, and up again for water.",
                comfort="Being made to laugh.",
                wishes="He met them on Saturday. “They're safe. Their telly's tiny though.”",
            ),
        ),
    ),
)

SEVENTEEN: Final = Story(
    key="lodgings",
    kind=RequestKind.LODGINGS,
    urgency=Urgency.PLANNED,
    stage=Stage.DRAFT,
    needed_in_hours=46 * 24,
    referred_days_ago=1,
    team=CARE_TEAM,
    outcode="PE2",
    lives=Setting.AGENCY,
    care_days=1500,
    moves_days_ago=(900,),
    why="Wants to learn to live by herself with somebody in the next room. Eighteen in the spring; working three days, college two.",
    children=(
        StoryChild(
            first_name="Caitlin",
            last_name="Upex",
            sex=Sex.FEMALE,
            age=(17, 6, 20),
            legal="C2",
            school="Wrenbeck Sixth Form",
            needs=Needs(
                plan=Plan.INDEPENDENCE,
                expected_weeks=60,
                school_stage="Level 3, hairdressing",
                levels=levels(
                    independence=(
                        Level.SOME,
                        "Good at buses, rotas and toast. Overdraws.",
                        "Two bank accounts, one of them for rent.",
                    ),
                    emotional=Level.SOME,
                    substance=Level.NONE,
                    missing=Level.NONE,
                ),
                likes="Other people's weddings. Colour charts. Her step-nan's caravan at Hunstanton.",
                good_at="Fades, upstyles, listening.",
                routines="Salon Thursday to Saturday. Sleeps all Sunday morning.",
                food="Cooks three things well: chilli, traybake, and her own version of carbonara.",
                bedtime=None,
                comfort="A long shower and her own front door key.",
                wishes="“A lodger, not a foster kid. But with someone to ask about council tax.”",
            ),
        ),
    ),
)

EXPECTING: Final = Story(
    key="parent_child",
    kind=RequestKind.PARENT_CHILD,
    urgency=Urgency.PLANNED,
    stage=Stage.AUTHORISED,
    needed_in_hours=33 * 24,
    referred_days_ago=15,
    team=CARE_TEAM,
    outcode="PE3",
    lives=Setting.IN_HOUSE,
    care_days=980,
    moves_days_ago=(410,),
    decided_by=Post.PASP,
    conditions="Twelve-week assessment, reviewed at six. Father's visits as the pre-birth plan has them.",
    why="Baby due in five weeks. She has asked to be assessed with the baby in a family home; her own carers are not approved for it.",
    children=(
        StoryChild(
            first_name="Megan",
            last_name="Tibbles",
            sex=Sex.FEMALE,
            age=(16, 11, 4),
            legal="C2",
            school="Nene Cut College",
            needs=Needs(
                avoid=(),
                plan=Plan.SHORT_TERM,
                expected_weeks=20,
                school_stage="Childcare, first year; paused",
                levels=levels(
                    parenting=(
                        Level.SIGNIFICANT,
                        "Reads everything about babies; has held two. Will say yes when she is not sure.",
                        "Watch first, show once, let her do it. Write down what went well where she can read it.",
                    ),
                    emotional=(
                        Level.SOME,
                        "Frightened of being her mother.",
                        "Hearing what she does differently.",
                    ),
                    health=(Level.SOME, "Low iron; midwife weekly.", "Tablets with orange juice."),
                    learning=(Level.SOME, "Dyslexia.", "Voice notes, not leaflets."),
                    missing=Level.NONE,
                    substance=Level.NONE,
                    violence=Level.NONE,
                ),
                someone_home=True,
                own_bedroom=True,
                non_smoking=True,
                likes="Gel nails, “One Born Every Minute”, walking other people's pushchairs.",
                good_at="Routines. She wrote the one on the wall of the nursery where she was placed.",
                routines="Midwife on Tuesdays. Rests at two with her feet up because the midwife said so.",
                food="Off tea and onions since June. Ice, all day.",
                bedtime="Asleep by nine, awake by three, on her left side.",
                comfort="Her foster mother's hand on the bump.",
                wishes="“I want someone who'll teach me and not take her off me every time she cries.”",
            ),
        ),
    ),
)

OLDER: Final = (
    TONIGHT,
    FIFTEEN,
    ARRIVED,
    POLISH_GIRL,
    THIRTEEN,
    LATE,
    AGREED,
    SEVENTEEN,
    EXPECTING,
)
