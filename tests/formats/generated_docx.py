"""Word files in nine manners, written as raw XML: nothing here knows our reader or our writers."""

import io
import zipfile
from xml.sax.saxutils import escape

from docx import Document as WordDocument
from docx.shared import Pt

from .expected import Expected, prose
from .generated_pdf import SEVEN

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2, 3)
)


def word_file(body: str, *, styles: str = _HEADINGS, numbering: str = "", **parts: str) -> bytes:
    """A .docx archive round ``body``; ``parts`` are further XML parts by their stem ("footnotes")."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", f"<w:document {_NS}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {_NS}>{styles}</w:styles>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {_NS}>{numbering}</w:numbering>")
        for stem, xml in parts.items():
            archive.writestr(f"word/{stem}.xml", xml)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def num(num_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def levels(number: int, *formats: tuple[str, str]) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(formats)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'


def uses(num_id: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def auto_numbering():
    """Headings and paragraphs numbered by Word: 1, 1.1, 1.2, 2, 2.1; nothing of it in the text."""
    numbering = levels(0, ("decimal", "%1."), ("decimal", "%1.%2")) + uses(1, 0)
    body, labels = par("Overview report", style="Title"), {}
    for section, heading in enumerate(("Introduction", "Key events", "Recommendations"), start=1):
        body += par(heading, style="Heading1", properties=num(1))
        for number in range(1, 4):
            text = prose(section * 3 + number)
            if section == 3:
                text = f"Merrow Borough Council should take step {number} before the next review."
            labels[f"{section}.{number}"] = text
            body += par(text[:9], text[9:], properties=num(1, 1))
    styles = _HEADINGS + '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    found = [(f"3.{number}", "Merrow Borough Council should take", "Merrow Borough Council") for number in (1, 2, 3)]
    return word_file(body, styles=styles, numbering=numbering), Expected(
        ["1 Introduction", "2 Key events", "3 Recommendations"], labels, recommendations=found, title="Overview report"
    )


def localised_styles():
    """German style names with outline levels, one inherited; bullets by numbering."""
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="Überschrift 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="berschrift1"/>'
        "</w:style>"
    )
    numbering = levels(3, ("bullet", "\uf0b7")) + uses(7, 3)
    items = [prose(number, 1) for number in range(4)]
    body = par("1. Views of the family", style="berschrift1") + par(prose(2))
    body += "".join(par(item, properties=num(7)) for item in items)
    body += par("2. Equality and diversity", style="Kapitel") + par(prose(3))
    return word_file(body, styles=styles, numbering=numbering), Expected(
        ["1 Views of the family", "2 Equality and diversity"], {}, [prose(2), prose(3), *items]
    )


def bold_headings_typed():
    """No styles at all: bold lines as headings, typed numbers and tabs, a typed contents page."""
    bold = "<w:b/>"
    tab = "<w:r><w:tab/></w:r>"
    body = par(run("Review of Adult Aster", bold + '<w:sz w:val="48"/>'))
    body += par(run("CONTENTS", bold))
    for heading, page in (("Purpose", 2), ("Chronology", 4)):
        body += par(heading, tab, str(page))
    body += '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    labels = {}
    for section, heading in enumerate(("Purpose", "Chronology"), start=1):
        body += par(run(heading, bold))
        for number in range(1, 4):
            labels[f"{section}.{number}"] = prose(section + number)
            body += par(f"{section}.{number}", tab, prose(section + number))
        body += par(run("Who did what", bold)) + par(prose(7 + section), run(" so it was said", bold))
    return word_file(body, styles=""), Expected(
        ["Purpose", "Who did what", "Chronology", "Who did what"],
        labels,
        absent=["CONTENTS"],
        title="Review of Adult Aster",
    )


def tracked_changes():
    """Insertions, deletions, a move, a deleted paragraph mark, a comment and hidden text."""
    gone = '<w:del w:id="1"><w:r><w:delText>twice </w:delText></w:r></w:del>'
    come = f'<w:ins w:id="2">{run("three times ")}</w:ins>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    hidden = run("the secret name ", "<w:vanish/>")
    body = par("1. Contact", style="Heading1")
    body += par("The officer called ", gone, come, "in the week", comment, " ", hidden, "before the death.")
    body += par("The paragraph begins here ", properties="<w:rPr><w:del w:id='5'/></w:rPr>") + par("and ends here.")
    body += f'<w:p><w:moveFrom w:id="8">{run("Moved away from here.")}</w:moveFrom></w:p>'
    body += f'<w:p><w:moveTo w:id="9">{run("Moved to this place.")}</w:moveTo></w:p>'
    comments = f'<w:comments {_NS}><w:comment w:id="0">{par("Is this right?")}</w:comment></w:comments>'
    texts = [
        "The officer called three times in the week before the death.",
        "The paragraph begins here and ends here.",
        "Moved to this place.",
    ]
    return word_file(body, comments=comments), Expected(
        ["1 Contact"],
        {},
        texts,
        ["twice", "secret", "Is this right", "Moved away"],
        notes=["tracked changes", "Comments", "Hidden text"],
    )


def tables():
    """An action plan whose recommendation spans rows, with joined cells, and a one-cell box."""

    def cell(text, properties="", runs=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(run(text, runs))}</w:tc>"

    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + "".join(cell(name, runs="<w:b/>") for name in SEVEN) + "</w:tr>"
    one = (
        "Recommendation 1: Train every call handler to ask.",
        "Local",
        "Course",
        "Fellside Police",
        "",
        "May",
        "Done",
    )
    two = ("Recommendation 2: Publish a yearly account of progress.", "National", "", "Home Office", "", "", "")
    again = '<w:vMerge w:val="restart"/>'
    rows = "<w:tr>" + cell(one[0], again) + "".join(map(cell, one[1:])) + "</w:tr>"
    rows += "<w:tr>" + cell("", "<w:vMerge/>") + "".join(map(cell, ("", "Audit", "", "", "June", ""))) + "</w:tr>"
    rows += "<w:tr>" + "".join(map(cell, two)) + "</w:tr>"
    body = par("1. Findings", style="Heading1") + f"<w:tbl><w:tr>{cell(prose(3))}</w:tr></w:tbl>" + par(prose(1))
    body += par("2. Action plan", style="Heading1") + f"<w:tbl>{head}{rows}</w:tbl>" + par("")
    found = [
        ("1", "Train every call handler", "Fellside Police"),
        ("2", "Publish a yearly account", "Home Office"),
    ]
    return word_file(body), Expected(
        ["1 Findings", "2 Action plan"], {}, [prose(3), prose(1)], recommendations=found, cells=[SEVEN, one]
    )


def notes_and_boxes():
    """Footnotes, an endnote, and a text box that Word stores twice."""
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    box = f"<w:txbxContent>{par('Call the helpline at any hour, it is free.')}</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = par("1. Guidance", style="Heading1") + par("The guidance", mark, " was followed", end, " in part.", drawn)
    body += par("2. Practice", style="Heading1") + par(prose(5))
    notes = f'<w:footnotes {_NS}><w:footnote w:id="2">{par("Statutory guidance, 2016.")}</w:footnote></w:footnotes>'
    ends = f'<w:endnotes {_NS}><w:endnote w:id="1">{par("Local procedure, 2018.")}</w:endnote></w:endnotes>'
    return word_file(body, footnotes=notes, endnotes=ends), Expected(
        ["1 Guidance", "2 Practice"],
        {},
        ["The guidance was followed in part.", "Call the helpline at any hour, it is free."],
        notes=["Text in boxes"],
        footnotes=["Statutory guidance, 2016.", "Local procedure, 2018."],
    )


def contents_field():
    """A table of contents as a content control and one as a bare field; headers; soft and hard hyphens."""
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{par('Contents')}{par('Scope 3')}</w:sdtContent></w:sdt>"
    )
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = field.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + field.format("separate")
    bare = par(begin, "Scope of it 3") + par("Learning of it 9", field.format("end"))
    soft = (
        "<w:r><w:t>safe</w:t><w:softHyphen/><w:t>guarding the multi</w:t><w:noBreakHyphen/><w:t>agency way</w:t></w:r>"
    )
    body = control + bare + par("Scope", style="Heading1") + par(soft) + par("Time", style="Heading2") + par(prose(2))
    body += par("Learning", style="Heading1") + par(prose(4))
    header = f"<w:hdr {_NS}>{par('OFFICIAL-SENSITIVE')}</w:hdr>"
    return word_file(body, header1=header), Expected(
        ["Scope", "Time", "Learning"],
        {},
        ["safeguarding the multi-agency way", prose(2), prose(4)],
        ["OFFICIAL", "Contents", "of it"],
    )


def roman_and_letters():
    """Roman section numbers, lettered lists that start again, a list that starts at five."""
    numbering = levels(0, ("upperRoman", "%1.")) + levels(1, ("lowerLetter", "(%1)")) + levels(2, ("decimal", "%1)"))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbering += uses(1, 0) + uses(2, 1) + uses(3, 1, again.format(1)) + uses(4, 2, again.format(5))
    body = par("Method", style="Heading1", properties=num(1)) + par(prose(1))
    body += par("what was known", properties=num(2)) + par("who knew it", properties=num(2))
    body += par("Analysis", style="Heading1", properties=num(1)) + par(prose(2))
    body += par("what was done", properties=num(3)) + par("the fifth question asked", properties=num(4))
    labels = {"(b)": "who knew it", "(a)": "what was done", "5)": "the fifth question asked"}
    return word_file(body, numbering=numbering), Expected(["I Method", "II Analysis"], labels, [prose(1), prose(2)])


def office_template():
    """An ordinary file of Word's own template: title, quotation, bullets, a large unstyled sub-heading."""
    document = WordDocument()
    document.add_paragraph("Seven-minute briefing: Adult Teasel", style="Title")
    texts = []
    for number, heading in enumerate(("Background", "Why it matters", "What to do")):
        document.add_heading(heading, level=1)
        texts.append(prose(number * 4))
        document.add_paragraph(texts[-1])
        document.add_paragraph(f"Think of step {number} in your own work", style="List Bullet")
    part = document.add_paragraph().add_run("Questions for your team")
    part.font.size, part.font.bold = Pt(16), True
    document.add_paragraph("“We did not know whom to ask about any of it.”", style="Quote")
    document.sections[0].header.paragraphs[0].text = "Merrow Partnership"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), Expected(
        ["Background", "Why it matters", "What to do", "Questions for your team"],
        {},
        [*texts, "“We did not know whom to ask about any of it.”"],
        ["Merrow Partnership"],
        title="Seven-minute briefing: Adult Teasel",
    )


DOCXS = [
    auto_numbering,
    localised_styles,
    bold_headings_typed,
    tracked_changes,
    tables,
    notes_and_boxes,
    contents_field,
    roman_and_letters,
    office_template,
]
