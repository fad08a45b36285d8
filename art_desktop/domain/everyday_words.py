"""Words that are names too: where one of them stands, it is not always a person who is meant."""

from __future__ import annotations

import re
from typing import Final

COMMON: Final = frozenset(
    (
        "abbot able ace amber angel april arrow art ash august autumn bacon badger baker ball band bank banker "
        "banks barn barnes basil bass bat bath bay beach bean bear beaver bed beds bedtime bell berry best big "
        "bill bird birds bishop black blaze blessing blue bob bold bolt bond book booker bow boy boys bread "
        "bridge bright broad brook brooks brother brothers brown buddy bull bush butcher butler call can cape "
        "carer carers carol carpenter carter carver case cash castle chain chambers chance chant chapel charity "
        "chart chase cherry child children childs christian christmas church city clay clear cliff close comfort "
        "constable contact cook cooper could court cousin cousins crane cross crow crystal cutter daisy dale "
        "dance dancer darling dawn day dean deep dell destiny diamond doctor door doors dot drake dream drew duck "
        "duke dust eagle early easter elder end eve faith falcon farmer father favour felicity fern field fields "
        "finch first fish fisher flint flora food ford forest fox frank french friday friend friends from frost "
        "gail gale gamble game games garden gardener gate gates gene gentle gift ginger girl girls glen goal gold "
        "golden good goodman goose grace grand grant gray great green grey grove guest hall ham hammer hand happy "
        "harbour hardy harm hart hatch hawk hazel head health heath heather heaven help hero heron herring high "
        "hill holly holmes home honor honour hook hope horse house hunt hunter innocent iris ivy jack jade "
        "jasmine jay jewel jolly joy judge june justice key keys kick kind king kit kitchen knight lake lamb lane "
        "languages large last late laurel law laws legal legend lemon level liberty light lily lion little lively "
        "london long lord loss love lovely low luck lucky major man march mark marks marsh marshall mason max may "
        "meadow meadows melody men mercy merry middle might mill miller miracle misty monday monk moody moon moor "
        "moore moss mother must nail narrow need needs neighbour nest new next nightingale noble noel noon north "
        "nurse ocean officer old olive onions orange order otter pace page parent paris park parker parks parson "
        "parsons partridge pat patience paul peace peach peacock peak pearce pearl peg penny pepper person pie "
        "pike pip piper pit pitch pitt plain plan play player plum police pond pool pope poppy porter post pound "
        "power praise precious price priest primrose prince promise prudence queen quick quiet race rain raven "
        "ray read reading reed rest rice rich ridge ring river rivers rob robin room rooms root rope rose round "
        "rowan royal ruby run rush safe safety saffron sage salmon sand sandy saturday savage scarlet school sea "
        "self server service sharp shaw shepherd shield shore short should side silver singer sisters sky skye "
        "sleep slow small smart smith snow song sonny south speaker spear speed sport spring square stairs star "
        "steel sterling still stone storm story stout street strong success sue sugar summer summers sun sunday "
        "sunny swallow swan sweet swift sword table tailor talk taylor teal team temple thursday time times tower "
        "town trinity true trust tuesday unity vale valley verity victor violet walk walker wall ward wash water "
        "waters weaver wednesday weeks welcome wells west where white wide wild will willow winter winters wisdom "
        "wise wolf wood woods worker worry would wren wright writer year young younger "
    ).split()
)
"""They count as a name with a capital inside a sentence, or beside a known name, a title or what people do."""

PROPER: Final = frozenset(
    (
        "christian english british irish welsh scottish french german polish portuguese spanish roman no do so my "
        "he we is it in on at to or be by up us an as am go if me of "
    ).split()
)
"""Written with a capital whoever is meant: they count only beside another known name or a title."""

INNOCENT: Final = re.compile(
    r"(?:white|black|mixed|asian)(?: and (?:black|asian))?(?: (?:british|african|caribbean|irish|asian|other))+"
    r"|(?:brown|green|blue|hazel|gr[ae]y|black) (?:eyes|hair)|\d+(?:st|nd|rd|th)? (?:may|april|june|august)"
    r"|(?:in|since|until|by|from|last|next|this|early|late|mid|before|after|during|every) (?:may|april|june|august)\b"
    r"|(?:mon|tue|wed|thu|fri|sat|sun) \d|(?:long|short)-term"
    r"|(?:may|april|june|august) \d+|heads? of service|(?:service|assistant) director"
    r"|church of england|christian (?:faith|church|family|home)"
)
"""Everyday turns of phrase, in small letters."""

TITLES: Final = frozenset(
    "mr mrs ms miss mx dr aunt auntie uncle nan nana gran grandad master sir".split()
)

SMALL: Final = frozenset(
    (
        "a about after all also am an and any are as ask asks at ate be bed been but by can come day did do does "
        "down eat eats end few for from get go goes good got had has have he heat her here hers him his home how "
        "i if in into is it its just like man may me men more most my near need nor not of off on once one only "
        "or other our out over own per put ran run sat see she sit so some son still tea ten than that the their "
        "them then there these they this to too under until up us very want was way we well went were what when "
        "where which while who why will win with would yet you your "
    ).split()
)
"""Two of these, one at a line's end and one at the next one's beginning, are no name: "as", "her"."""

DOES: Final = frozenset(
    "likes loves enjoys goes went lives lived wants says said asks asked plays told hates thinks cries sleeps eats has "
    "attends feels finds knows misses sees tells talks walks".split()
)
"""What a person does, and hardly anything else."""
