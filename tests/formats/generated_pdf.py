"""PDF files in eleven layouts, drawn by ReportLab: nothing here knows our reader or our writers."""

import io

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)

from .expected import Expected, prose


class Press:
    """Sets text on A4 pages, line by line; ``furnish(canvas, page)`` draws what every page carries."""

    def __init__(self, *, furnish=None, font="Helvetica", size=11, leading=14.5, left=72, right=72, top=80):
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4)
        self.furnish, self.font, self.size, self.leading = furnish, font, size, leading
        self.left, self.wide, self.top, self.page = left, A4[0] - left - right, top, 1
        self._begin()

    def _begin(self):
        self.y = A4[1] - self.top
        if self.furnish:
            self.furnish(self.canvas, self.page)

    def turn(self):
        self.canvas.showPage()
        self.page += 1
        self._begin()

    def line(self, text, *, font=None, size=None, x=None):
        if self.y < 80:
            self.turn()
        self.canvas.setFont(font or self.font, size or self.size)
        self.canvas.drawString(self.left if x is None else x, self.y, text)
        self.y -= self.leading * (size or self.size) / self.size

    def text(self, text, *, font=None, size=None, indent=0.0, hang="", first=0.0, gap=7.0):
        """A paragraph; ``hang`` is printed before its first line, ``first`` indents it."""
        font, size = font or self.font, size or self.size
        words = simpleSplit(text, font, size, self.wide - indent - (first and 0))
        if first:
            head = simpleSplit(text, font, size, self.wide - first)[0]
            words = [head, *simpleSplit(text[len(head) :].strip(), font, size, self.wide)]
        for number, line in enumerate(words):
            if self.y < 80:
                self.turn()
            if hang and not number:
                self.canvas.setFont(font, size)
                self.canvas.drawString(self.left, self.y, hang)
            self.line(line, font=font, size=size, x=self.left + indent + (first if not number else 0))
        self.y -= gap

    def head(self, text, *, font="Helvetica-Bold", size=None, gap=6.0):
        self.y -= 8
        if self.y < 140:
            self.turn()
        self.text(text, font=font, size=size or self.size, gap=gap)

    def bytes(self):
        self.canvas.save()
        return self.out.getvalue()


def numbered_paragraphs():
    """Hanging paragraph numbers, a marking and "Page x of y" on every page, contents with dot leaders."""

    def furnish(canvas, page):
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, "OFFICIAL-SENSITIVE")
        canvas.drawString(72, A4[1] - 55, "Overview report: Adult Fern")
        canvas.drawRightString(A4[0] - 72, 40, f"Page {page} of 5")

    press = Press(furnish=furnish)
    press.head("Contents", size=14)
    for text, page in (("1. Why this review was held", 2), ("2. What agencies knew", 3), ("3. Recommendations", 5)):
        press.line(f"{text} {'.' * (70 - len(text))} {page}")
    press.turn()
    labels = {}
    for section, heading in enumerate(("Why this review was held", "What agencies knew"), start=1):
        press.head(f"{section}. {heading}", size=14)
        for number in range(1, 9):
            text = prose(section + number, 5)
            press.text(text, indent=36, hang=f"{section}.{number}")
            labels[f"{section}.{number}"] = text
    press.head("3. Recommendations", size=14)
    press.text("The panel makes two recommendations, and repeats what Recommendation 4 of an earlier review says.")
    press.text("Recommendation 1: The Probation Service should tell the court of every earlier conviction.")
    press.text("Recommendation 2: Merrow Borough Council should repair broken doors within one working day.")
    found = [
        ("1", "The Probation Service should tell", "Probation Service"),
        ("2", "Merrow Borough Council should repair", "Merrow Borough Council"),
    ]
    headings = ["1 Why this review was held", "2 What agencies knew", "3 Recommendations"]
    absent = ["OFFICIAL", "Adult Fern", "Page 2", "....", "Contents"]
    return press.bytes(), Expected(headings, labels, list(labels.values()), absent, found)


def two_columns():
    """Two justified columns under a running header, bold headings, a full-width title."""
    out = io.BytesIO()
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, alignment=4, spaceAfter=6)
    head = ParagraphStyle("head", parent=body, fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=8)

    def furnish(canvas, _):
        canvas.setFont("Times-Italic", 9)
        canvas.drawString(50, A4[1] - 35, "Learning from the case of Adult Hazel")
        canvas.drawCentredString(A4[0] / 2, 30, str(canvas.getPageNumber()))

    document = BaseDocTemplate(out, pagesize=A4)
    wide = (A4[0] - 130) / 2
    frames = [Frame(50, 50, wide, A4[1] - 110), Frame(80 + wide, 50, wide, A4[1] - 110)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furnish))
    story, texts, headings = [], [], ["Background", "The last year", "What we learnt"]
    for at, heading in enumerate(headings):
        story.append(Paragraph(heading, head))
        for number in range(9):
            text = prose(at * 3 + number, 5)
            texts.append(text)
            story.append(Paragraph(text, body))
    document.build(story)
    return out.getvalue(), Expected(headings, {}, texts, ["Adult Hazel"])


def title_page():
    """A large title page, letter-spaced headings, roman page numbers, no numbers in the text."""

    def furnish(canvas, page):
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(A4[0] / 2, 36, ("i", "ii", "iii", "iv", "v")[page - 1])

    press = Press(furnish=furnish, font="Times-Roman", size=12, leading=16)
    press.y -= 150
    press.text("Domestic Homicide Review", font="Times-Bold", size=28)
    press.text("Adult Rowan, died in March 2019", font="Times-Roman", size=18)
    press.text("Independent chair: a former head of service", size=12)
    press.turn()
    texts = []
    for at, heading in enumerate(("THE FAMILY", "THE FACTS", "THE LEARNING")):
        press.y -= 10
        press.canvas.setFont("Times-Bold", 14)
        press.canvas.drawString(72, press.y, heading, charSpace=4)
        press.y -= 26
        for number in range(5):
            texts.append(prose(at * 2 + number, 6))
            press.text(texts[-1])
    return press.bytes(), Expected(
        ["THE FAMILY", "THE FACTS", "THE LEARNING"], {}, texts, title="Domestic Homicide Review"
    )


def hyphenation():
    """Words broken at the line's end, some of which have a hyphen of their own."""
    press = Press()
    press.head("1. Working together", size=14)
    for line in (
        "The panel asked how safeguarding leads work with multi-agency teams. Each safe-",
        "guarding lead had a deputy, and the multi-",
        "agency risk assessment conference met fortnightly. Nobody doubted the infor-",
        "mation that was shared. One member spoke of self-",
        "harm, another of a well-known pattern; a third, of the well-",
        "known gap between the two ser-",
        "vices, where information is lost.",
    ):
        press.line(line)
    press.y -= 10
    press.text("The review then turned to other matters that had been raised by the family.")
    text = (
        "The panel asked how safeguarding leads work with multi-agency teams. Each safeguarding lead had a deputy, "
        "and the multi-agency risk assessment conference met fortnightly. Nobody doubted the information that was "
        "shared. One member spoke of self-harm, another of a well-known pattern; a third, of the well-known gap "
        "between the two services, where information is lost."
    )
    return press.bytes(), Expected(["1 Working together"], {}, [text], ["safe-guarding", "infor-", "ser-"])


SEVEN = (
    "Recommendation",
    "Scope of recommendation i.e. local or regional",
    "Action to take",
    "Lead agency",
    "Key milestones achieved in enacting recommendation",
    "Target date",
    "Date of completion and outcome",
)


def action_plan():
    """A landscape action plan in the Home Office's seven columns, its heading row repeated on each page."""
    out = io.BytesIO()
    cell = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=10)
    bold = ParagraphStyle("bold", parent=cell, fontName="Helvetica-Bold")
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
    head = ParagraphStyle("head", parent=body, fontName="Helvetica-Bold", fontSize=15, leading=19)
    document = BaseDocTemplate(out, pagesize=A4)
    upright = Frame(60, 60, A4[0] - 120, A4[1] - 120)
    across = Frame(40, 40, A4[1] - 80, A4[0] - 80)
    document.addPageTemplates(
        [PageTemplate("upright", [upright]), PageTemplate("across", [across], pagesize=landscape(A4))]
    )
    agencies = ("Merrow NHS Trust", "Fellside Police", "Merrow Borough Council", "Probation Service")
    rows = []
    for number in range(1, 15):
        agency = agencies[number % 4]
        scope = ("Local", "Regional", "National")[number % 3]
        text = f"{number}. {agency} should look again at step {number} of the way in which it shares what it knows."
        rows.append((text, scope, prose(number, 2), agency, "Draft written", "May 2022", f"Outcome {number}"))
    data = [[Paragraph(name, bold) for name in SEVEN]]
    data += [[Paragraph(text, cell) for text in row] for row in rows]
    table = LongTable(data, colWidths=[140, 85, 185, 90, 90, 70, 90], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    story = [Paragraph("1. How the plan was made", head)]
    story += [Paragraph(prose(number, 5), body) for number in range(4)]
    story += [NextPageTemplate("across"), PageBreak(), Paragraph("2. Action plan", head), Spacer(1, 6), table]
    document.build(story)
    found = [(str(number), row[3], row[3]) for number, row in enumerate(rows, start=1)]
    cells = [SEVEN, *rows]
    return out.getvalue(), Expected(["1 How the plan was made", "2 Action plan"], recommendations=found, cells=cells)


def footnotes():
    """Raised footnote markers, notes in small type at the foot, paragraphs that cross the page."""
    press = Press(font="Times-Roman", size=11.5, leading=15)
    texts = []
    for page in range(1, 4):
        press.head(f"{page}. Part {('one', 'two', 'three')[page - 1]}", font="Times-Bold", size=14)
        for number in range(5):
            texts.append(prose(page + number, 6))
            press.text(texts[-1])
        start = "The practice kept to the guidance"
        press.line(start)
        press.canvas.setFont("Times-Roman", 6.5)
        width = press.canvas.stringWidth(start, "Times-Roman", 11.5)
        press.canvas.drawString(72 + width, press.y + 15 + 4.5, str(page))
        press.canvas.setFont("Times-Roman", 11.5)
        press.canvas.drawString(72 + width + 5, press.y + 15, "of its own body and")
        press.line("said so in its report.")
        press.canvas.line(72, 92, 200, 92)
        press.canvas.setFont("Times-Roman", 6)
        press.canvas.drawString(72, 83, str(page))
        press.canvas.setFont("Times-Roman", 8.5)
        press.canvas.drawString(77, 80, f"Guidance on asking questions, chapter {('one', 'two', 'three')[page - 1]}.")
        press.turn()
    texts.append("The practice kept to the guidance of its own body and said so in its report.")
    labels = {f"note {page}": "Guidance on asking questions, chapter" for page in (1, 2, 3)}
    return press.bytes(), Expected(["1 Part one", "2 Part two", "3 Part three"], labels, texts)


def bold_headings():
    """Headings in the type size of the text, only bold; bullets, and dashes under bullets."""
    press = Press(size=10.5, leading=13)
    texts, items = [], []
    for at, heading in enumerate(("Summary of the case", "Views of the family", "Good practice")):
        press.head(heading, size=10.5)
        texts.append(prose(at, 4))
        press.text(texts[-1])
        press.text("The panel saw in particular that:")
        for number in range(3):
            items.append(prose(at + number, 2))
            press.text(items[-1], indent=18, hang="•")
        press.text("the second sub-point, which is short", indent=18, hang="–")
    headings = ["Summary of the case", "Views of the family", "Good practice"]
    return press.bytes(), Expected(headings, {}, texts + items, ["•"])


def roman_numerals():
    """Sections I to IV, lettered items, centred running title that differs on even pages."""

    def furnish(canvas, page):
        canvas.setFont("Helvetica-Oblique", 8)
        canvas.drawCentredString(
            A4[0] / 2, A4[1] - 38, "Fellside Partnership" if page % 2 else "Review of Adult Sorrel"
        )
        canvas.drawCentredString(A4[0] / 2, 34, f"- {page} -")

    press = Press(furnish=furnish)
    labels, texts = {}, []
    for numeral, heading in (("I", "Purpose"), ("II", "Method"), ("III", "Findings"), ("IV", "Equality")):
        press.head(f"{numeral}. {heading}", size=13)
        for number in range(6):
            texts.append(prose(len(numeral) + number, 6))
            press.text(texts[-1])
        if numeral == "III":
            for letter, text in (("(a)", "Risk was seen but not named."), ("(b)", "Nobody held the whole picture.")):
                press.text(text, indent=24, hang=letter)
                labels[letter] = text
    headings = ["I Purpose", "II Method", "III Findings", "IV Equality"]
    return press.bytes(), Expected(headings, labels, texts, ["Fellside Partnership", "Adult Sorrel", "- 2 -"])


def turned_pages():
    """Pages stored on their side and turned by the viewer, with a watermark across them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    texts = []
    for page, heading in enumerate(("1. Chronology", "2. Analysis", "3. Conclusions")):
        canvas.setPageRotation(90)
        canvas.saveState()
        canvas.setFont("Helvetica-Bold", 60)
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.drawCentredString(0, 0, "DRAFT")
        canvas.restoreState()
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        y = A4[0] - 70
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(60, y, heading)
        for number in range(4):
            y -= 14
            texts.append(prose(page + number, 5))
            canvas.setFont("Helvetica", 11)
            for line in simpleSplit(texts[-1], "Helvetica", 11, A4[1] - 120):
                y -= 14
                canvas.drawString(60, y, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue(), Expected(["1 Chronology", "2 Analysis", "3 Conclusions"], {}, texts, ["DRAFT"])


def indented_paragraphs():
    """No white space between paragraphs: first lines are indented; headings in capitals of the same type."""

    def furnish(canvas, page):
        canvas.setFont("Times-Roman", 10)
        canvas.drawRightString(A4[0] - 72, A4[1] - 45, f"Adult Juniper / {page}")

    press = Press(furnish=furnish, font="Times-Roman", size=12, leading=15)
    texts = []
    for at, heading in enumerate(("THE MONTHS BEFORE", "CONTACT WITH SERVICES", "CONCLUSIONS")):
        press.y -= 14
        press.text(heading, gap=14)
        for number in range(6):
            texts.append(prose(at * 2 + number, 5))
            press.text(texts[-1], first=24, gap=0)
    headings = ["THE MONTHS BEFORE", "CONTACT WITH SERVICES", "CONCLUSIONS"]
    return press.bytes(), Expected(headings, {}, texts, ["Adult Juniper /"])


def recommendations_by_agency():
    """Recommendations under agencies' headings, "R1." labels, and text that only talks of recommendations."""
    press = Press()
    press.head("6. Lessons", size=14)
    press.text(prose(1, 5))
    press.text("As recommendation 4 says below, the form was out of date. Recommendation 2 was met in 2020.")
    press.head("7. Recommendations", size=14)
    press.text("The panel looked at earlier plans before it agreed these.")
    press.head("7.1 Recommendations for the Merrow Integrated Care Board", size=12)
    press.text("Practices should ask every patient with bruising whether they are safe at home.", indent=30, hang="R1.")
    press.text("Ensure that double appointments can be booked on the day.", indent=30, hang="R2.")
    press.head("7.2 National recommendations", size=12)
    press.text("The Home Office should publish what became of earlier recommendations.", indent=30, hang="R3.")
    press.head("8. Closing words", size=14)
    press.text("It is recommended that the Fellside Probation Service reviews how court reports are checked.")
    press.text(prose(4, 5))
    found = [
        ("R1", "Practices should ask", "Merrow Integrated Care Board"),
        ("R2", "Ensure that double", "Merrow Integrated Care Board"),
        ("R3", "The Home Office should", "Home Office"),
        ("", "It is recommended that the Fellside", "Fellside Probation Service"),
    ]
    headings = [
        "6 Lessons",
        "7 Recommendations",
        "7.1 Recommendations for the Merrow Integrated Care Board",
        "7.2 National recommendations",
        "8 Closing words",
    ]
    return press.bytes(), Expected(headings, {}, [prose(1, 5), prose(4, 5)], recommendations=found)


PDFS = [
    numbered_paragraphs,
    two_columns,
    title_page,
    hyphenation,
    action_plan,
    footnotes,
    bold_headings,
    roman_numerals,
    turned_pages,
    indented_paragraphs,
    recommendations_by_agency,
]
