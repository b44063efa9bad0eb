// A speech synthesis for tests, since no browser of a server has voices: one voice of this device and one that sends the
// text away. Each word is reported, and the test decides when a sentence ends: finishSentence().
(() => {
  const voices = [
    { name: "Remote", lang: "en-GB", localService: false, default: true },
    { name: "Local", lang: "en-GB", localService: true, default: false },
    { name: "Otra", lang: "es-ES", localService: true, default: false },
  ];
  let current = null;
  window.spoken = [];
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) {
      super();
      this.text = text;
    }
  };
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => window.noVoices ? [] : voices,
    cancel() {
      current = null;
    },
    speak(utterance) {
      current = utterance;
      window.spoken.push([utterance.voice.name, utterance.rate, utterance.text]);
    },
  });
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  window.sayWord = (charIndex) => current.dispatchEvent(Object.assign(new Event("boundary"), { name: "word", charIndex }));
  window.finishSentence = () => current.dispatchEvent(new Event("end"));
  window.isSilent = () => current === null;
})();
