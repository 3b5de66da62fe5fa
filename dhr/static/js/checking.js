// For whoever checks marks: keys, the words of the mark that is looked at, and forms that are sent without a new page.
// Nothing here is needed: each button sends its form.
const OFF = "dhr:single-keys-off";
const TYPING = "input, textarea, select, [contenteditable]";
const said = document.getElementById("said");
const useKeys = document.getElementById("use-keys");

useKeys.checked = localStorage.getItem(OFF) === null;
useKeys.addEventListener("change", () => {
  if (useKeys.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
});
document.querySelector("[data-keys]").hidden = false;

const lookedAt = () => document.activeElement?.closest(".dhr-evidence");

/** Move to the mark that is `step` marks on; from outside of them, to the first that isn't above what is seen. */
function move(step) {
  const all = [...document.querySelectorAll(".dhr-evidence")];
  const now = lookedAt();
  const next = now ? all[all.indexOf(now) + step] : all.find((one) => one.getBoundingClientRect().top >= 0);
  next?.focus();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!useKeys.checked || event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || target.closest(TYPING)) return;
  if (key === "j" || key === "k") {
    move(key === "j" ? 1 : -1);
    event.preventDefault();
  } else if (/^[a-z1-5]$/.test(key)) {
    const button = lookedAt()?.querySelector(`[data-key="${key}"]`);
    if (!button) return;
    button.click();
    event.preventDefault();
  }
});

document.addEventListener("focusin", () => {
  const now = lookedAt();
  const { of, start, end } = now?.dataset ?? {};
  for (const mark of document.querySelectorAll(".dhr-mark[data-start]")) {
    const inside = Number(mark.dataset.start) >= Number(start) && Number(mark.dataset.end) <= Number(end);
    mark.classList.toggle("dhr-mark--looked-at", inside && mark.closest(".dhr-paragraph").id === of);
  }
});

class SignedOut extends Error {}

/** Send what `button` says of the mark `now`, and put the passage in place of the one that is shown. */
async function send(now, form, button) {
  const body = new FormData(form, button);
  body.append("fragment", "yes");
  const response = await fetch(form.action, { method: "POST", body });
  if (response.redirected) throw new SignedOut(); // to the page for signing in: a script is never led elsewhere
  const passage = new DOMParser().parseFromString(await response.text(), "text/html").body;
  if (!response.ok || !passage.querySelector("[data-said]")) throw new Error("not kept");
  const { name, value } = button;
  const onButton = document.activeElement === button;
  const block = now.closest(".dhr-checked");
  block.replaceChildren(...passage.childNodes);
  const again = document.getElementById(now.id) ?? block.querySelector(".dhr-evidence, summary");
  const same = onButton && again.querySelector(`button[name="${name}"][value="${value}"]`);
  (same || again).focus({ preventScroll: true });
  said.textContent = block.querySelector("[data-said]").textContent;
}

document.addEventListener("submit", async (event) => {
  const now = event.target.closest(".dhr-evidence");
  if (!now) return;
  event.preventDefault();
  if (now.ariaBusy === "true") return;
  now.ariaBusy = "true";
  said.textContent = "";
  try {
    await send(now, event.target, event.submitter);
  } catch (error) {
    now.ariaBusy = "false";
    const problem = document.createElement("p");
    problem.className = "govuk-error-message";
    problem.textContent =
      error instanceof SignedOut
        ? "You are signed out, so this was not kept. Reload the page to sign in again, then decide once more."
        : "The site did not answer as it should. Reload the page to see whether this was kept.";
    now.prepend(problem);
    said.textContent = problem.textContent;
  }
});
