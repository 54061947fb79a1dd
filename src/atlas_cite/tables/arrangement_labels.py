"""The words around arranged entries, by language: groups, contents, the table of studies, charts."""

from __future__ import annotations

from collections.abc import Mapping

_LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pt", "sv", "no", "da", "pl", "ja", "zh")

_ROWS: Mapping[str, tuple[str, ...]] = {
    "fact-pem": (
        "PEM criterion", "PEM-Kriterium", "Critère PEM (malaise post-effort)", "Criterio de PEM",
        "PEM-criterium", "Criterio PEM", "Critério de PEM", "PEM-kriterium", "PEM-kriterium", "PEM-kriterium",
        "Kryterium PEM", "PEM基準", "PEM 标准",
    ),
    "fact-year": (
        "Year", "Jahr", "Année", "Año", "Jaar", "Anno", "Ano", "År", "År", "År", "Rok", "年", "年份",
    ),
    "fact-decade": (
        "Decade", "Jahrzehnt", "Décennie", "Década", "Decennium", "Decennio", "Década", "Årtionde", "Tiår", "Årti",
        "Dekada", "年代", "年代",
    ),
    "fact-evidence": (
        "Evidence level", "Evidenzgrad", "Niveau de preuve", "Nivel de evidencia", "Bewijsniveau",
        "Livello di evidenza", "Nível de evidência", "Evidensnivå", "Evidensnivå", "Evidensniveau", "Poziom dowodów",
        "エビデンスレベル", "证据等级",
    ),
    "fact-confidence": (
        "Confidence", "Vertrauenswürdigkeit", "Confiance", "Confianza", "Betrouwbaarheid", "Affidabilità", "Confiança",
        "Tillförlitlighet", "Tillit", "Tillid", "Wiarygodność", "信頼度", "可信度",
    ),
    "fact-type": (
        "Publication type", "Publikationsart", "Type de publication", "Tipo de publicación", "Publicatietype",
        "Tipo di pubblicazione", "Tipo de publicação", "Publikationstyp", "Publikasjonstype", "Publikationstype",
        "Rodzaj publikacji", "出版物の種類", "出版物类型",
    ),
    "fact-kind": (
        "Kind of work", "Art des Werks", "Genre d’ouvrage", "Clase de obra", "Soort werk", "Genere di opera",
        "Género de obra", "Typ av verk", "Type verk", "Værktype", "Rodzaj dzieła", "著作の種類", "作品类型",
    ),
    "fact-journal": (
        "Journal", "Zeitschrift", "Revue", "Revista", "Tijdschrift", "Rivista", "Revista", "Tidskrift", "Tidsskrift",
        "Tidsskrift", "Czasopismo", "掲載誌", "期刊",
    ),
    "fact-tag": (
        "Tag", "Schlagwort", "Mot-clé", "Etiqueta", "Trefwoord", "Etichetta", "Etiqueta", "Etikett", "Emneord",
        "Emneord", "Znacznik", "タグ", "标签",
    ),
    "fact-topic": (
        "Topic", "Thema", "Thème", "Tema", "Onderwerp", "Argomento", "Tópico", "Ämne", "Emne", "Emne", "Temat",
        "主題", "主题",
    ),
    "fact-status": (
        "Status", "Status", "Statut", "Estado", "Status", "Stato", "Situação", "Status", "Status", "Status", "Status",
        "状態", "状态",
    ),
    "fact-language": (
        "Language", "Sprache", "Langue", "Idioma", "Taal", "Lingua", "Idioma", "Språk", "Språk", "Sprog", "Język",
        "言語", "语言",
    ),
    "unknown": (
        "unknown", "unbekannt", "inconnu", "desconocido", "onbekend", "sconosciuto", "desconhecido", "okänt", "ukjent",
        "ukendt", "nieznane", "不明", "未知",
    ),
    "not-stated": (
        "not stated", "keine Angabe", "non précisé", "no consta", "niet vermeld", "non indicato", "não indicado",
        "anges ej", "ikke oppgitt", "ikke oplyst", "nie podano", "記載なし", "未说明",
    ),
    "clean": (
        "No notice known", "Keine Mitteilung bekannt", "Aucun avis connu", "Ningún aviso conocido",
        "Geen mededeling bekend", "Nessun avviso noto", "Nenhum aviso conhecido", "Inget meddelande känt",
        "Ingen melding kjent", "Ingen meddelelse kendt", "Brak znanych zawiadomień", "告知なし", "未见通告",
    ),
    "unchecked": (
        "Not checked for retraction", "Nicht auf Rückzug geprüft", "Rétractation non vérifiée",
        "Retractación no comprobada", "Niet gecontroleerd op terugtrekking", "Ritrattazione non verificata",
        "Retratação não verificada", "Ej kontrollerat för återkallelse", "Ikke kontrollert for tilbaketrekking",
        "Ikke kontrolleret for tilbagetrækning", "Nie sprawdzono pod kątem wycofania", "撤回の有無は未確認",
        "未核查是否撤稿",
    ),
    "contents": (
        "Contents", "Inhalt", "Sommaire", "Índice", "Inhoud", "Indice", "Índice", "Innehåll", "Innhold", "Indhold",
        "Spis treści", "目次", "目录",
    ),
    "overview": (
        "The studies at a glance", "Die Studien im Überblick", "Les études en un coup d’œil",
        "Los estudios de un vistazo", "De studies in één oogopslag", "Gli studi in sintesi",
        "Os estudos em resumo", "Studierna i korthet", "Studiene i korthet", "Studierne i overblik",
        "Badania w skrócie", "研究の一覧", "研究一览",
    ),
    "charts": (
        "Charts", "Diagramme", "Graphiques", "Gráficos", "Grafieken", "Grafici", "Gráficos", "Diagram", "Diagrammer",
        "Diagrammer", "Wykresy", "図表", "图表",
    ),
    "studies": (
        "Studies", "Studien", "Études", "Estudios", "Studies", "Studi", "Estudos", "Studier", "Studier", "Studier",
        "Badania", "研究数", "研究数",
    ),
    "studies-per-year": (
        "Studies per year – {fact}", "Studien je Jahr – {fact}", "Études par an – {fact}", "Estudios por año – {fact}",
        "Studies per jaar – {fact}", "Studi per anno – {fact}", "Estudos por ano – {fact}", "Studier per år – {fact}",
        "Studier pr. år – {fact}", "Studier pr. år – {fact}", "Badania w kolejnych latach – {fact}",
        "年別の研究数（{fact}）", "各年研究数（{fact}）",
    ),
    "studies-per-decade": (
        "Studies per decade – {fact}", "Studien je Jahrzehnt – {fact}", "Études par décennie – {fact}",
        "Estudios por década – {fact}", "Studies per decennium – {fact}", "Studi per decennio – {fact}",
        "Estudos por década – {fact}", "Studier per årtionde – {fact}", "Studier pr. tiår – {fact}",
        "Studier pr. årti – {fact}", "Badania w kolejnych dekadach – {fact}", "年代別の研究数（{fact}）",
        "各年代研究数（{fact}）",
    ),
    "total": (
        "Total", "Summe", "Total", "Total", "Totaal", "Totale", "Total", "Summa", "Sum", "I alt", "Razem",
        "合計", "合计",
    ),
    "column-study": (
        "Study", "Studie", "Étude", "Estudio", "Studie", "Studio", "Estudo", "Studie", "Studie", "Studie", "Badanie",
        "研究", "研究",
    ),
    "column-design": (
        "Design", "Studientyp", "Type d’étude", "Diseño", "Onderzoeksopzet", "Disegno", "Desenho",
        "Studiedesign", "Studiedesign", "Studiedesign", "Rodzaj badania", "研究デザイン", "研究设计",
    ),
    "column-sample-size": ("n",) * 13,
    "column-pem": ("PEM",) * 13,
    "column-evidence": (
        "Evidence", "Evidenz", "Preuves", "Evidencia", "Bewijs", "Evidenza", "Evidência", "Evidens", "Evidens",
        "Evidens", "Dowody", "エビデンス", "证据",
    ),
    "column-not-proven": (
        "Does not prove", "Beweist nicht", "Ne prouve pas", "No demuestra", "Bewijst niet", "Non dimostra",
        "Não prova", "Bevisar inte", "Beviser ikke", "Beviser ikke", "Nie dowodzi", "証明していないこと", "未能证明",
    ),
    "annotated-under": (
        "Its annotation stands under", "Die Anmerkungen dazu stehen unter", "Son annotation se trouve sous",
        "Su anotación está en", "De annotatie staat onder", "L’annotazione si trova sotto",
        "A anotação está em", "Kommentaren står under", "Kommentaren står under", "Kommentaren står under",
        "Adnotacja znajduje się w części", "注釈の掲載箇所：", "注释见：",
    ),
}  # fmt: skip
"""Each label in the order of _LANGUAGES."""

ARRANGEMENT_LABELS: Mapping[str, Mapping[str, str]] = {
    language: {name: words[at] for name, words in _ROWS.items()} for at, language in enumerate(_LANGUAGES)
}
"""Each language's labels by name."""
