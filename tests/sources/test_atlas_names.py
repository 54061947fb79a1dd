"""Author lists: rows of what the atlas prints and the names it must give; an undecidable list stays as printed."""

from __future__ import annotations

import pytest

from atlas_cite.sources.atlas.names import (
    AuthorList,
    parse_author_list,
    parse_bibtex_authors,
    parse_citation_authors,
)


def shown(found: AuthorList) -> str:
    """`particle+family, given, suffix` or `=literal`, joined by `; `, `…` for more, `?` for a doubt."""
    names = [
        "=" + name.literal
        if name.literal
        else ", ".join(
            filter(
                None,
                [
                    (name.non_dropping_particle + "+" if name.non_dropping_particle else "") + name.family,
                    name.given + ("+" + name.dropping_particle if name.dropping_particle else ""),
                    name.suffix,
                ],
            )
        )
        for name in found.names
    ]
    return "; ".join(names) + (" …" if found.truncated else "") + (" ?" if found.doubt else "")


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Lind, A R, Wachter, D, Bough, C R et al.", "Lind, A R; Wachter, D; Bough, C R …"),
        ("Lind, A R, Wachter, D, Bough, C R, et al", "Lind, A R; Wachter, D; Bough, C R …"),
        ("Heim, Marianne J, Knop, Hans", "Heim, Marianne J; Knop, Hans"),
        ("Heim, Marianne J", "Heim, Marianne J"),
        ("Heim,Marianne J,Knop,Hans", "Heim, Marianne J; Knop, Hans"),
        (
            "Staci R. Stevenson, Chris R. Snel, Jared N. Stevenson et al.",
            "Stevenson, Staci R.; Snel, Chris R.; Stevenson, Jared N. …",
        ),
        ("C. M. C. van Kampen, F. C. Visscher", "van+Kampen, C. M. C.; Visscher, F. C."),
        ("Ana B. Ruiz Soto, A. Martin Lern, C. D. Ek Bo", "Ruiz Soto, Ana B.; Lern, A. Martin; Ek Bo, C. D."),
        ("Jos van der Meeren", "van der+Meeren, Jos"),
        ("Cara Tomlin, Jess Newbury, Stu Watts", "Tomlin, Cara; Newbury, Jess; Watts, Stu"),
        ("Cara Tomlin, Jess Newbury", "=Cara Tomlin, Jess Newbury ?"),
        ("Cara Tomlin, Jess Newbury, Stu Watts, Ann Wills", "=Cara Tomlin, Jess Newbury, Stu Watts, Ann Wills ?"),
        ("Cara Tomlin and Jess Newbury", "Tomlin, Cara; Newbury, Jess"),
        ("Cara Tomlin; Newbury, Jess", "Tomlin, Cara; Newbury, Jess"),
        ("Working Group of the Nordic College of Rest", "=Working Group of the Nordic College of Rest"),
        ("Centers for Disease Control and Prevention", "=Centers for Disease Control and Prevention"),
        (
            "Lind, A & Centers for Disease Control and Prevention",
            "Lind, A; =Centers for Disease Control and Prevention",
        ),
        ("Wardle, A J, FIND Trial Group, Rist, L", "Wardle, A J; =FIND Trial Group; Rist, L"),
        ("Rest Study Group, Lind, A", "=Rest Study Group; Lind, A"),
        ("Ying-Chi, Chang", "Ying-Chi, Chang"),
        ("Hattes, Daniel Br", "Hattes, Daniel Br"),
        ("de Jonge, Lieke W A M, van der Meeren, Jos", "de+Jonge, Lieke W A M; van der+Meeren, Jos"),
        ("Van de Pitte, Karen, De Lorenz, F", "Van de Pitte, Karen; De Lorenz, F"),
        ("Meeren, Jos van der", "Meeren, Jos+van der"),
        ("Avella Fernández, Alfredo, Miralles Méhar, Ana", "Avella Fernández, Alfredo; Miralles Méhar, Ana"),
        ("Mens, Fane Kojo Fosu", "Mens, Fane Kojo Fosu"),
        ("Lerner, A Martin, O'Kean, V", "Lerner, A Martin; O'Kean, V"),
        ("Lerner, A. Martin, Beq, Saf", "Lerner, A. Martin; Beq, Saf"),
        ("Smith, John, Jr., Doe, J", "Smith, John, Jr.; Doe, J"),
        ("King, Martin L Jr", "King, Martin L, Jr"),
        ("Heim MJ, Knop H", "Heim, M J; Knop, H"),
        ("Heim M J, Knop H", "Heim, M J; Knop, H"),
        ("van der Meeren J W, Knop H et al.", "van der+Meeren, J W; Knop, H …"),
        ("Heim M.J., Knop H.", "Heim, M.J.; Knop, H."),
        ("Heim M J & Knop H", "Heim, M J; Knop, H"),
        ("Heim M J, Knop Hans", "=Heim M J, Knop Hans ?"),
        ("Lind, A R, Wachter, D, Bough", "Lind, A R; Wachter, D; =Bough ?"),
        ("Plato", "=Plato ?"),
        ("Rosa Wall, PhD", "=Rosa Wall, PhD ?"),
        ("Lind, A R, Wachter, Bough, C R, Ek", "=Lind, A R, Wachter, Bough, C R, Ek ?"),
        ("Unknown authors", ""),
        ("", ""),
    ],
)
def test_a_header_s_authors(printed: str, read: str) -> None:
    assert shown(parse_author_list(printed)) == read.strip()


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Lind, A", "Lind, A"),
        ("Cara Tomlin, Jess", "Cara Tomlin, Jess"),
        ("Crawl, E & Stern, J A C", "Crawl, E; Stern, J A C"),
        ("Cara Tomlin & Jess Newbury", "Tomlin, Cara; Newbury, Jess"),
        ("Lind, A R, Wachter, D, & Bough, C R", "Lind, A R; Wachter, D; Bough, C R"),
        ("C. M. C. van Kampen, F. C. Visscher, & P. C. Rohe", "van+Kampen, C. M. C.; Visscher, F. C.; Rohe, P. C."),
        (
            "Raij, Ruud, Roer, Meg, Keij, Stef, Joost, Leo, Net, Mih, van der Meeren, Jos, et al.",
            "Raij, Ruud; Roer, Meg; Keij, Stef; Joost, Leo; Net, Mih; van der+Meeren, Jos …",
        ),
        ("A. Be, C. De, E. Ef, G. Ge, I. Ei, K. Ka, et al.", "Be, A.; De, C.; Ef, E.; Ge, G.; Ei, I.; Ka, K. …"),
        ("Working Group of the Nordic College of Rest", "=Working Group of the Nordic College of Rest"),
        ("Unknown authors", ""),
    ],
)
def test_a_citation_s_authors(printed: str, read: str) -> None:
    assert shown(parse_citation_authors(printed)) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("Lind, A R and Wachter, D and others", "Lind, A R; Wachter, D …"),
        ("{Nordic College of Rest} and Lind, A", "=Nordic College of Rest; Lind, A"),
        ("Unknown, Unknown", ""),
        ("{Unknown, 2017}", ""),
        ("Cara Tomlin and Jess Newbury", "Tomlin, Cara; Newbury, Jess"),
    ],
)
def test_a_bibtex_block_s_authors(value: str, read: str) -> None:
    assert shown(parse_bibtex_authors(value)) == read


def test_natural_order_is_noted_because_such_records_were_entered_by_hand() -> None:
    assert parse_author_list("F. C. Visscher, P. C. Rohe").natural
    assert not parse_author_list("Visscher, F C, Rohe, P C").natural
