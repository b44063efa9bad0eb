// Sorts a table by the column whose heading is pressed: by name, or by each cell's data-value.

for (const table of document.querySelectorAll("[data-grid]")) {
  const heads = [...table.tHead.rows[0].cells];
  table.tHead.addEventListener("click", ({ target }) => {
    const head = target.closest("th");
    const column = heads.indexOf(head);
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const value = ({ cells }) => cells[column].dataset.value ?? cells[column].textContent.trim();
    const by = (a, b) => value(a).localeCompare(value(b), document.documentElement.lang, { numeric: true });
    const rows = [...table.tBodies[0].rows].sort(by);
    table.tBodies[0].append(...(descending ? rows.reverse() : rows));
  });
}
