"""What the editor of a section offers, and the field it is written in."""

from wagtail import hooks
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.editors.draftail.features import BlockFeature, EntityFeature

from .richtext.draftail import SectionConverter

PASTED = ("header-one", "header-two")  # come with what is pasted, and are saved as headings of our first level
FEATURES = (*PASTED, "h3", "h4", "bold", "italic", "ul", "ol", "blockquote", "web-link", "footnote", "table")
STYLE = {"all": ["css/editor.css"]}


class SectionEditor(DraftailRichTextArea):
    """The editor of one section: a form field with this widget takes and gives the section's HTML."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, features=FEATURES)
        self.converter = SectionConverter()
        self.options["enableLineBreak"] = False  # a paragraph's words are one text, without lines
        self.options["stateSaveInterval"] = 0  # milliseconds; words typed less before Save would not be in the form


@hooks.register("register_rich_text_features")
def register_features(features):
    def add(name, data, *own):
        scripts = [f"js/editor/{script}" for script in ("dialog.js", *own)]
        features.register_editor_plugin("draftail", name, EntityFeature(data, js=scripts, css=STYLE))

    for heading in PASTED:  # without a button
        kept = BlockFeature({"type": heading, "label": None, "description": None})
        features.register_editor_plugin("draftail", heading, kept)

    # Wagtail's own link leads to choosers of pages and documents, which are closed to those who write papers.
    add(
        "web-link",
        {
            "type": "LINK",
            "icon": "link",
            "description": "Link to a web page",
            "attributes": ["url"],
            # What is pasted brings an href; what was linked here has none, and is looked at too. A link within the
            # pasted text, such as a word processor's to its footnotes, has become one to the editor's own address.
            "allowlist": {"href": "^(?!https?://[^/]+/admin/)(https?:|mailto:|tel:|undefined$)"},
        },
        "link.js",
    )
    add(
        "footnote",
        {"type": "FOOTNOTE", "icon": "superscript", "description": "Footnote", "attributes": ["key", "note"]},
        "footnote.js",
    )
    add(
        "table",
        {"type": "TABLE", "icon": "table", "description": "Table", "attributes": ["header", "rows"]},
        "grid.js",
        "table.js",
    )
