// The thin strip at the top that shows where in the article the annotations are, one lane a tag.

const SVG = "http://www.w3.org/2000/svg";
const STEPS = 1600;

export class Minimap {
  /** `onPress(point)` is called with the code point under a press. */
  constructor(svg, { length, tags, onPress }) {
    this.length = Math.max(1, length);
    this.lanes = new Map(
      [...tags.keys()].map((slug, lane) => {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("class", `tag-${slug}`);
        return [slug, { path, lane }];
      }),
    );
    svg.setAttribute("viewBox", `0 0 ${STEPS} ${this.lanes.size}`);
    svg.replaceChildren(...[...this.lanes.values()].map(({ path }) => path));
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      onPress(Math.floor(((event.clientX - box.left) / box.width) * length));
    });
  }

  /** Draw the coverage runs of one tag. */
  paint(slug, runs) {
    const { path, lane } = this.lanes.get(slug);
    const scale = STEPS / this.length;
    const pieces = runs.map(([start, end]) => {
      const from = Math.floor(start * scale);
      return `M${from} ${lane + 0.1}h${Math.max(3, Math.ceil(end * scale) - from)}v.8H${from}z`;
    });
    path.setAttribute("d", pieces.join(""));
  }
}
