// Sorts a table by the column whose heading is pressed: by each cell's data-value, or else by its text.

for (const table of document.querySelectorAll("[data-grid]")) {
  const headings = [...table.tHead.rows[0].cells];
  table.tHead.addEventListener("click", ({ target }) => {
    const heading = target.closest("th");
    const column = headings.indexOf(heading);
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const value = ({ cells }) => cells[column].dataset.value ?? cells[column].textContent.trim();
    const compare = (a, b) => value(a).localeCompare(value(b), document.documentElement.lang, { numeric: true });
    const rows = [...table.tBodies[0].rows].sort(compare);
    table.tBodies[0].append(...(descending ? rows.reverse() : rows));
  });
}
