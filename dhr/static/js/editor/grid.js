// The grid in which a table is written: plain cells, the keyboard, and pasting from Word and Excel.
(() => {
  const { element, newKey } = window.dhrEditor;

  /** What was copied from a spreadsheet or a document, as rows of cells; null where it is plain running text. */
  function copiedRows(clipboard) {
    const html = clipboard.getData("text/html");
    const table = html && new DOMParser().parseFromString(html, "text/html").querySelector("table");
    if (table) {
      return Array.from(table.rows, (row) =>
        Array.from(row.cells).flatMap((cell) => [oneLine(cell.textContent), ...Array(cell.colSpan - 1).fill("")]),
      );
    }
    const text = clipboard.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    return text.includes("\t") ? text.split("\n").map((line) => line.split("\t").map(oneLine)) : null;
  }

  const oneLine = (text) => text.replace(/\s+/g, " ").trim();

  /** The grid of `rows` ({key, cells}) as an element; `read()` gives the rows as they are then. */
  function gridOf(rows) {
    const state = rows.map((row) => ({ key: row.key, cells: [...row.cells] }));
    let at = [0, 0];
    const said = element("p", { role: "status", class: "w-sr-only" });
    const body = element("tbody");
    const head = element("tr");
    const table = element("table", { class: "dhr-grid" }, element("thead", {}, head), body);

    const width = () => state[0].cells.length;
    const focus = (row, column) => body.rows[row]?.cells[column]?.querySelector("textarea")?.focus();

    function grow(toRows, toColumns) {
      for (const row of state) while (row.cells.length < toColumns) row.cells.push("");
      while (state.length < toRows) state.push({ key: newKey(), cells: Array(width()).fill("") });
    }

    function fit(area) {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 2}px`;
    }

    function onkeydown(event) {
      const [row, column] = at;
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault(); // cells are one line: down, and on to a new row at the end
      if (row === state.length - 1) addRow();
      else focus(row + 1, column);
    }

    function onpaste(event) {
      const copied = copiedRows(event.clipboardData);
      if (!copied) return;
      event.preventDefault();
      const [row, column] = at;
      grow(row + copied.length, column + Math.max(...copied.map((cells) => cells.length)));
      copied.forEach((cells, down) => cells.forEach((cell, right) => (state[row + down].cells[column + right] = cell)));
      draw();
      focus(row, column);
      said.textContent = `Pasted ${copied.length} rows.`;
    }

    function addRow() {
      state.splice(at[0] + 1, 0, { key: newKey(), cells: Array(width()).fill("") });
      draw();
      focus(at[0] + 1, 0);
      said.textContent = `Row ${at[0] + 1} added.`;
    }

    function addColumn() {
      for (const row of state) row.cells.splice(at[1] + 1, 0, "");
      draw();
      focus(at[0], at[1] + 1);
      said.textContent = `Column ${at[1] + 1} added.`;
    }

    function removeRow(row) {
      state.splice(row, 1);
      draw();
      focus(Math.min(row, state.length - 1), 0);
      said.textContent = `Row ${row + 1} removed.`;
    }

    function removeColumn(column) {
      for (const row of state) row.cells.splice(column, 1);
      draw();
      focus(0, Math.min(column, width() - 1));
      said.textContent = `Column ${column + 1} removed.`;
    }

    const remover = (label, enabled, onclick) =>
      element("button", { type: "button", class: "dhr-grid__remove", "aria-label": label, title: label, disabled: !enabled, onclick }, "×");

    function draw() {
      head.replaceChildren(
        ...state[0].cells.map((_, n) =>
          element("td", {}, remover(`Remove column ${n + 1}`, width() > 1, () => removeColumn(n))),
        ),
        element("td"),
      );
      body.replaceChildren(
        ...state.map((row, r) =>
          element(
            "tr",
            {},
            ...row.cells.map((cell, c) => {
              const area = element(
                "textarea",
                {
                  rows: 1,
                  "aria-label": `Row ${r + 1}, column ${c + 1}`,
                  onfocus: () => (at = [r, c]),
                  oninput: () => {
                    row.cells[c] = area.value;
                    fit(area);
                  },
                  onkeydown,
                  onpaste,
                },
                cell,
              );
              return element("td", {}, area);
            }),
            element("td", {}, remover(`Remove row ${r + 1}`, state.length > 1, () => removeRow(r))),
          ),
        ),
      );
      for (const area of body.querySelectorAll("textarea")) if (area.isConnected) fit(area);
    }

    draw();
    return {
      element: element(
        "div",
        {},
        element("div", { class: "dhr-grid__scroll" }, table),
        element(
          "div",
          { class: "dhr-grid__add" },
          element("button", { type: "button", class: "button button-small button-secondary", onclick: addRow }, "Add a row below"),
          element("button", { type: "button", class: "button button-small button-secondary", onclick: addColumn }, "Add a column to the right"),
        ),
        said,
      ),
      draw,
      read: () => state.map((row) => ({ key: row.key, cells: row.cells.map(oneLine) })),
    };
  }

  window.dhrEditor.gridOf = gridOf;
})();
