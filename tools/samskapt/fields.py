"""The field table: the one truth for the front matter of a story.

Decoding, messages and the template of ``samskapt new`` come from here. Labels and help are in bokmål, for those who
write stories; lengths are in signs.
"""

from __future__ import annotations

from samskapt.kinds import Choice, Date, Number, Pattern, Several, Slug, Term, Terms, Text, Url
from samskapt.model import Image, Outcome, Participation, Period, SourceItem, Whereabouts, Withdrawal
from samskapt.records import Field, Need, Record, Records

LANGUAGES = ("nb", "nn", "da", "sv", "en")
STATUSES = ("draft", "published", "withdrawn")
READINGS = ("hele", "utdrag", "ikke-lest")

PUBLISHED, NEVER = Need.PUBLISHED, Need.NEVER

PLACE = (
    Field(
        "municipality",
        Text(most=60),
        NEVER,
        "Kommune",
        "Navnet på kommunen. La stå tomt om det er flere eller ingen.",
    ),
    Field(
        "country",
        Pattern(r"[A-Z]{2}", "not-a-country"),
        label="Land",
        help="To store bokstaver: NO, SE, DK, GB.",
    ),
    Field("name", Text(most=120), NEVER, "Sted", "Hvor i kommunen, eller «flere steder i landet»."),
)

PERIOD = (
    Field(
        "from",
        Date(partial=True),
        NEVER,
        "Fra",
        "År, år-måned eller år-måned-dag. Tomt om det ikke er kjent.",
    ),
    Field("to", Date(partial=True), NEVER, "Til", "Tomt om det fortsatt går, eller ikke er kjent."),
    Field("known_as_of", Date(partial=True), label="Kjent per", help="Hvor nytt det nyeste dere vet, er."),
)

PARTICIPATION = (
    Field("phase", Term("phase"), label="Fase"),
    Field("actors", Terms("actors", 1), label="Aktører", help="Bare aktører som også er nevnt under Aktører."),
    Field("say", Term("say"), label="Innflytelse"),
)

OUTCOMES = (
    Field("outcome", Term("outcomes"), label="Utfall"),
    Field("evidence", Term("evidence"), label="Bygger på"),
    Field("source", Several(Number(1, 99), 1), label="Kilde", help="Nummeret til kilden i lista over kilder."),
    Field("says", Text(10, 400), label="Påstand", help="Én setning om hva som ble annerledes."),
)

SOURCES = (
    Field("title", Text(most=400), label="Tittel"),
    Field("publisher", Text(most=200), label="Utgiver"),
    Field("author", Text(most=300), NEVER, "Forfatter"),
    Field("year", Pattern(r"[0-9]{4}", "not-a-year"), NEVER, "År"),
    Field("url", Url(), NEVER, "Adresse"),
    Field("archive", Url(), NEVER, "Arkivert kopi"),
    Field("read", Choice(*READINGS), NEVER, "Lest", "Hvor mye av kilden de som skrev, har lest."),
)

IMAGE = (
    Field("file", Pattern(r"[a-z0-9][a-z0-9-]*\.(?:jpe?g|png|webp)", "not-a-file-name"), label="Fil"),
    Field("alt", Text(5, 300), label="Bildetekst for den som ikke ser"),
    Field("credit", Text(most=200), label="Fotograf eller kilde"),
    Field("licence", Text(most=60), label="Lisens"),
)

WITHDRAWN = (
    Field("date", Date(), label="Dato"),
    Field("reason", Text(10, 400), label="Grunn"),
)


def period_of(**fields: object) -> Period:
    """Make a period of fields that carry names which Python keeps for itself."""
    return Period(**{{"from": "start", "to": "end"}.get(name, name): value for name, value in fields.items()})  # type: ignore[arg-type]


STORY = (
    Field("title", Text(3, 90), Need.ALWAYS, "Tittel", "Navnet på praksisen eller det fortellingen handler om."),
    Field(
        "summary",
        Text(80, 300),
        PUBLISHED,
        "Sammendrag",
        "80–300 tegn som kan stå alene på et kort: hvem, hvor, hva.",
    ),
    Field("language", Choice(*LANGUAGES), Need.ALWAYS, "Språk", "nb, nn, da, sv eller en."),
    Field("status", Choice(*STATUSES), Need.ALWAYS, "Status", "draft (utkast), published eller withdrawn."),
    Field("told_by", Term("told_by"), PUBLISHED, "Fortalt av", "Hvem som forteller."),
    Field("place", Record(Whereabouts, PLACE), PUBLISHED, "Sted"),
    Field("period", Record(period_of, PERIOD), PUBLISHED, "Tid"),
    Field("arena", Terms("arena", 1), PUBLISHED, "Arena", "Hvor det skjedde, én eller flere."),
    Field("actors", Terms("actors", 2), PUBLISHED, "Aktører", "Hvem som var med, minst to."),
    Field(
        "co_creation_type",
        Term("co_creation_type"),
        PUBLISHED,
        "Samskapingstype",
        "Hvem førte an, og var svaret gitt?",
    ),
    Field("role", Term("role"), PUBLISHED, "Kommunens rolle"),
    Field("level", Term("level"), NEVER, "Nivå"),
    Field("life_phase", Terms("life_phase"), NEVER, "Livsfase", "Hvor i livet de var."),
    Field(
        "participation",
        Records(Participation, PARTICIPATION, 1),
        PUBLISHED,
        "Medvirkning",
        "Hvem som fikk si hva, i hvilken fase.",
    ),
    Field(
        "outcomes",
        Records(Outcome, OUTCOMES, 1),
        PUBLISHED,
        "Utfall",
        "Hva som ble annerledes, hva påstanden bygger på, og hvor det står.",
    ),
    Field("result", Term("result"), PUBLISHED, "Resultat", "Gikk det som dere håpet, sett samlet?"),
    Field("sources", Records(SourceItem, SOURCES, 1), PUBLISHED, "Kilder", "Kilde nummer 1 er den første."),
    Field("related", Several(Slug()), NEVER, "Beslektede fortellinger", "Mappenavn til fortellinger som likner."),
    Field("image", Record(Image, IMAGE), NEVER, "Bilde", "Bare bilder dere har rett til å bruke."),
    Field("published", Date(), PUBLISHED, "Publisert", "Redaksjonen fyller ut."),
    Field("reviewed", Date(), NEVER, "Sist gjennomgått", "Redaksjonen fyller ut."),
    Field("review_within", Number(1, 120), NEVER, "Ny gjennomgang innen", "Antall måneder."),
    Field("withdrawn", Record(Withdrawal, WITHDRAWN), Need.WITHDRAWN, "Trukket tilbake"),
)
