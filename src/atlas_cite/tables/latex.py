"""What LaTeX calls a character or a format, as data; `latex/` holds the code that uses it.

Sources: The LaTeX Companion (3rd ed.) §9; LaTeX kernel, utf8enc.dfu and fontmath.ltx; biblatex manual §2 and §4.
"""

from __future__ import annotations

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331", "t": "\u0361", "C": "\u030f", "U": "\u030e", "G": "\u030f",
}  # fmt: skip
"""Accent command -> combining character; the command's argument is the letter."""

MATH_ACCENTS = {
    "hat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308", "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306", "mathring": "\u030a",
}  # fmt: skip

SYMBOLS = {
    # letters
    "i": "ı", "j": "ȷ", "ss": "ß", "SS": "SS", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ",
    # characters with a meaning of their own, and their names
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", "textbackslash": "\\", "backslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`", "textquotesingle": "'", "textquotedbl": '"',
    "textunderscore": "_", "textdollar": "$", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{",
    "rbrace": "}", "lbrack": "[", "rbrack": "]", "textless": "<", "textgreater": ">", "textbar": "|", "lt": "<",
    "gt": ">", "vert": "|", "textasteriskcentered": "*", "ast": "∗", "slash": "/", "hyphen": "-", "colon": ":",
    "AND": "&", "and": "&",
    # punctuation and signs
    "dots": "…", "ldots": "…", "cdots": "⋯", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘",
    "rq": "’", "quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»",
    "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "textexclamdown": "¡", "textquestiondown": "¿", "textbullet": "•", "textperiodcentered": "·", "bullet": "•",
    "S": "§", "textsection": "§", "P": "¶", "textparagraph": "¶", "dag": "†", "dagger": "†", "textdagger": "†",
    "ddag": "‡", "ddagger": "‡", "textdaggerdbl": "‡", "copyright": "©", "textcopyright": "©",
    "textregistered": "®", "texttrademark": "™", "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€",
    "textyen": "¥", "textcent": "¢", "textdegree": "°", "degree": "°", "textcelsius": "℃", "textordfeminine": "ª",
    "textordmasculine": "º", "textmu": "µ", "micro": "µ", "textohm": "Ω", "textpm": "±", "texttimes": "×",
    "textdiv": "÷", "textonequarter": "¼", "textonehalf": "½", "textthreequarters": "¾", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "textnumero": "№", "textperthousand": "‰",
    "textminus": "−", "textrightarrow": "→", "textleftarrow": "←", "textnonbreakinghyphen": "‑", "nobreakdash": "",
    "textcompwordmark": "\u200c",
    # Greek
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
    # mathematics
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "leqslant": "⩽", "geqslant": "⩾", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅",
    "equiv": "≡", "propto": "∝", "ll": "≪", "gg": "≫", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑",
    "prod": "∏", "int": "∫", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "cup": "∪",
    "cap": "∩", "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "wedge": "∧", "vee": "∨", "emptyset": "∅",
    "circ": "∘", "star": "⋆", "oplus": "⊕", "otimes": "⊗", "perp": "⊥", "parallel": "∥", "angle": "∠",
    "prime": "′", "surd": "√", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "uparrow": "↑", "downarrow": "↓",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "mapsto": "↦", "langle": "⟨", "rangle": "⟩",
    "lesssim": "≲", "gtrsim": "≳", "checkmark": "✓", "square": "□", "log": "log", "ln": "ln", "exp": "exp",
    "min": "min", "max": "max", "sin": "sin", "cos": "cos", "tan": "tan", "lim": "lim",
    # names and spacing
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2e", "XeTeX": "XeTeX", "today": "today",
    " ": " ", "\t": " ", "\n": " ", ",": " ", ";": " ", ":": " ", ">": " ", "space": " ", "quad": " ", "qquad": " ",
    "enspace": " ", "thinspace": " ", "nobreakspace": " ", "textvisiblespace": "␣", "!": "", "/": "", "-": "",
    "@": "", "\\": " ", "newline": " ", "linebreak": " ", "par": "\n\n", "relax": "", "protect": "", "noindent": "",
    "allowbreak": "", "nolinebreak": "", "nobreak": "", "null": "", "sloppy": "", "left": "", "right": "", "big": "",
    "Big": "", "displaystyle": "", "textstyle": "", "limits": "", "hfill": " ", "hfil": " ", "unskip": "",
    "ignorespaces": "", "selectfont": "", "xspace": "", "isdot": "", "adddot": ".", "addcomma": ",", "addcolon": ":",
    "addsemicolon": ";", "adddotspace": ". ", "addspace": " ", "bibrangedash": "–", "bibrangessep": ", ",
    "textnormal": "", "fi": "", "else": "", "ifmmode": "",
}  # fmt: skip
"""Commands without an argument -> their text; it is empty for `/` (italic correction), `-` (hyphenation) and such."""

FORMATS = {
    "emph": "i", "textit": "i", "textsl": "i", "mkbibemph": "i", "mkbibitalic": "i", "textbf": "b", "mkbibbold": "b",
    "mathbf": "b", "boldsymbol": "b", "textsc": "sc", "textsubscript": "sub", "textsuperscript": "sup",
    "mkbibsuperscript": "sup", "sp": "sup", "sb": "sub", "underline": "", "ul": "",
}  # fmt: skip
"""Commands with one argument -> the element of CSL rich text (empty: the argument alone, it has no element)."""

SWITCHES = {
    "em": "i", "it": "i", "itshape": "i", "sl": "i", "slshape": "i", "bf": "b", "bfseries": "b", "sc": "sc",
    "scshape": "sc", "rm": "", "rmfamily": "", "sf": "", "sffamily": "", "tt": "", "ttfamily": "", "upshape": "",
    "mdseries": "", "normalfont": "", "upright": "", "tiny": "", "scriptsize": "", "footnotesize": "", "small": "",
    "normalsize": "", "large": "", "Large": "", "cal": "", "centering": "", "raggedright": "",
}  # fmt: skip
"""Commands that hold until the group ends -> the element of CSL rich text."""

ARGUMENTS = {
    # transparent: the text of one argument
    "text": "{0}", "textrm": "{0}", "textsf": "{0}", "texttt": "{0}", "textup": "{0}", "textmd": "{0}",
    "textnormal": "{0}", "textln": "{0}", "textlf": "{0}", "mbox": "{0}", "hbox": "{0}", "fbox": "{0}",
    "ensuremath": "{0}", "mathrm": "{0}", "mathit": "{0}", "mathsf": "{0}", "mathtt": "{0}", "mathcal": "{0}",
    "mathbb": "{0}", "mathfrak": "{0}", "mathscr": "{0}", "mathop": "{0}", "operatorname": "{0}", "rlap": "{0}",
    "uppercase": "{0}", "lowercase": "{0}", "MakeUppercase": "{0}", "MakeLowercase": "{0}", "textlsc": "{0}",
    "url": "{0}", "path": "{0}", "nolinkurl": "{0}", "mkbibacro": "{0}", "mkbibbrackets": "[{0}]",
    "mkbibparens": "({0})", "bibstring": "{0}", "nocite": "{0}", "ce": "{0}", "acs": "{0}", "bibinfo": "{1}",
    "natexlab": "{0}", "enquote": "“{0}”", "mkbibquote": "“{0}”", "sqrt": "√{0}", "unit": "{0}", "num": "{0}",
    # of several arguments, the one that is text
    "href": "{1}", "textcolor": "{1}", "foreignlanguage": "{1}", "hyperlink": "{1}", "frac": "{0}/{1}",
    "tfrac": "{0}/{1}", "dfrac": "{0}/{1}", "nicefrac": "{0}/{1}", "SI": "{0} {1}", "qty": "{0} {1}",
    "raisebox": "{1}", "selectlanguage": "", "color": "", "noopsort": "", "hspace": " ", "vspace": " ",
    "kern": "", "label": "", "index": "", "phantom": "", "hphantom": "", "vphantom": "",
}  # fmt: skip
"""Commands with arguments -> the text they leave, by argument number; the highest number tells how many there are.

A template without a number (`noopsort`) takes one argument and drops it, as LaTeX does.
"""

SUPERSCRIPTS = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
SUBSCRIPTS = dict(zip("0123456789+-=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ", strict=True))
"""Raised and lowered characters that Unicode has, for text that cannot hold elements."""

ESCAPES = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "&": "\\&", "%": "\\%",
    "#": "\\#", "_": "\\_", "$": "\\$", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "`": "\\textasciigrave{}",
}  # fmt: skip
"""Characters that LaTeX or BibTeX would read as something else.

A brace is spelled out: BibTeX counts `\\{` as an open brace, so a lone one would swallow the rest of the file.
"""

UNDECLARED = {
    **{
        SYMBOLS[name]: f"$\\{name}$"
        for name in (
            """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho
            varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi
            Psi Omega mp leq geq neq approx sim simeq cong equiv propto ll gg infty partial nabla sum prod int in notin
            subset subseteq supset cup cap forall exists wedge vee emptyset circ star oplus otimes perp parallel angle
            prime ell hbar Re Im aleph rightarrow leftarrow leftrightarrow uparrow downarrow Rightarrow Leftarrow
            Leftrightarrow mapsto langle rangle ast cdots"""
        ).split()
    },
    "−": "$-$", "√": "$\\surd$",
}  # fmt: skip
"""Characters that pdfLaTeX's UTF-8 does not know, as commands of its kernel; every other character stays itself."""

LETTER_COMMANDS = {
    SYMBOLS[name]: name
    for name in "i j ss o O l L ae AE oe OE aa AA dh DH th TH dj DJ ng NG S P dag ddag copyright pounds".split()
} | {
    SYMBOLS[name]: name
    for name in (
        """textellipsis quotesinglbase quotedblbase guillemotleft guillemotright guilsinglleft guilsinglright
        textexclamdown textquestiondown textbullet textperiodcentered textregistered texttrademark texteuro textyen
        textcent textdegree textordfeminine textordmasculine textmu textpm texttimes textdiv textonequarter textonehalf
        textthreequarters textonesuperior texttwosuperior textthreesuperior textnumero textperthousand"""
    ).split()
}  # fmt: skip
"""Characters without accents -> the command that sets them in text."""

SIGNS = {"–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "‐": "-", "‑": "-", "\xa0": "~"}
"""Characters for which LaTeX has ligatures and the like."""

PROSE_LOWER_CASE = frozenset(
    """about above across after against along among around before behind below beneath between beyond despite during
    except from inside into like near onto over since than that their through throughout toward towards under until upon
    using versus via what when where which while with within without whether whose""".split()
)
"""Longer English words that title case leaves in lower case: they do not show that a title is in sentence case."""

ASCII_COMMANDS = {
    **{SYMBOLS[name]: f"{{\\{name}}}" for name in (
        """ss o O l L ae AE oe OE aa AA dh DH th TH dj DJ ng NG S P dag ddag copyright pounds dots textexclamdown
        textquestiondown textbullet textperiodcentered textregistered texttrademark textyen textcent textdegree
        textcelsius textordfeminine textordmasculine textohm textonequarter textonehalf textthreequarters textnumero
        texteuro textperthousand quotesinglbase quotedblbase guillemotleft guillemotright guilsinglleft guilsinglright
        textquoteright textcompwordmark"""
    ).split()},
    "ı": "{\\i}", "ȷ": "{\\j}", "µ": "{\\textmu}", "±": "$\\pm$", "×": "$\\times$", "÷": "$\\div$", "¬": "$\\neg$",
    "¹": "\\textsuperscript{1}", "²": "\\textsuperscript{2}", "³": "\\textsuperscript{3}", "“": "``", "”": "''",
    "‘": "`", "–": "--", "—": "---", "‑": "-", "‐": "-",
}  # fmt: skip
"""Characters that are no letters with accents -> commands of LaTeX's kernel (2020 and later), for files in ASCII."""

PDFLATEX_RANGES = """
    00A0-0125 0128-0137 0139-013E 0141-0148 014A-0165 0168-017E 0192 01C4-01D4 01E2-01E3 01E6-01EB 01F0
    01F4-01F5 0218-021B 0232-0233 0237 02C7 02D8-02D9 02DB 02DD 0E3F 1E02-1E03 1E0D 1E1E-1E21 1E25 1E30-1E31
    1E37 1E43 1E45 1E47 1E5B 1E63 1E6D 1E8E-1E91 1E9E 1EF2-1EF3 200C 2010-2016 2018-201A 201C-201E 2020-2022
    2026 2030-2031 2039-203B 203D 2044 204E 2052 20A1 20A4 20A6 20A9 20AB-20AC 20B1 2103 2116-2117 211E 2120
    2122 2126-2127 212E 2190-2193 2329-232A 2422-2423 25E6 25EF 266A 27E8-27E9 3008-3009 FB00-FB06 FEFF
"""
"""Characters beyond ASCII that pdfLaTeX sets with its T1 and TS1 fonts (ot1enc.dfu, t1enc.dfu, ts1enc.dfu)."""
