// The words for what is saved. Pure.

export function savedWords(state, waiting) {
  if (state === "kept") return `${waiting} kept on this device`;
  return { saved: "saved", saving: "saving…", refused: "not taken" }[state];
}
