"""What the editor of a section offers."""

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "blockquote", "link"]
