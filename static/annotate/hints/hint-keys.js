// The keys of hints. Keys that do something else too keep doing that while no hint is shown.

/** Add to `commands`, which a key calls. */
export function addHintKeys(commands, hints) {
  const { card, cursor, panel, pending, chooser, adoption } = hints;
  const isAlone = () => card.isOpen && !panel.id && !chooser.isOpen && (card.hasFocus || !pending.span);
  const wrap = (key, condition, act) => {
    const usual = commands[key];
    commands[key] = () => (condition() ? act() : usual());
  };
  commands.H = () => hints.previous();
  commands["."] = () => hints.toggle();
  wrap("Enter", () => isAlone() && cursor.head === hints.word, () => card.focus());
  wrap("Delete", () => isAlone() && card.state === "hint", () => hints.dismiss());
  wrap("Escape", () => isAlone() || adoption.isSelected, () => hints.escape());
}
