// Words are counted while somebody writes, and guidance is closed at first where there is no room beside the editor.
// Counts the same words as dhr/reviews/writing/words.py.
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_’'\-–./]*/gu;
const PAUSE = 300; // milliseconds after the last change

// A toolbar that stays above each editor, until somebody chooses the one that follows the selection.
const TOOLBAR = "wagtail:draftail-toolbar";
if (localStorage.getItem(TOOLBAR) === null) localStorage.setItem(TOOLBAR, "sticky");

const numberOf = (count) => count.toLocaleString("en-GB");

function show(section, count) {
  const limit = Number(section.dataset.limit) || 0;
  const over = limit > 0 && count > limit;
  const counter = section.querySelector("[data-count]");
  counter.textContent = `${numberOf(count)}${limit ? ` of at most ${numberOf(limit)}` : ""} words`;
  counter.classList.toggle("dhr-count--over", over);
  const find = (fact) => document.querySelector(`[data-${fact}-of="${section.id}"]`);
  find("words").textContent = `${numberOf(count)} word${count === 1 ? "" : "s"}`;
  const placed = section.querySelector(".dhr-placed li");
  if (find("missing")) find("missing").hidden = count > 0 || placed !== null;
  if (find("over")) find("over").hidden = !over;
}

function watch(section) {
  const editor = section.querySelector(".Draftail-Editor__wrapper, .Draftail-Editor");
  const textbox = editor?.querySelector('[role="textbox"]');
  if (!textbox) return false;
  textbox.setAttribute("aria-labelledby", `${section.id}-heading`); // the editor itself has no name
  let waiting;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      show(section, (textbox.innerText.match(WORD) ?? []).length);
    }, PAUSE);
  }).observe(editor, { subtree: true, childList: true, characterData: true });
  return true;
}

// Wagtail takes for saved whatever stands in the form once a save has succeeded, and for unchanged whatever stands there
// two seconds after the page came. Words typed in the meantime would be neither saved nor warned of: have it look again.
let sent; // what the server has, or has last been sent

/** The words in a form of editors, which write the same words anew in their own way soon after they come. */
function wordsIn(form) {
  const fields = [...form].filter(([name]) => name === "title" || name === "dated" || name.startsWith("section-"));
  return JSON.stringify(fields.map(([name, value]) => [name, name.startsWith("section-") ? contentOf(value) : value]));
}

function contentOf(value) {
  const { blocks, entityMap } = JSON.parse(value) ?? { blocks: [], entityMap: {} };
  const texts = blocks.filter(({ text }) => text).map(({ text, type, depth }) => [text, type, depth]);
  return [texts, Object.values(entityMap).map(({ data }) => data)];
}

function lookAgain({ target }) {
  if (wordsIn(new FormData(target)) !== sent) target.dataset.wUnsavedForceValue = "true";
}

document.addEventListener("w-autosave:save", ({ detail: { formData } }) => {
  sent = wordsIn(formData);
});
document.addEventListener("w-autosave:success", lookAgain);
document.addEventListener("w-unsaved:watch-edits", lookAgain, { once: true });

// What was saved by itself is what a save by hand then goes on from.
document.addEventListener("w-autosave:success", ({ target, detail: { data } }) => {
  for (const fact of ["id", "created_at"]) {
    const name = `loaded_revision_${fact}`;
    let field = target.elements.namedItem(name);
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      target.append(field);
    }
    field.value = data[`revision_${fact}`];
  }
});

function start() {
  sent = wordsIn(new FormData(document.querySelector("form[data-edit-form]")));
  if (window.matchMedia("(max-width: 68em)").matches) {
    for (const guidance of document.querySelectorAll(".dhr-guidance")) guidance.open = false;
  }
  let sections = [...document.querySelectorAll("[data-section]")];
  const find = () => {
    sections = sections.filter((section) => !watch(section));
    if (sections.length) requestAnimationFrame(find);
  };
  find();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
