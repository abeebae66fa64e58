"use strict";
// The control page of a mock: everything it shows comes from the control API beside it.

const base = location.pathname.replace(/\/ui\/?$/, "");
const at = (id) => document.getElementById(id);
const MOST = 200;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function say(text) {
  at("said").textContent = text;
}

async function ask(path, options = {}) {
  const answer = await fetch(base + path, {
    ...options,
    headers: options.body ? { "content-type": "application/json" } : {},
  });
  const body = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(body?.detail || `${answer.status} ${answer.statusText}`);
  return body;
}

async function attempt(act, done) {
  try {
    const result = await act();
    if (done) say(done);
    return result;
  } catch (error) {
    say(`That failed: ${error.message}`);
    return null;
  }
}

function ofSession(path) {
  return `${path}?session=${encodeURIComponent(at("session").value)}`;
}

// Requests

function isShown(entry) {
  const wanted = at("shown").value;
  return !wanted || String(entry.status).startsWith(wanted);
}

function addEntry(entry) {
  const row = element("tr");
  row.hidden = !isShown(entry);
  row.dataset.status = entry.status;
  row.append(
    element("td", new Date(entry.time * 1000).toLocaleTimeString()),
    element("td", `${entry.method} ${entry.path}`, "request"),
    element("td", entry.status, entry.status < 400 ? "good" : "bad"),
    element("td", entry.verdict),
    element("td", entry.operation),
    element("td", entry.session || "(default)"),
  );
  at("journal").prepend(row);
  while (at("journal").childElementCount > MOST) at("journal").lastElementChild.remove();
}

function listen() {
  const stream = new EventSource(`${base}/events`);
  stream.addEventListener("open", async () => {
    at("live").textContent = "live";
    at("live").className = "";
    const journal = await attempt(() => ask("/journal"));
    at("journal").replaceChildren();
    for (const entry of journal?.entries ?? []) addEntry(entry);
    readAll();
  });
  stream.addEventListener("error", () => {
    at("live").textContent = "not connected";
    at("live").className = "off";
  });
  stream.addEventListener("request", (event) => {
    addEntry(JSON.parse(event.data));
    stateIsOld();
  });
  stream.addEventListener("served", () => readAll());
}

// State

let waiting = 0;

function stateIsOld() {
  clearTimeout(waiting);
  waiting = setTimeout(readState, 300);
}

async function readState() {
  const state = await attempt(() => ask(ofSession("/state")));
  if (!state) return;
  const open = new Set([...at("state").querySelectorAll("details[open]")].map((one) => one.dataset.name));
  const parts = Object.entries(state.tables).map(([name, records]) => {
    const part = element("details");
    part.dataset.name = name;
    part.open = open.has(name);
    part.append(element("summary", `${name} (${records.length})`));
    for (const record of records.slice(0, MOST)) {
      part.append(element("pre", JSON.stringify(record.value, null, 2)));
    }
    if (records.length > MOST) part.append(element("p", `… and ${records.length - MOST} more`));
    return part;
  });
  if (Object.keys(state.values).length) parts.push(element("pre", JSON.stringify(state.values, null, 2)));
  at("state").replaceChildren(...(parts.length ? parts : [element("p", "Nothing has been asked for yet.")]));
}

async function readSessions() {
  const told = await attempt(() => ask("/sessions"));
  const names = [...new Set(["", ...(told?.sessions ?? [])])];
  const chosen = at("session").value;
  at("session").replaceChildren(
    ...names.map((name) => {
      const option = element("option", name || "(default)");
      option.value = name;
      return option;
    }),
  );
  at("session").value = names.includes(chosen) ? chosen : "";
}

// Faults

let rules = [];

async function putRules(wanted, done) {
  const told = await attempt(
    () => ask("/faults", { method: "PUT", body: JSON.stringify({ rules: wanted }) }),
    done,
  );
  if (told) showRules(told.rules);
}

function showRules(told) {
  rules = told;
  at("faults").replaceChildren(
    ...rules.map((rule, index) => {
      const item = element("li");
      const kind = rule.kind ?? "none";
      const what = kind === "error" ? `error ${rule.status ?? 503}` : kind === "none" ? "latency" : kind;
      const late = rule.latency ? `, ${rule.latency} ms` : "";
      item.append(
        element("code", (rule.operations ?? ["*"]).join(", ")),
        element("span", `${what}, ${Math.round((rule.rate ?? 1) * 100)} %${late}`),
      );
      const remove = element("button", "Remove");
      remove.type = "button";
      remove.addEventListener("click", () =>
        putRules(rules.filter((_, other) => other !== index), "The fault is removed."),
      );
      item.append(remove);
      return item;
    }),
  );
}

// What is served

async function readFindings() {
  const told = await attempt(() => ask("/findings"));
  if (!told) return;
  at("findings").hidden = told.served && told.diagnostics.length === 0;
  at("served").textContent = told.served ? "" : "The last edit cannot be served; what was there before it is.";
  at("diagnostics").replaceChildren(
    ...told.diagnostics.slice(0, MOST).map((one) => {
      const place = one.page ? `${one.page}${one.line ? `:${one.line}` : ""}: ` : "";
      return element("li", `${place}${one.code} ${one.message}`);
    }),
  );
}

async function readAll() {
  const told = await attempt(() => ask("/operations"));
  at("operations").replaceChildren(
    ...(told?.operations ?? []).map((one) => {
      const option = element("option");
      option.value = one.operation;
      return option;
    }),
  );
  const description = await attempt(() => ask("/description.json"));
  if (description) {
    at("title").textContent = `${description.info.title}: mock control`;
    document.title = at("title").textContent;
  }
  await readSessions();
  await readState();
  await readFindings();
  const faults = await attempt(() => ask("/faults"));
  if (faults) showRules(faults.rules);
}

at("session").addEventListener("change", readState);
at("session").addEventListener("focus", readSessions);
at("refresh").addEventListener("click", async () => {
  await readSessions();
  await readState();
});
at("reset").addEventListener("click", async () => {
  await attempt(() => ask(ofSession("/reset"), { method: "POST" }), "The session starts from the seeds.");
  readState();
});
at("reset-all").addEventListener("click", async () => {
  await attempt(() => ask("/reset", { method: "POST" }), "All sessions start from the seeds.");
  await readSessions();
  readState();
});
at("clear").addEventListener("click", async () => {
  await attempt(() => ask("/journal", { method: "DELETE" }));
  at("journal").replaceChildren();
});
at("shown").addEventListener("change", () => {
  for (const row of at("journal").rows) row.hidden = !isShown(row.dataset);
});
at("add-fault").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const rule = {
    operations: String(form.get("operations")).split(",").map((one) => one.trim()),
    kind: form.get("kind"),
    rate: Number(form.get("rate")),
    latency: Number(form.get("latency")),
    ...(form.get("kind") === "error" ? { status: Number(form.get("status")) } : {}),
  };
  putRules([...rules, rule], "The fault is in force.");
});

listen();
