/* Comforts on top of pages that are complete without them: theme switch, copy buttons. */
const tools = document.querySelector(".tools");

function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", () => act(made));
  return made;
}

function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* storage may be closed to files */ }
}

function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
}

async function copy(made, code) {
  await navigator.clipboard.writeText(code.textContent);
  made.textContent = tools.dataset.copied;
  setTimeout(() => { made.textContent = tools.dataset.copy; }, 1500);
}

tools.append(button("◐", tools.dataset.themeLabel, switchTheme));
for (const block of document.querySelectorAll("pre.code")) {
  const made = button(tools.dataset.copy, null, () => copy(made, block.querySelector("code")));
  const holder = document.createElement("div");
  made.className = "copy";
  holder.className = "copyable";
  block.replaceWith(holder);
  holder.append(block, made);
}
for (const input of document.querySelectorAll(".tabs input")) {
  if (recall("sample") === input.value) input.checked = true;
  input.addEventListener("change", () => remember("sample", input.value));
}
