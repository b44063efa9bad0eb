// Stores data for the tool: LTI Client Side postMessages and LTI postMessage Storage.
const stored = new Map();

function answer({ origin, data }) {
  const known = { subject: `${data.subject}.response`, message_id: data.message_id };
  const refuse = (code, message) => ({ ...known, error: { code, message } });
  if (data.subject === "lti.capabilities") {
    const frame = storageTarget;
    return {
      ...known,
      supported_messages: [
        { subject: "lti.capabilities" },
        { subject: "lti.put_data", frame },
        { subject: "lti.get_data", frame },
      ],
    };
  }
  if (data.subject !== "lti.put_data" && data.subject !== "lti.get_data") {
    return refuse("unsupported_subject", data.subject);
  }
  if (origin !== toolOrigin) return refuse("wrong_origin", origin);
  if (!data.message_id || typeof data.key !== "string") return refuse("bad_request", "message_id or key is missing");
  const key = `${origin} ${data.key}`;
  if (data.subject === "lti.put_data") {
    if (data.value === null) stored.delete(key);
    else stored.set(key, data.value);
    return { ...known, key: data.key, value: data.value };
  }
  return { ...known, key: data.key, value: stored.get(key) ?? null };
}

addEventListener("message", (event) => {
  if (!event.data?.subject?.startsWith("lti.")) return;
  event.source.postMessage(answer(event), event.origin);
});
