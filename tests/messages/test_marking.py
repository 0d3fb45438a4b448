"""Texts cut into marked pieces."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.messages.marking import Mark, Piece, pieces
from monitor.model.ids import ListId
from monitor.model.match import CueWords, Words


def words(*spans: tuple[int, int]) -> tuple[Words, ...]:
    return tuple(Words(list=ListId("attack"), start=start, end=end) for start, end in spans)


def cue(start: int, end: int) -> CueWords:
    return CueWords(text="", start=start, end=end)


def test_pieces_show_words_and_cue_where_they_stand() -> None:
    assert pieces("he said drones hit it", words((8, 18)), cue(3, 7)) == (
        Piece("he "),
        Piece("said", Mark.CUE),
        Piece(" "),
        Piece("drones hit", Mark.WORD),
        Piece(" it"),
    )


def test_offsets_count_code_points_not_bytes_or_utf16_units() -> None:
    assert pieces("🔥🔥 дрон", words((3, 7)), None)[-1] == Piece("дрон", Mark.WORD)


def test_overlapping_words_are_one_mark() -> None:
    assert pieces("abcdef", words((0, 3), (2, 5)), None) == (Piece("abcde", Mark.WORD), Piece("f"))


def test_a_word_wins_over_a_cue_that_overlaps_it() -> None:
    assert pieces("abcdef", words((2, 4)), cue(0, 4)) == (
        Piece("ab", Mark.CUE),
        Piece("cd", Mark.WORD),
        Piece("ef"),
    )


def test_marks_outside_of_the_text_are_drawn_in_or_dropped() -> None:
    assert pieces("abc", words((-5, 1), (2, 99), (7, 9), (2, 1)), cue(50, 60)) == (
        Piece("a", Mark.WORD),
        Piece("b"),
        Piece("c", Mark.WORD),
    )


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces("", words((0, 5)), cue(0, 1)) == ()


def test_a_long_text_is_cut_around_its_marks() -> None:
    text = "before " * 200 + "drones hit" + " after" * 200
    cut = pieces(text, words((1400, 1410)), None)
    assert Piece("drones hit", Mark.WORD) in cut
    assert cut[0].text == "… "
    assert cut[-1].text == " …"
    assert sum(len(piece.text) for piece in cut) < 300


def test_marks_far_apart_are_both_shown_with_the_gap_between() -> None:
    text = "drones " + "filler " * 400 + "substation"
    cut = pieces(text, words((0, 6), (len(text) - 10, len(text))), None)
    assert [piece.text for piece in cut if piece.mark is Mark.WORD] == ["drones", "substation"]
    assert Piece(" … ") in cut


def test_a_long_text_without_marks_shows_its_beginning() -> None:
    cut = pieces("word " * 1000, (), None, limit=100)
    assert cut[0].text.startswith("word word")
    assert cut[-1].text == " …"


SPANS = st.lists(st.tuples(st.integers(-10, 700), st.integers(-10, 700)), max_size=60)


@given(st.text(max_size=900), SPANS, st.none() | st.tuples(st.integers(-10, 900), st.integers(-10, 900)))
def test_pieces_are_always_parts_of_the_text_within_the_limit(
    text: str, spans: list[tuple[int, int]], cue_span: tuple[int, int] | None
) -> None:
    cut = pieces(text, words(*spans), cue(*cue_span) if cue_span else None, limit=200)
    shown = [piece for piece in cut if piece.text not in ("… ", " … ", " …")]
    assert sum(len(piece.text) for piece in shown) <= 200
    at = 0
    for piece in shown:
        at = text.index(piece.text, at) + len(piece.text)


@given(st.text(max_size=400), SPANS)
def test_a_text_that_fits_is_shown_whole(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in pieces(text, words(*spans), None)) == text
