"""The text of a Word paragraph, run by run: what is struck out, hidden or mere machinery left aside."""

from .word import W, is_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "delText", W + "instrText", W + "sdtPr"}


class Runs:
    """Reads paragraphs in order, and remembers the notes, text boxes and fields met on the way."""

    def __init__(self):
        self.noted = {"footnote": [], "endnote": []}
        self.met_hidden = False
        self.joins_next = False  # the paragraph mark before was deleted by a tracked change
        self._boxes = []
        self._fields: list[bool] = []  # open fields; True for a table of contents
        self.in_contents = False

    def text(self, paragraph) -> str:
        """The paragraph's text, tabs as tabs and line breaks as spaces."""
        self.in_contents = any(self._fields)
        pieces = []
        self._walk(paragraph, pieces)
        self.in_contents = self.in_contents or any(self._fields)
        return "".join(pieces)

    def take_boxes(self):
        """The text boxes anchored in the paragraphs read since the last call."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _walk(self, parent, pieces: list[str]) -> None:
        for element in parent:
            tag = element.tag
            if tag == W + "instrText" and self._fields and (element.text or "").strip().upper().startswith("TOC"):
                self._fields[-1] = True
            if tag in _GONE or not isinstance(tag, str):
                continue
            if tag == W + "r" and is_on(element, "rPr/vanish"):
                self.met_hidden = self.met_hidden or element.find(W + "t") is not None
                continue
            if tag == W + "t":
                pieces.append(element.text or "")
            elif tag in {W + "tab", W + "ptab"}:
                pieces.append("\t")
            elif tag in {W + "br", W + "cr"}:
                pieces.append(" ")
            elif tag == W + "noBreakHyphen":
                pieces.append("-")
            elif tag == W + "fldChar":
                self._field(element.get(W + "fldCharType"))
            elif tag in {W + "footnoteReference", W + "endnoteReference"}:
                kind = "footnote" if "footnote" in tag else "endnote"
                key = element.get(W + "id")
                if key not in self.noted[kind]:
                    self.noted[kind].append(key)
            elif tag == W + "txbxContent":
                self._boxes.append(element)
            elif tag == _MC + "AlternateContent":
                choice = element.find(_MC + "Choice")
                self._walk(choice if choice is not None else element, pieces)
            elif tag == W + "fldSimple" and (element.get(W + "instr") or "").strip().upper().startswith("PAGE"):
                continue
            else:
                self._walk(element, pieces)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "end" and self._fields:
            self._fields.pop()
