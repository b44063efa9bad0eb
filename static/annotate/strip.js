// The thin strip at the top: where in the article the marks lie, a lane a tag. A press goes there.

const SVG = "http://www.w3.org/2000/svg";

function rect(className, x, y, width, height) {
  const made = document.createElementNS(SVG, "rect");
  made.setAttribute("class", className);
  for (const [name, value] of Object.entries({ x, y, width, height })) made.setAttribute(name, value);
  return made;
}

export class Strip {
  constructor(svg, index, tags, go) {
    Object.assign(this, { svg, index, lanes: [...tags.keys()] });
    svg.setAttribute("viewBox", `0 0 ${Math.max(1, index.length)} ${this.lanes.length}`);
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      go(Math.floor(((event.clientX - box.left) / box.width) * index.length));
    });
    // Only marks that are drawn over each other in one lane and one pixel are drawn once.
    this.step = index.length / 1600;
  }

  render(marks) {
    const drawn = new Set();
    const rects = [];
    for (const mark of marks) {
      const lane = this.lanes.indexOf(mark.tag);
      const [from, to] = [Math.floor(mark.start / this.step), Math.ceil(mark.end / this.step)];
      const key = `${lane}/${from}/${to}`;
      if (drawn.has(key)) continue;
      drawn.add(key);
      rects.push(rect(`tag-${mark.tag}`, from * this.step, lane + 0.1, Math.max(to - from, 3) * this.step, 0.8));
    }
    this.svg.replaceChildren(...rects);
  }
}
