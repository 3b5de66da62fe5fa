// A table stands in the text as one block: seen as it will be printed, written in a grid.
(() => {
  const { element, gridOf, newKey, openDialog, sourceOf } = window.dhrEditor;
  const { AtomicBlockUtils } = window.DraftJS;
  const { createElement } = window.React;
  const NEW = { rows: 3, columns: 3 };

  const Source = sourceOf((source) => {
    const { props, edited } = source;
    const { editorState, entityKey, entityType, onComplete, onClose } = props;
    const { DraftUtils } = window.Draftail;
    const empty = () => ({ key: newKey(), cells: Array(NEW.columns).fill("") });
    const data = edited?.getData() ?? { header: true, rows: Array.from({ length: NEW.rows }, empty) };
    const grid = gridOf(data.rows);
    const header = element("input", { type: "checkbox", id: "dhr-table-header" });
    header.checked = data.header;
    const block = () => editorState.getCurrentContent().getBlocksAsArray().find((one) => one.getEntityAt(0) === entityKey);

    function save() {
      const made = { header: header.checked, rows: grid.read() };
      if (edited) return onComplete(DraftUtils.updateBlockEntity(editorState, block(), made));
      const content = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", made);
      return onComplete(AtomicBlockUtils.insertAtomicBlock(editorState, content.getLastCreatedEntityKey(), " "));
    }

    const close = openDialog({
      title: edited ? "Table" : "New table",
      body: element(
        "div",
        {},
        element("p", { class: "help" }, "Enter goes to the row below. Cells copied from Word or Excel can be pasted into the grid."),
        element("p", { class: "dhr-dialog__check" }, header, " ", element("label", { for: "dhr-table-header" }, "The first row is a heading row")),
        grid.element,
      ),
      saveLabel: edited ? "Save" : "Insert table",
      save,
      removeLabel: "Remove table",
      remove: edited && (() => onComplete(DraftUtils.removeBlockEntity(editorState, entityKey, block().getKey()))),
      cancel: onClose,
    });
    grid.draw(); // once more, now that the heights of its cells are known
    document.querySelector(".dhr-grid textarea").focus();
    return close;
  });

  const icon = (name) =>
    createElement("svg", { className: `icon icon-${name}`, "aria-hidden": true }, createElement("use", { href: `#icon-${name}` }));

  /** The table in the editor. Its buttons have no words of their own, which would be counted among the section's. */
  function TableBlock({ blockProps }) {
    const { entity, onEditEntity, onRemoveEntity } = blockProps;
    const { header, rows } = entity.getData();
    const button = (name, label, onClick) =>
      createElement("button", { type: "button", className: "button button-small button-secondary", "aria-label": label, title: label, onClick }, icon(name));
    const row = ({ key, cells }, tag) =>
      createElement("tr", { key }, cells.map((cell, n) => createElement(tag, { key: n }, cell)));
    const body = header ? rows.slice(1) : rows;
    return createElement(
      "div",
      { className: "dhr-table-block" },
      createElement(
        "table",
        { onDoubleClick: onEditEntity },
        header && createElement("thead", null, row(rows[0], "th")),
        createElement("tbody", null, body.map((one) => row(one, "td"))),
      ),
      createElement(
        "div",
        { className: "dhr-table-block__buttons" },
        button("edit", "Edit table", onEditEntity),
        button("bin", "Remove table", onRemoveEntity),
      ),
    );
  }

  window.draftail.registerPlugin({ type: "TABLE", source: Source, block: TableBlock }, "entityTypes");
})();
