// The device's own voices. Others send the text to somebody else's server, so they are never offered. Pure but for its
// argument.

/** The voices of `synthesis` that work on this device, in `language` if it is known. */
export function localVoices(synthesis, language) {
  const main = language.toLowerCase().split("-")[0];
  return synthesis
    .getVoices()
    .filter((voice) => voice.localService && (!main || voice.lang.toLowerCase().split(/[-_]/)[0] === main));
}
