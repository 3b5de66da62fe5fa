// A footnote is a marker in the text; its words are typed in a dialog and printed at the end of the section.
(() => {
  const { element, newKey, openDialog, sourceOf, withData } = window.dhrEditor;
  const { EditorState, Modifier } = window.DraftJS;
  const MARKER = "*";

  const Source = sourceOf((source) => {
    const { props, edited } = source;
    const { editorState, entityType, onComplete, onClose } = props;
    const words = element("textarea", { id: "dhr-footnote-words", rows: 5, required: true }, edited?.getData().note ?? "");

    function save() {
      const note = words.value.trim();
      if (!note) return onClose();
      if (edited) return onComplete(withData(props, { note }));
      const selection = editorState.getSelection();
      const place = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const content = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", { key: newKey(), note });
      const marked = Modifier.insertText(content, place, MARKER, null, content.getLastCreatedEntityKey());
      return onComplete(EditorState.push(editorState, marked, "insert-characters"));
    }

    function remove() {
      const place = window.Draftail.DraftUtils.getEntitySelection(editorState, props.entityKey);
      const content = Modifier.removeRange(editorState.getCurrentContent(), place, "backward");
      onComplete(EditorState.push(editorState, content, "remove-range"));
    }

    return openDialog({
      title: edited ? "Footnote" : "New footnote",
      body: element(
        "div",
        {},
        element("label", { for: "dhr-footnote-words" }, "Words of the footnote"),
        words,
        element("p", { class: "help" }, "It is numbered and printed at the end of this section."),
      ),
      saveLabel: edited ? "Save" : "Insert footnote",
      save,
      removeLabel: "Remove footnote",
      remove: edited && remove,
      cancel: onClose,
    });
  });

  /** The marker in the text, which shows its words and opens them. */
  function Marker({ entityKey, contentState, children, onEdit }) {
    const { note } = contentState.getEntity(entityKey).getData();
    return window.React.createElement(
      "sup",
      { className: "dhr-footnote-marker", title: note, onMouseUp: () => onEdit(entityKey) },
      children,
    );
  }

  window.draftail.registerPlugin({ type: "FOOTNOTE", source: Source, decorator: Marker }, "entityTypes");
})();
