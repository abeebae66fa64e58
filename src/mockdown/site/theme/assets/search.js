/* Search over one static index: paths, summaries, parameters, properties, enum values, prose. Keys: / ↑ ↓ Enter Esc. */
(() => {
  const root = document.body.dataset.root;
  const words = document.querySelector(".tools").dataset;
  const holder = document.createElement("search");
  const input = document.createElement("input");
  const list = document.createElement("div");
  const most = 30;
  let pages = null;
  let selected = -1;

  holder.className = "search";
  input.type = "search";
  input.placeholder = `${words.search} /`;
  input.autocomplete = "off";
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-label": words.search, "aria-expanded": "false",
    "aria-controls": "hits", "aria-autocomplete": "list", "aria-keyshortcuts": "/",
  })) input.setAttribute(name, value);
  list.id = "hits";
  list.className = "hits";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.search);
  list.hidden = true;
  holder.append(input, list);
  document.querySelector(".tools").prepend(holder);

  /* A script element, because a page opened as a file may not fetch. */
  function load() {
    if (pages) return;
    pages = [];
    const script = document.createElement("script");
    script.src = `${root}assets/search-index.js`;
    script.addEventListener("load", () => {
      pages = self.searchIndex.map((page) => ({ ...page, low: page.n.map((name) => name.toLowerCase()),
        head: `${page.m} ${page.p} ${page.t}`.toLowerCase(), all: `${page.a} ${page.x}`.toLowerCase() }));
      show();
    });
    document.head.append(script);
  }

  /* The better a word fits the more it counts: start of a word in the head, head, name, prose. */
  function rate(page, term) {
    const at = page.head.indexOf(term);
    if (at >= 0) return [at === 0 || /[\s/{_.-]/.test(page.head[at - 1]) ? 12 : 8, -1];
    let found = -1;
    for (let index = 0; index < page.low.length; index += 1) {
      if (page.low[index] === term) return [7, index];
      if (found < 0 && page.low[index].includes(term)) found = index;
    }
    if (found >= 0) return [4, found];
    return [page.all.includes(term) ? 1 : 0, -1];
  }

  function find(query) {
    const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = [];
    for (const page of terms.length ? pages : []) {
      let score = 0;
      let name = -1;
      const fits = terms.every((term) => {
        const [points, index] = rate(page, term);
        score += points;
        if (index >= 0) name = index;
        return points > 0;
      });
      if (fits) hits.push({ page, name, score });
    }
    return hits.sort((a, b) => b.score - a.score).slice(0, most);
  }

  function option({ page, name }, index) {
    const link = document.createElement("a");
    const note = document.createElement("span");
    const anchor = name >= 0 ? `#${page.i[name]}` : "";
    link.id = `hit-${index}`;
    link.href = root + page.h + anchor;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    if (page.m) {
      const method = document.createElement("span");
      method.className = `method ${page.m.toLowerCase()}`;
      method.textContent = page.m;
      link.append(method, " ");
    }
    link.append(page.t);
    note.className = "label";
    note.textContent = [page.a, page.p, name >= 0 ? page.n[name] : ""].filter(Boolean).join(" · ");
    link.append(note);
    return link;
  }

  function show() {
    const hits = find(input.value);
    selected = -1;
    list.replaceChildren(...hits.map(option));
    if (!hits.length && pages.length) {
      const none = document.createElement("p");
      none.textContent = words.searchNone;
      list.append(none);
    }
    open(Boolean(input.value.trim()));
    if (hits.length) select(0);
  }

  function open(wanted) {
    list.hidden = !wanted;
    input.setAttribute("aria-expanded", String(wanted));
    if (!wanted) input.removeAttribute("aria-activedescendant");
  }

  function select(index) {
    const links = list.querySelectorAll("a");
    if (!links.length) return;
    links[selected]?.setAttribute("aria-selected", "false");
    selected = (index + links.length) % links.length;
    links[selected].setAttribute("aria-selected", "true");
    links[selected].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", links[selected].id);
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected - 1);
    else if (event.key === "Enter") list.querySelectorAll("a")[selected]?.click();
    else if (event.key === "Escape") { input.value = ""; open(false); input.blur(); }
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", () => open(false));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio],[type=checkbox]), textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  document.addEventListener("pointerdown", (event) => { if (!holder.contains(event.target)) open(false); });
})();
