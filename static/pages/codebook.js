// Shows in each card of the codebook editor how a mark looks with the colours and the line that are chosen, and says
// at once where they can hardly be seen.

for (const card of document.querySelectorAll("[data-tag-card]")) {
  const heading = card.querySelector("h2");
  const unnamed = heading.textContent;
  card.addEventListener("input", ({ target }) => {
    const { look } = target.dataset;
    if (look === "line") for (const preview of card.querySelectorAll("svg")) preview.dataset.line = target.value;
    else if (look) for (const way of ["fill", "stroke"]) paint(card, way, look, target.value);
    if (look && look !== "line") warn(card);
    if ("name" in target.dataset) heading.textContent = target.value.trim() || unnamed;
  });
}

/** What the server proposes in place of the colours; the last ones chosen count, in whatever order its answers come. */
async function warn(card) {
  const chosen = ["colour", "colour_dark"].map((look) => card.querySelector(`[data-look="${look}"]`).value);
  const [colour, colour_dark] = chosen;
  const asked = (card.dataset.asked = chosen.join());
  const answer = await fetch(`${card.dataset.colours}?${new URLSearchParams({ colour, colour_dark })}`).catch(() => null);
  if (!answer?.ok) return;
  const better = Object.values(await answer.json());
  if (card.dataset.asked !== asked) return;
  card.querySelector("[data-better]").hidden = !better.length;
  card.querySelector("[data-proposed]").textContent = better.join(", ");
}

function paint(card, way, look, colour) {
  for (const part of card.querySelectorAll(`[data-${way}="${look}"]`)) part.setAttribute(way, colour);
}
