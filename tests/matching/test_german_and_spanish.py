"""German and Spanish headlines, invented, and what the rule of the energy pause that forbids strikes makes of them.

Each stands for a way in which news says that something happened, or did not.
"""

import pytest
from readings import judged, the_match

from monitor.model.match import Match
from monitor.model.rule import Stance

FIRE, IGNORE, DENIED = "fire", "ignore", "denied"

GERMAN = (
    # ellipsis, compounds and stacks of nouns
    (FIRE, "Raffinerie in Flammen nach Drohnenangriff in Region Saratow"),
    (FIRE, "Charkiw: Umspannwerk nach Raketeneinschlag zerstört"),
    (FIRE, "Russische Angriffe auf Energieanlagen: Vier Verletzte in Region Sumy"),
    (FIRE, "Brand in Öldepot bei Noworossijsk nach Drohnen-Attacke"),
    # the passive, the verb in two parts, the verb at the end
    (FIRE, "Gaspipeline in der Region Poltawa von russischen Drohnen getroffen"),
    (FIRE, "Ölraffinerie in Rjasan wurde durch ukrainische Drohnen in Brand gesetzt"),
    (FIRE, "Pipeline Druschba von der Ukraine getroffen, klagt Ungarn"),
    (FIRE, "Russland greift in der Nacht erneut die ukrainische Energieinfrastruktur an"),
    (FIRE, "Ukraine greift Tanklager in Krasnodar mit Drohnen an"),
    (FIRE, "Das Militär in Kiew teilt mit, dass russische Truppen ein Wärmekraftwerk beschossen haben"),
    # what somebody says
    (FIRE, "Ukraine habe Gasmessstation Sudscha angegriffen, behauptet Moskau"),
    (FIRE, "Kiew soll trotz der Vereinbarung eine Ölpumpstation in Brjansk angegriffen haben"),
    (FIRE, "Moskau wirft Kiew Angriff auf Umspannwerk in Brjansk vor"),
    (FIRE, "Russland beschuldigt die Ukraine, Stromleitungen in Belgorod zerstört zu haben"),
    (FIRE, "Selenskyj: Russland bricht Energie-Waffenruhe"),
    # an outage by an attack
    (FIRE, "Tausende ohne Strom nach nächtlichem Beschuss von Cherson"),
    (FIRE, "Drohnenangriff auf Odessa: Stromausfall in mehreren Stadtteilen"),
    (FIRE, "Nach russischem Raketenangriff sitzt Tschernihiw im Dunkeln"),
    # a negation, a modal or a denial of something else; a pledge and its breach
    (FIRE, "Keine Verletzten nach Angriff auf Umspannwerk in Dnipro"),
    (FIRE, "Angriff auf Heizkraftwerk in Krywyj Rih: Tausende könnten ohne Heizung bleiben"),
    (FIRE, "Kreml bestreitet Bruch der Feuerpause, während Drohnen ein Kraftwerk in Odessa treffen"),
    (FIRE, "Trotz Zusage, Angriffe auf Energieanlagen zu stoppen: Russische Drohnen treffen Umspannwerk in Sumy"),
    (FIRE, "Stunden nach Putins Zusage beschädigt Drohne Stromversorgung der Bahn in Region Dnipro"),
    # pledges
    (IGNORE, "Putin stimmt Stopp der Angriffe auf Energieanlagen zu"),
    (IGNORE, "Russland und Ukraine wollen Kraftwerke 30 Tage lang nicht angreifen"),
    (IGNORE, "Selenskyj sagt Verzicht auf Angriffe auf russische Raffinerien zu"),
    # negation
    (IGNORE, "Keine Angriffe auf ukrainische Kraftwerke in der Nacht gemeldet"),
    (IGNORE, "Russland hat seit Mittwoch kein Energieobjekt in der Ukraine angegriffen"),
    # what may be, what is planned, what is demanded
    (IGNORE, "Russland könnte ukrainische Umspannwerke wieder angreifen, warnt Geheimdienst"),
    (IGNORE, "Moskau will ukrainische Kraftwerke weiter angreifen"),
    (IGNORE, "Ukraine droht mit Angriffen auf russische Raffinerien"),
    (IGNORE, "Was passiert, wenn Russland das Kraftwerk in Saporischschja angreift?"),
    (IGNORE, "Sollte Russland Umspannwerke in Odessa treffen, droht ein Blackout"),
    (IGNORE, "Russland plant neue Angriffe auf das Stromnetz der Ukraine"),
    (IGNORE, "Moskau bereitet Großangriff auf ukrainische Energieversorgung vor"),
    (IGNORE, "Berlin fordert Russland auf, die Angriffe auf Kraftwerke in der Ukraine einzustellen"),
    (IGNORE, "Selenskyj verlangt Ende der russischen Attacken auf Energieanlagen"),
    # what was
    (IGNORE, "Vor einem Jahr zerstörten russische Raketen das Kraftwerk Trypillja"),
    (IGNORE, "Nach russischen Angriffen im Winter: Techniker reparieren Umspannwerk in Charkiw"),
    (IGNORE, "Jahrestag: 2022 griff Russland erstmals das Stromnetz der Ukraine an"),
    (IGNORE, "Am 15. März traf eine Drohne die Raffinerie in Tuapse"),
    # other senses, causes, targets and parties
    (IGNORE, "Warnstreik im Kraftwerk Kiew: Arbeiter fordern mehr Lohn"),
    (IGNORE, "Opposition in Kiew greift Energieminister wegen Strompreisen an"),
    (IGNORE, "Sanktionen treffen russische Raffinerien hart"),
    (IGNORE, "Energiekonzern in Moskau von Absturz der Ölpreise getroffen"),
    (IGNORE, "Sturm beschädigt Stromleitungen in der Region Lwiw"),
    (IGNORE, "Kurzschluss legt Umspannwerk in Moskau lahm"),
    (IGNORE, "Russische Rakete trifft Wohnhaus in Krywyj Rih"),
    (IGNORE, "Drohnenangriff auf Hafen von Odessa: Getreidelager zerstört"),
    (IGNORE, "Israel bombardiert Kraftwerk im Jemen"),
    (IGNORE, "Huthi-Rakete trifft Raffinerie in Saudi-Arabien"),
    # questions, comments, what was intercepted
    (IGNORE, "Hat Russland schon wieder ein ukrainisches Kraftwerk angegriffen?"),
    (IGNORE, "Kommentar: Warum Russland Kraftwerke angreift"),
    (IGNORE, "Flugabwehr schießt Drohnen auf dem Weg zur Raffinerie in Saratow ab"),
    (IGNORE, "Angriff auf Kraftwerk bei Kursk abgewehrt, keine Schäden"),
    # denials
    (DENIED, "Kreml dementiert Angriff auf ukrainisches Kraftwerk"),
    (DENIED, "Moskau weist Vorwurf zurück, ein Umspannwerk in Cherson beschossen zu haben"),
    (DENIED, "Kiew bestreitet, die Gasmessstation Sudscha angegriffen zu haben"),
    (DENIED, "Russland: Haben keine Energieanlagen in der Ukraine angegriffen"),
    (DENIED, "Ukrainischer Generalstab nennt Berichte über Angriff auf Raffinerie Falschmeldung"),
)

SPANISH = (
    # ellipsis and nouns
    (FIRE, "Refinería en llamas tras ataque con drones en Sarátov"),
    (FIRE, "Subestación de Sumy, alcanzada por un dron ruso"),
    (FIRE, "Nuevo ataque ruso contra la red eléctrica de Odesa"),
    (FIRE, "Ataques ucranianos a infraestructuras energéticas en la región de Briansk"),
    # the passive, pronouns at the end of a verb
    (FIRE, "Una central térmica de Járkov fue atacada por misiles rusos"),
    (FIRE, "Depósito de combustible en Tuapsé incendiado por drones ucranianos"),
    (FIRE, "Drones ucranianos atacan una refinería en Samara y logran incendiarla"),
    # what somebody says
    (FIRE, "Moscú acusa a Kiev de atacar una estación de gas en Sudzha"),
    (FIRE, "Denuncia Moscú que Kiev golpeó una estación compresora en Krasnodar"),
    (FIRE, "Ucrania habría atacado una refinería en Riazán"),
    (FIRE, "Zelenski afirma que Rusia bombardeó una subestación en Jersón"),
    (FIRE, "Según Kiev, las fuerzas rusas dañaron líneas eléctricas en Níkopol"),
    (FIRE, "Rusia ha violado la tregua energética, denuncia Zelenski"),
    # an outage by an attack
    (FIRE, "Miles de usuarios sin luz en Chernígov tras un bombardeo nocturno"),
    (FIRE, "Apagón en Mykolaiv tras un ataque con drones"),
    (FIRE, "Ataque ruso deja sin electricidad a 50.000 hogares en Dnipró"),
    (FIRE, "Cortes de luz en Zaporiyia por los bombardeos rusos"),
    # a negation, a modal or a denial of something else; a pledge and its breach
    (FIRE, "Sin víctimas tras el ataque a una subestación en Poltava"),
    (FIRE, "No hubo heridos en el bombardeo de la planta eléctrica de Kramatorsk"),
    (FIRE, "El ataque ruso a la central de Kryvyi Rih podría dejar sin calefacción a la ciudad"),
    (FIRE, "El Kremlin niega haber roto la tregua mientras sus drones golpean una central eléctrica en Odesa"),
    (FIRE, "Horas después de prometer una tregua, Rusia golpea una subestación eléctrica en Sloviansk"),
    (FIRE, "Pese al acuerdo para no atacar instalaciones energéticas, un misil destruye un gasoducto en Poltava"),
    # pledges
    (IGNORE, "Putin acepta detener los ataques contra instalaciones energéticas"),
    (IGNORE, "Rusia y Ucrania acuerdan no atacar infraestructuras energéticas durante 30 días"),
    (IGNORE, "Kiev se compromete a no bombardear refinerías rusas"),
    # negation
    (IGNORE, "Sin nuevos ataques contra la red eléctrica ucraniana esta noche"),
    (IGNORE, "Ningún dron ruso alcanzó la central eléctrica de Odesa"),
    # what may be, what is planned, what is demanded
    (IGNORE, "Rusia podría volver a bombardear centrales eléctricas ucranianas"),
    (IGNORE, "Ucrania amenaza con atacar más refinerías rusas"),
    (IGNORE, "Temen nuevos ataques rusos contra subestaciones en Járkov"),
    (IGNORE, "Si Rusia ataca la central de Zaporiyia, habrá respuesta, avisa Kiev"),
    (IGNORE, "¿Qué pasaría si un misil alcanzara una central nuclear en Ucrania?"),
    (IGNORE, "Moscú planea un ataque masivo contra la red eléctrica de Ucrania"),
    (IGNORE, "Rusia prepara nuevos bombardeos contra el sistema energético ucraniano"),
    (IGNORE, "Guterres pide a Rusia que cese los ataques contra la infraestructura energética de Ucrania"),
    (IGNORE, "Zelenski exige el fin de los ataques rusos a centrales eléctricas"),
    # what was
    (IGNORE, "Hace un año, misiles rusos destruyeron la central de Trypilia"),
    (IGNORE, "Se cumple un año del ataque ruso a la presa hidroeléctrica de Dnipró"),
    (IGNORE, "Técnicos reparan la subestación de Járkov atacada en enero por Rusia"),
    (IGNORE, "Aniversario del primer ataque ruso contra la red eléctrica de Kiev"),
    (IGNORE, "El 15 de marzo un dron alcanzó la refinería de Tuapsé"),
    # other senses, causes, targets and parties
    (IGNORE, "Huelga de trabajadores en una central eléctrica de Kiev"),
    (IGNORE, "La oposición ataca al ministro de Energía en Kiev"),
    (IGNORE, "Las sanciones golpean a las refinerías rusas"),
    (IGNORE, "Crisis en Moscú: la caída del crudo golpea al sector energético"),
    (IGNORE, "Una tormenta daña el tendido eléctrico en Leópolis"),
    (IGNORE, "Avería deja sin luz a un barrio de Moscú"),
    (IGNORE, "Misil ruso impacta en un edificio residencial de Kryvyi Rih"),
    (IGNORE, "Drones rusos atacan el puerto de Odesa"),
    (IGNORE, "Israel bombardea una central eléctrica en Yemen"),
    (IGNORE, "Ataque de los hutíes contra una refinería saudí"),
    # questions, comments, what was intercepted
    (IGNORE, "¿Ha atacado Rusia otra central eléctrica en Ucrania?"),
    (IGNORE, "Opinión: por qué Rusia bombardea centrales eléctricas"),
    (IGNORE, "La defensa aérea derriba los drones que se dirigían a la refinería de Sarátov"),
    (IGNORE, "Frustrado un ataque contra una central eléctrica en Kursk"),
    # denials
    (DENIED, "El Kremlin niega haber atacado una central eléctrica en Ucrania"),
    (DENIED, "Ucrania desmiente el ataque a la estación de gas de Sudzha"),
    (DENIED, "Moscú rechaza las acusaciones de haber bombardeado una subestación en Jersón"),
    (DENIED, "Rusia asegura que no atacó ninguna instalación energética ucraniana"),
    (DENIED, "Falso que Ucrania atacara la refinería de Riazán, dice el Estado Mayor"),
)


def verdict(found: tuple[Match, ...]) -> str:
    if any(match.fires for match in found):
        return FIRE
    return DENIED if any(match.stance is Stance.DENIED for match in found) else IGNORE


@pytest.mark.parametrize(("expected", "text"), GERMAN)
def test_a_german_headline_is_judged_as_a_reader_would(expected: str, text: str) -> None:
    assert verdict(judged(text, lang="de")) == expected


@pytest.mark.parametrize(("expected", "text"), SPANISH)
def test_a_spanish_headline_is_judged_as_a_reader_would(expected: str, text: str) -> None:
    assert verdict(judged(text, lang="es")) == expected


@pytest.mark.parametrize(
    ("lang", "text", "party", "speaker"),
    [
        ("de", "Moskau wirft Kiew Angriff auf Umspannwerk in Brjansk vor", "ukraine", "russia"),
        ("de", "Russland beschuldigt die Ukraine, Stromleitungen in Belgorod zerstört zu haben", "ukraine", "russia"),
        ("de", "Ukraine habe Gasmessstation in Brjansk angegriffen, behauptet Moskau", "ukraine", "russia"),
        ("de", "Nach russischem Raketenangriff sitzt Tschernihiw im Dunkeln", "russia", None),
        ("es", "Moscú acusa a Kiev de atacar una estación de gas en Sudzha", "ukraine", "russia"),
        ("es", "Nuevo ataque ruso contra la red eléctrica de Odesa", "russia", None),
        ("es", "Ataque ruso deja sin electricidad a 50.000 hogares en Dnipró", "russia", None),
        ("es", "Drones ucranianos atacan una refinería en Samara y logran incendiarla", "ukraine", None),
    ],
)
def test_it_tells_the_accused_and_the_speaker(lang: str, text: str, party: str, speaker: str | None) -> None:
    match = the_match(text, lang=lang)
    assert (match.party, match.speaker) == (party, speaker)
