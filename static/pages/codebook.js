// The codebook editor: each card previews the chosen colours and line, and warns at once where they can hardly be seen.

for (const card of document.querySelectorAll("[data-tag-card]")) {
  const heading = card.querySelector("h2");
  const defaultHeading = heading.textContent;
  card.addEventListener("input", ({ target }) => {
    const { look } = target.dataset;
    if (look === "line") for (const preview of card.querySelectorAll("svg")) preview.dataset.line = target.value;
    else if (look) for (const attribute of ["fill", "stroke"]) paint(card, attribute, look, target.value);
    if (look && look !== "line") checkColours(card);
    if ("name" in target.dataset) heading.textContent = target.value.trim() || defaultHeading;
  });
}

/** Show the colours that the server suggests instead. Only the response to the last request counts. */
async function checkColours(card) {
  const colours = ["colour", "colour_dark"].map((look) => card.querySelector(`[data-look="${look}"]`).value);
  const [colour, colour_dark] = colours;
  const request = (card.dataset.request = colours.join());
  const response = await fetch(`${card.dataset.colours}?${new URLSearchParams({ colour, colour_dark })}`).catch(() => null);
  if (!response?.ok) return;
  const suggestions = Object.values(await response.json());
  if (card.dataset.request !== request) return;
  card.querySelector("[data-better]").hidden = !suggestions.length;
  card.querySelector("[data-proposed]").textContent = suggestions.join(", ");
}

function paint(card, attribute, look, colour) {
  for (const shape of card.querySelectorAll(`[data-${attribute}="${look}"]`)) shape.setAttribute(attribute, colour);
}
