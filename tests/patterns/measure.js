// Runs in a worker: how much longer one pattern takes on texts that are twice as long. As measure.py.

const LENGTHS = [20000, 40000, 80000], LONG = 150;
const SLOWEST = 3, TIMES = 5, RATIO = 3;
// Milliseconds, as the seconds of measure.py.
const FLOOR = 50, ENOUGH = 400;

onmessage = ({ data: { source, flags, shapes } }) => {
  const pattern = new RegExp(source, flags.includes("g") ? flags : `${flags}g`);
  const milliseconds = (text, times) => {
    let best = Infinity;
    for (let turn = 0; turn < times && !(best < Infinity && best > ENOUGH); turn += 1) {
      const started = performance.now();
      text.replace(pattern, "");
      best = Math.min(best, performance.now() - started);
    }
    return best;
  };
  const texts = LENGTHS.map((length) => cases(shapes, length));
  const times = texts[0].map((text, number) => [milliseconds(text, 1), number]);
  for (const [, number] of times.sort((a, b) => b[0] - a[0]).slice(0, SLOWEST)) {
    const taken = [];
    for (const text of texts) {
      taken.push(milliseconds(text[number], TIMES));
      const [before, last] = taken.slice(-2);
      if (taken.length > 1 && (last < RATIO * before || last > ENOUGH)) break;
    }
    const [before, last] = taken.slice(-2);
    if (last > FLOOR && last > RATIO * before) return postMessage({ text: texts[0][number].slice(0, 60), taken });
  }
  postMessage(null);
};

function cases(shapes, length) {
  return shapes.flatMap(([head, body, tail]) => {
    const run = head + body.repeat(Math.trunc(length / body.length)) + tail;
    if (!head) return [run];
    const piece = head + body.repeat(Math.trunc(LONG / body.length));
    return [run, piece.repeat(Math.trunc(length / piece.length)) + tail, head.repeat(Math.trunc(length / head.length)) + tail];
  });
}
