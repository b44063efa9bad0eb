// Shows in each card of the codebook editor how a mark looks with the colours and the line that are chosen.

for (const card of document.querySelectorAll("[data-tag-card]")) {
  const heading = card.querySelector("h2");
  const unnamed = heading.textContent;
  card.addEventListener("input", ({ target }) => {
    const { look } = target.dataset;
    if (look === "line") for (const preview of card.querySelectorAll("svg")) preview.dataset.line = target.value;
    else if (look) for (const way of ["fill", "stroke"]) paint(card, way, look, target.value);
    if ("name" in target.dataset) heading.textContent = target.value.trim() || unnamed;
  });
}

function paint(card, way, look, colour) {
  for (const part of card.querySelectorAll(`[data-${way}="${look}"]`)) part.setAttribute(way, colour);
}
