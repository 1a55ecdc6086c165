// Search, filters, sorting and the history of a cell. Every page reads without this; nothing is fetched, nothing is stored.
// What a reader chose stands in the address behind the "#", so that it can be sent to somebody else.
"use strict";

const form = document.getElementById("filters");
const tables = [...document.querySelectorAll("table.results")];
const rows = tables.flatMap(table => [...table.tBodies[0].rows]);
const hiding = new CSSStyleSheet();
const names = { p: "Passing", f: "Failing", u: "Untested", h: "Not enough HBM", n: "N/A", b: "Beta", e: "Experimental", l: "Planned", x: "Unplanned", d: "declared, not tested here", o: "Other", "-": "not there" };
const rank = "phbedlnuxof";

// Choices ---------------------------------------------------------------------------------------------------------------------------

function read() {
  const choices = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) if (field.name) field.value = choices.get(field.name) ?? "";
  // A value that the list does not have leaves the field without one.
  for (const field of form.querySelectorAll("select")) if (field.selectedIndex < 0) field.value = "";
  return choices;
}

function write() {
  const choices = new URLSearchParams();
  for (const field of form.elements) if (field.name && field.value) choices.set(field.name, field.value);
  const sorted = document.querySelector("th[aria-sort]");
  if (sorted) {
    choices.set("sort", columnsOf(sorted.closest("table")).indexOf(sorted) + (sorted.ariaSort === "descending" ? "d" : ""));
    if (tables.indexOf(sorted.closest("table")) > 0) choices.set("table", tables.indexOf(sorted.closest("table")));
  }
  history.replaceState(null, "", choices.size ? "#" + choices : location.pathname + location.search);
}

function filter() {
  const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const { gen, type, status } = Object.fromEntries(["gen", "type", "status"].map(name => [name, form.elements[name].value]));
  const impl = form.elements.impl?.value ?? "";
  let shown = 0;
  for (const row of rows) {
    const text = row.cells[0].textContent.toLowerCase();
    const cells = status ? statusCells(row, gen) : [];
    const fits = words.every(word => text.includes(word)) && (!type || row.dataset.type === type) && (!impl || row.dataset.impl === impl)
      && (!status || cells.some(cell => cell.className === status));
    row.hidden = !fits;
    if (fits) shown++;
  }
  for (const table of tables) {
    const empty = ![...table.tBodies[0].rows].some(row => !row.hidden);
    table.parentElement.hidden = empty;
    if (table.parentElement.previousElementSibling?.matches("h2")) table.parentElement.previousElementSibling.hidden = empty;
  }
  hideColumns(gen);
  document.getElementById("shown").textContent = `${shown} of ${rows.length} shown`;
}

function statusCells(row, gen) {
  const columns = columnsOf(row.closest("table"));
  return [...row.cells].filter((cell, at) => columns[at].dataset.sort === "status" && (!gen || columns[at].dataset.gen === gen));
}

// The heads of the body's columns, from the left: those that span both lines, then those of the second line.
function columnsOf(table) {
  return table.columns ??= [...table.tHead.rows[0].cells].filter(cell => cell.rowSpan === 2).concat([...table.tHead.rows[1].cells]);
}

function hideColumns(gen) {
  const rules = [];
  tables.forEach((table, number) => {
    table.id = "table" + number;
    for (const head of table.querySelectorAll("th[data-gen]")) head.hidden = gen !== "" && head.dataset.gen !== gen;
    columnsOf(table).forEach((head, at) => {
      if (head.hidden) rules.push(`#${table.id} tbody tr > :nth-child(${at + 1}) { display: none }`);
    });
  });
  hiding.replaceSync(rules.join("\n"));
}

// Order -----------------------------------------------------------------------------------------------------------------------------

function sort(head, descending) {
  const table = head.closest("table");
  const at = columnsOf(table).indexOf(head);
  const value = {
    text: row => row.cells[at].textContent.toLowerCase(),
    status: row => rank.indexOf(row.cells[at].className),
    number: row => Number(row.cells[at].dataset.value ?? -1),
  }[head.dataset.sort];
  const keyed = [...table.tBodies[0].rows].map((row, number) => ({ row, key: value(row), number }));
  const sign = descending ? -1 : 1;
  keyed.sort((left, right) => (left.key < right.key ? -sign : left.key > right.key ? sign : left.number - right.number));
  for (const other of document.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  head.ariaSort = descending ? "descending" : "ascending";
  table.tBodies[0].append(...keyed.map(one => one.row));
}

function addButtons() {
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      // Readers want the most of a speed and the best of a status first.
      const first = head.dataset.sort === "number";
      sort(head, head.ariaSort === null ? first : head.ariaSort === "ascending");
      write();
    });
    head.replaceChildren(button);
  }
}

// The history of a cell -------------------------------------------------------------------------------------------------------------

function element(name, text, properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  if (text) made.textContent = text;
  return made;
}

function openHistory(cell, link) {
  const row = cell.parentElement;
  const table = row.closest("table");
  const columns = columnsOf(table);
  const statuses = columns.filter(column => column.dataset.sort === "status");
  const head = columns[cell.cellIndex];
  const past = row.dataset.past.split(" ")[statuses.indexOf(head)];
  const publications = JSON.parse(table.dataset.lines)[row.dataset.impl];
  const dialog = element("dialog");
  const title = element("h2", `${row.cells[0].textContent}, ${head.dataset.gen} ${head.textContent}`, { id: "history" });
  dialog.setAttribute("aria-labelledby", "history");
  const links = element("p", "", { className: "links" });
  for (const [text, address] of [["All about it", link.getAttribute("href")], ["Job", cell.dataset.job], ["Issue", cell.dataset.issue]])
    if (address) links.append(element("a", text, { href: address }));
  dialog.append(title, ...(cell.title ? [element("p", cell.title)] : []), links, list(past, publications, table.dataset.up));
  const close = element("button", "Close", { type: "button" });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
  dialog.append(close);
  document.body.append(dialog);
  dialog.showModal();
}

function list(past, publications, up) {
  const items = element("ol");
  for (let at = publications.length - 1; at >= 0; at--) {
    if (past[at] === "-") continue;
    const item = element("li");
    item.append(element("a", publications[at][0], { href: up + publications[at][1] }), element("span", names[past[at]], { className: past[at] }));
    items.append(item);
  }
  return items;
}

// Start -----------------------------------------------------------------------------------------------------------------------------

if (form) {
  document.adoptedStyleSheets = [hiding];
  addButtons();
  form.hidden = false;
  form.addEventListener("input", () => { filter(); write(); });
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { filter(); write(); }));
  const start = () => {
    const choices = read();
    const head = columnsOf(tables[Number(choices.get("table") ?? 0)] ?? tables[0])[parseInt(choices.get("sort"))];
    if (head?.dataset.sort) sort(head, choices.get("sort").endsWith("d"));
    filter();
  };
  addEventListener("hashchange", start);
  document.addEventListener("click", event => {
    const link = event.target.closest("td > a");
    if (!link?.closest("tr[data-past]") || link.classList.contains("issue") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openHistory(link.parentElement, link);
  });
  start();
}
