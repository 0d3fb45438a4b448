"""Words that only join others: they are never the word that a list lacks. Our own lists, short on purpose.

Words that deny or exclude ("no", "without") are not among them: they belong to phrases such as "without heat".
"""

_WORDS: dict[str, str] = {
    "en": """
        a about above after again all almost along already also although always among an and another any are around as
        at away back be because been before being between both but by can could day did do does down during each even
        ever every few first five for four from get give go had has have he her here him his how however i if in into
        is it its just last later least less let like made make many may me might more most much must my near new next
        now of off often on once one only onto or other our out over own per put rather s said same say see set several
        shall she should since six so some still such take ten than that the their them then there these they this
        those three through time to today together too toward two under until up upon us use very via was way we week
        well were what when where which while who whom whose why will with within would year yet you your
    """,
    "de": """
        ab aber alle als also am an auch auf aus bei beim bereits bis da dabei damit danach dann das dass dem den denn
        der des die dies diese dieser doch dort drei durch ein eine einem einen einer eines er erneut erst es etwa für
        gegen haben hat hatte hier ihr ihre im in ins ist jahr jetzt kann konnte mehr mehrere mit nach nachdem neue noch
        nun nur ob oder sei sein seine seit sich sie sind so soll sowie tag über um und unter vier vom von vor war
        waren was wegen weil weitere wenn werden wie wieder wird wurde wurden zu zum zur zwei zwischen
    """,
    "es": """
        a al algo alguna ante antes año así aún aunque cada como con contra cual cuando cuatro cuyo de del desde después
        día donde dos durante e el ella ellos en entre era es esa ese eso esta está están este esto fue fueron ha había
        han hasta hay la las le les lo los luego más me mientras mismo muy nuevo o otra otro para pero poco por porque
        primer pues que quien se según ser si sido sobre son su sus tal también tanto te tiene todo tras tres tu u un
        una uno unos varios y ya
    """,
    "uk": """
        а або але багато без би був була були було бути в вже ви від вона вони вчора два де день для до дня ж за з зі
        його її їх і із інший й к коли кілька ли між ми може на навіть над не нові новий о один під після по при про
        раз рік році роки сам свій себе сьогодні та так такий також там те тим то того той три тут у усі хто це цей ці
        цього через чи що щоб ще я як який якого які якщо
    """,
    "ru": """
        а более будет бы был была были было быть в вас весь во вот все вчера вы где год года да два день для до дня его
        ее еще её ещё ж же за и из или им их к как какой когда который кто ли лет между меня мне много может мы на над
        не несколько новый о об один он она они от перед по под после потом при про раз с сам свой себя сегодня со так
        также такой там то того той только тот три ты у уже чем через что чтобы эта эти это этого этот я
    """,
}
_BY_LANGUAGE: dict[str, frozenset[str]] = {code: frozenset(words.split()) for code, words in _WORDS.items()}


def joins_only(word: str, lang: str) -> bool:
    """Return whether a word, in small letters, only joins others in a language; of other languages nothing is known."""
    return word in _BY_LANGUAGE.get(lang, frozenset())
