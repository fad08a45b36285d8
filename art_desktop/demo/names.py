"""Given names and surnames of the communities of the area, and invented streets.

Common names, put together by chance: no real person is meant. The streets were made so as not to be streets of the area.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.vocabulary import Sex


@dataclass(frozen=True)
class Community:
    """What people of one community are called, speak and believe. `ethnic` is a DfE code."""

    ethnic: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    surnames_women: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("English",)
    religions: tuple[str, ...] = ("",)
    adults_women: tuple[str, ...] = ()
    adults_men: tuple[str, ...] = ()

    def given(self, rng: random.Random, sex: Sex, *, adult: bool = False) -> str:
        """Draw a first name."""
        if adult and self.adults_women:
            return rng.choice(self.adults_women if sex is Sex.FEMALE else self.adults_men)
        return rng.choice(self.girls if sex is Sex.FEMALE else self.boys)

    def surname(self, rng: random.Random, sex: Sex) -> str:
        """Draw a surname, in the woman's form where there is one."""
        number = rng.randrange(len(self.surnames))
        return self.surname_form(self.surnames[number], sex)

    def surname_form(self, surname: str, sex: Sex) -> str:
        """Return a surname of this community as a person of that sex bears it."""
        if sex is Sex.FEMALE and self.surnames_women and surname in self.surnames:
            return self.surnames_women[self.surnames.index(surname)]
        return surname


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\n", " ").split())


_GIRLS = _words("""
Ava Ellie Grace Lily Freya Poppy Isla Evie Amelia Ruby Daisy Millie Scarlett Lacey Maisie Keira Summer Skye Paige
Caitlin Chloe Megan Leah Abigail Bethany Tia Lexi Libby Hollie Faith Phoebe Molly Jessica Amber Georgia Erin Orla
Harriet Rosie Esme Niamh Tilly Kayleigh Shannon Courtney Robyn Elsie Nancy Willow Ivy Bonnie Darcey Lola Sienna""")
_BOYS = _words("""
Alfie Archie Riley Jayden Callum Connor Tyler Reece Kian Logan Harvey Finley Jake Ethan Lewis Kyle Mason Toby Charlie
Freddie Ollie Harley Declan Ryan Luke Bailey Corey Brandon Jack Noah George Leo Theo Jenson Kai Dylan Aaron Joshua Cameron
Louis Owen Zac Rhys Curtis Liam Nathan Blake Elliot Stanley Rory Morgan Dexter Frankie Sonny Albie Ronnie""")
_SURNAMES = _words("""
Aldridge Allsop Barrowman Bellamy Birkett Bodsworth Brackley Bunting Carver Catchpole Chesterman Clipson Cockerill Coulson
Crowson Cutforth Daintree Dowsett Drakard Dring Eastwell Elderkin Faulks Fenwick Fovargue Garner Gilliatt Goodliffe Gowler
Hackett Hales Harkness Hayter Hempsall Holdich Hollis Hurn Ingamells Jarvis Kettering Kilby Lavender Leverton Longfoot
Makepeace Mears Measures Mottram Naylor Negus Newling Osgood Papworth Peasgood Pickworth Plowright Quince Rawlings Redhead
Rippon Roden Rowell Salisbury Searby Setchell Sharman Skells Spriggs Stanyon Stokell Strickson Swales Sykes Tansley Thurlby
Tibbles Tointon Tuckwood Upex Vergette Wadlow Wakelin Warboys Wetherall Whitbread Wilderspin Woolley Wragg Yarrow""")

WHITE_BRITISH: Final = Community(
    "WBRI",
    _GIRLS,
    _BOYS,
    _SURNAMES,
    religions=("", "", "", "", "No religion", "No religion", "Christian", "Christian, Catholic"),
    adults_women=_words("""
Angela Beverley Carol Christine Debbie Denise Diane Elaine Fiona Gail Gillian Hazel Heather Helen Jackie Janet Jill Joanne
Julie Karen Kathryn Lesley Linda Lisa Lorraine Mandy Maureen Michelle Nicola Pam Paula Pauline Rachel Sally Samantha Sandra
Sarah Sharon Sheila Sue Theresa Tina Tracey Vicky Wendy Yvonne Emma Claire Becky Louise"""),
    adults_men=_words("""
Adrian Alan Andrew Barry Brian Clive Colin Craig Darren David Dean Derek Gary Geoff Glenn Graham Ian Keith Kevin Lee Mark
Martin Mick Neil Nigel Paul Pete Phil Ray Richard Rob Roger Russell Shaun Simon Steve Stuart Terry Tim Tony Trevor Wayne"""),
)
POLISH: Final = Community(
    "WOTH",
    _words("Zuzanna Julia Maja Hanna Oliwia Aleksandra Natalia Wiktoria Lena Amelia Nikola Kinga"),
    _words("Jakub Kacper Filip Szymon Mateusz Oskar Dawid Wojciech Bartosz Igor Łukasz Patryk"),
    _words("Nowakowski Wróblewski Zawadzki Sikorski Michalak Kubiak Walczak Bąk Gajda Mazurek"),
    _words("Nowakowska Wróblewska Zawadzka Sikorska Michalak Kubiak Walczak Bąk Gajda Mazurek"),
    ("Polish",),
    ("Christian, Catholic", "Christian, Catholic", ""),
    _words("Agnieszka Katarzyna Małgorzata Beata Ewa Joanna Dorota"),
    _words("Piotr Tomasz Krzysztof Marek Andrzej Grzegorz Paweł"),
)
LITHUANIAN: Final = Community(
    "WOTH",
    _words("Gabija Emilija Ugnė Austėja Lukrecija Viltė Goda Kamilė"),
    _words("Lukas Matas Jonas Nojus Dominykas Rokas Ignas Tadas"),
    _words("Kazlauskas Petrauskas Butkus Žukauskas Navickas Paulauskas"),
    _words("Kazlauskaitė Petrauskaitė Butkutė Žukauskaitė Navickaitė Paulauskaitė"),
    ("Lithuanian",),
    ("Christian, Catholic", ""),
    _words("Rasa Daiva Jolanta Asta Vilma"),
    _words("Darius Mindaugas Saulius Vytautas Andrius"),
)
PORTUGUESE: Final = Community(
    "WOTH",
    _words("Beatriz Mariana Carolina Leonor Inês Matilde Lara Sofia"),
    _words("Tomás Rodrigo Diogo Gonçalo Martim Afonso Tiago Rafael"),
    _words("Carvalho Teixeira Moreira Figueiredo Pinheiro Coelho Nogueira"),
    languages=("Portuguese",),
    religions=("Christian, Catholic", ""),
    adults_women=_words("Fátima Conceição Lurdes Paula Teresa"),
    adults_men=_words("Joaquim Paulo Vítor Nuno Rui"),
)
SLOVAK_ROMA: Final = Community(
    "WROM",
    _words("Vanesa Patrícia Denisa Kristína Simona"),
    _words("Dávid Erik Samuel Denis Marek"),
    _words("Horváth Baláž Tokár Gábor Lakatoš"),
    languages=("Romani", "Slovak"),
    religions=("Christian, Catholic", ""),
)
TRAVELLER: Final = Community(
    "WIRT",
    _words("Bridget Kathleen Margaret Roisin Shauna"),
    _words("Patrick Michael John Miley Jimmy"),
    _words("Doran Connors Quilligan Maughan"),
    religions=("Christian, Catholic",),
)
PAKISTANI: Final = Community(
    "APKN",
    _words("Aisha Zainab Maryam Hafsa Fatima Iqra Sana Khadija Amina Noor"),
    _words("Hamza Bilal Zain Ibrahim Usman Haris Adeel Yusuf Omar Danyal"),
    _words("Mahmood Iqbal Akhtar Rafiq Yaqoob Sharif Bashir Aslam"),
    languages=("Urdu", "Punjabi", "English"),
    religions=("Muslim",),
    adults_women=_words("Shabana Nasreen Rukhsana Farzana Tahira"),
    adults_men=_words("Tariq Javed Khalid Arshad Naveed"),
)
INDIAN: Final = Community(
    "AIND",
    _words("Anjali Diya Kavya Simran Jasleen Meera"),
    _words("Arjun Rohan Jaspreet Nikhil Dev Kiran"),
    _words("Chauhan Solanki Dhillon Bhatt Parmar Sandhu"),
    languages=("Gujarati", "Punjabi", "English"),
    religions=("Hindu", "Sikh"),
    adults_women=_words("Hansa Kirit Daksha Balvinder Parminder"),
    adults_men=_words("Suresh Kishor Harjit Rakesh Mohinder"),
)
BLACK_AFRICAN: Final = Community(
    "BAFR",
    _words("Chiamaka Adaeze Tendai Rutendo Abena Blessing Favour Precious Makena Zola"),
    _words("Emeka Tobi Kwame Tafadzwa Tinashe Kofi Samuel Joel Chidi Baraka"),
    _words("Adeyinka Okonjo Moyo Chikwanda Boateng Asante Ncube Mwangi Balogun"),
    languages=("English", "Shona", "French", "Yoruba"),
    religions=("Christian", "Christian, Pentecostal", ""),
    adults_women=_words("Patience Comfort Grace Mercy Sibongile"),
    adults_men=_words("Emmanuel Godfrey Isaac Solomon Themba"),
)
BLACK_CARIBBEAN: Final = Community(
    "BCRB",
    _words("Shanice Tiana Imani Kezia Jada"),
    _words("Malachi Tyrese Jerome Isaiah Andre"),
    _words("Gayle Bailey-Reid Pinnock Lindo Samuels"),
    religions=("Christian", ""),
    adults_women=_words("Marcia Beverley Yvette Sonia Paulette"),
    adults_men=_words("Winston Delroy Carlton Leroy Errol"),
)
MIXED: Final = tuple(
    Community(code, _GIRLS, _BOYS, _SURNAMES, religions=("", "", "No religion", faith))
    for code, faith in (
        ("MWBC", "Christian"),
        ("MWBA", "Christian"),
        ("MWAS", "Muslim"),
        ("MOTH", "Christian"),
    )
)
BANGLADESHI: Final = Community(
    "ABAN",
    _words("Nusrat Tasnim Farhana Sumaiya"),
    _words("Rayhan Tahmid Sakib Imran"),
    _words("Miah Choudhury Uddin Rahman"),
    languages=("Bengali", "English"),
    religions=("Muslim",),
)
ARAB: Final = Community(
    "OOTH",
    _words("Layla Salma Yasmin Rania"),
    _words("Karim Sami Ziad Nabil"),
    _words("Haddad Saleh Mansour Khoury"),
    languages=("Arabic",),
    religions=("Muslim",),
)
NOT_STATED: Final = Community("NOBT", _GIRLS, _BOYS, _SURNAMES)

AFGHAN: Final = Community(
    "AOTH",
    _words("Shabnam Parwana"),
    _words("Ahmad Farhad Jawid Mirwais Nasir Omid Rahim Sohail Wali Zabi Hekmat Naqib"),
    _words("Ahmadzai Stanikzai Safi Noorzai Popalzai Hotak"),
    languages=("Pashto", "Dari"),
    religions=("Muslim",),
)
SUDANESE: Final = Community(
    "BAFR",
    _words("Amna Huda"),
    _words("Abdelrahman Mustafa Idris Adam Ismail Hassan Bashir Yasir Khalid Mubarak"),
    _words("Abakar Eltayeb Osman Haroun Adam Bakhit"),
    languages=("Arabic",),
    religions=("Muslim",),
)
ERITREAN: Final = Community(
    "BAFR",
    _words("Feven Selam Helen"),
    _words("Filmon Yonas Robel Natnael Abel Biniam Merhawi Samuel"),
    _words("Tesfay Gebremedhin Haile Woldu Kidane Berhane"),
    languages=("Tigrinya",),
    religions=("Christian, Orthodox",),
)
KURDISH: Final = Community(
    "OOTH",
    _words("Shilan Rojin"),
    _words("Aram Rebaz Hiwa Karwan Dilan Sherko Zana Soran"),
    _words("Aziz Rasul Hamid Karim Mawlud Qadir"),
    languages=("Kurdish Sorani",),
    religions=("Muslim",),
)
ALBANIAN: Final = Community(
    "WOTH",
    _words("Elira Arta"),
    _words("Ardit Klejdi Endri Fatjon Gerti"),
    _words("Hoxhaj Gjoni Prifti Lleshi"),
    languages=("Albanian",),
    religions=("Muslim", ""),
)
VIETNAMESE: Final = Community(
    "AOTH",
    _words("Linh Thao Huong"),
    _words("Minh Duc Tuan Hai"),
    _words("Nguyen Tran Pham"),
    languages=("Vietnamese",),
    religions=("Buddhist", "Christian, Catholic"),
)

EUROPEAN: Final = (
    POLISH,
    POLISH,
    POLISH,
    LITHUANIAN,
    PORTUGUESE,
    PORTUGUESE,
    SLOVAK_ROMA,
    TRAVELLER,
)
ARRIVED_ALONE: Final = (
    *(SUDANESE,) * 5,
    *(AFGHAN,) * 5,
    *(ERITREAN,) * 4,
    *(KURDISH,) * 4,
    ALBANIAN,
    ALBANIAN,
    VIETNAMESE,
)
OTHER_CARERS: Final = (
    POLISH,
    POLISH,
    LITHUANIAN,
    PORTUGUESE,
    PAKISTANI,
    PAKISTANI,
    INDIAN,
    BLACK_AFRICAN,
    BLACK_AFRICAN,
    BLACK_CARIBBEAN,
)

_STREET_STEMS: Final = _words("""
Hobbleden Marlstane Quillbrook Tansymoor Oxlever Wickenholme Dunlinmere Fernhallow Gosslow Harrowstone Ivelstoke Kestermead
Larkenshaw Merridew Nettlebarn Otterwell Pipistrelle Ravelstock Sallowby Thistlemarch Umberlow Velldale Wrenbeck Yaffleton
Brindlecote Cressholm Dapplemere Elderstack Foxmallow Grebeling Hazelthwaite Juniperhay Knotwillow Linnetshaw Mosswater
Osierbank Plovermead Rushenholt Sedgelow Teaselhay Withybourne Bittermarsh Cobblestoke Damselfly Fritillary""")
_STREET_ENDS: Final = _words("Close Way Drive Gardens Crescent Lane Court Road Walk Avenue")


def street_address(rng: random.Random, town: str) -> str:
    """Draw an invented address; with a real postcode it is nobody's."""
    return f"{rng.randrange(1, 140)} {rng.choice(_STREET_STEMS)} {rng.choice(_STREET_ENDS)}, {town}"


def house_name(rng: random.Random) -> str:
    """Draw the name of a home."""
    return f"{rng.choice(_STREET_STEMS)} {rng.choice(('House', 'Lodge', 'Cottage', 'Court'))}"


def mobile_number(rng: random.Random) -> str:
    """Draw a number out of the range that Ofcom keeps for drama (07700 900000 to 900999)."""
    return f"07700 900{rng.randrange(1000):03d}"


def landline_number(rng: random.Random) -> str:
    """Draw a number out of the range that Ofcom keeps for drama where no area is named."""
    return f"01632 960{rng.randrange(1000):03d}"
