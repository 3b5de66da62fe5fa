// Links lead to web pages and mailboxes alone: there is nothing on the site to choose from.
(() => {
  const { element, openDialog, sourceOf, withData } = window.dhrEditor;
  const { EditorState, Modifier, RichUtils } = window.DraftJS;

  /** The address as it is kept: people leave out "https://" and "mailto:". */
  function complete(typed) {
    const address = typed.trim();
    if (/^(https?:\/\/|mailto:|tel:)/i.test(address)) return address;
    return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
  }

  const Source = sourceOf((source) => {
    const { props, edited } = source;
    const { editorState, entityType, onComplete, onClose } = props;
    const selection = editorState.getSelection();
    const address = element("input", {
      type: "text",
      inputmode: "url",
      id: "dhr-link-address",
      required: true,
      pattern: "\\s*\\S+\\s*",
      title: "An address without spaces",
      value: edited?.getData().url ?? "",
    });
    const words = element("input", { type: "text", id: "dhr-link-words" });
    const asksForWords = !edited && selection.isCollapsed();

    function save() {
      const url = complete(address.value);
      if (edited) return onComplete(withData(props, { url }));
      const content = editorState.getCurrentContent().createEntity(entityType.type, "MUTABLE", { url });
      const key = content.getLastCreatedEntityKey();
      if (!asksForWords) return onComplete(RichUtils.toggleLink(editorState, selection, key));
      const text = words.value.trim() || address.value.trim();
      const style = editorState.getCurrentInlineStyle();
      return onComplete(
        EditorState.push(editorState, Modifier.replaceText(content, selection, text, style, key), "insert-characters"),
      );
    }

    function remove() {
      const place = window.Draftail.DraftUtils.getEntitySelection(editorState, props.entityKey);
      onComplete(RichUtils.toggleLink(editorState, place, null));
    }

    return openDialog({
      title: edited ? "Link" : "New link",
      body: element(
        "div",
        {},
        element("label", { for: "dhr-link-address" }, "Address of the web page, or an e-mail address"),
        address,
        ...(asksForWords ? [element("label", { for: "dhr-link-words" }, "Words to show (if left empty, the address)"), words] : []),
      ),
      saveLabel: edited ? "Save" : "Insert link",
      save,
      removeLabel: "Remove link",
      remove: edited && remove,
      cancel: onClose,
    });
  });

  /** A link in the text: where it leads, to be edited or removed. */
  function Link({ entityKey, contentState, children, onEdit, onRemove }) {
    const { url } = contentState.getEntity(entityKey).getData();
    const { TooltipEntity } = window.draftail;
    return window.React.createElement(TooltipEntity, { entityKey, onEdit, onRemove, icon: "#icon-link", label: url, url }, children);
  }

  window.draftail.registerPlugin({ type: "LINK", source: Source, decorator: Link }, "entityTypes");
})();
