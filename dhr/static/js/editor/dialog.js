// What the section editor's own features share: small modal dialogs, and what Draft.js needs for entities.
(() => {
  const LETTERS = "bcdfghjkmnpqrstvwxz23456789"; // as dhr/reviews/identifiers.py

  /** An element with attributes, listeners ("onclick") and children (elements or text). */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  /** A key for a footnote or a table row, which it keeps from then on. */
  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(6)), (n) => LETTERS[n % LETTERS.length]).join("");
  }

  /**
   * Opens a modal dialog around `body`. `save` is called when it is sent, `remove` (where there is something to
   * remove) by its own button, `cancel` when it is left without either. Returns a function that closes it.
   */
  function openDialog({ title, body, saveLabel, save, removeLabel, remove, cancel }) {
    const button = (label, kind, onclick) =>
      element("button", { type: onclick ? "button" : "submit", class: `button ${kind}`, onclick: onclick ?? (() => {}) }, label);
    const close = () => {
      dialog.removeEventListener("close", cancel);
      dialog.close();
      dialog.remove();
    };
    const finish = (act) => {
      close();
      act();
    };
    const form = element(
      "form",
      {
        class: "dhr-dialog__form",
        onsubmit: (event) => {
          event.preventDefault();
          finish(save);
        },
      },
      element("h2", { class: "dhr-dialog__title", id: "dhr-dialog-title" }, title),
      body,
      element(
        "div",
        { class: "dhr-dialog__buttons" },
        button(saveLabel, "", null),
        button("Cancel", "button-secondary", () => finish(cancel)),
        ...(remove ? [button(removeLabel, "no", () => finish(remove))] : []),
      ),
    );
    const dialog = element("dialog", { class: "dhr-dialog", "aria-labelledby": "dhr-dialog-title" }, form);
    dialog.addEventListener("close", cancel); // by the Escape key
    document.body.append(dialog);
    dialog.showModal();
    return close;
  }

  /** A React component for Draftail that opens a dialog by `open(source)`, which returns how to close it. */
  function sourceOf(open) {
    return class extends window.React.Component {
      componentDidMount() {
        this.close = open(this);
      }

      componentWillUnmount() {
        this.close();
      }

      /** The entity that is edited, null where a new one is made: Draftail hands over any that the cursor is at. */
      get edited() {
        const { entity, entityType } = this.props;
        return entity && entity.getType() === entityType.type ? entity : null;
      }

      render() {
        return null;
      }
    };
  }

  /** The editor's state with other `data` of the entity at hand. */
  function withData({ editorState, entityKey }, data) {
    const content = editorState.getCurrentContent().mergeEntityData(entityKey, data);
    return window.DraftJS.EditorState.push(editorState, content, "apply-entity");
  }

  window.dhrEditor = { element, newKey, openDialog, sourceOf, withData };
})();
