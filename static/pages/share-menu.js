// Lets the installed app take what is shared to it. This changes nothing else: the worker answers one address only.

import { registerWorker } from "../register-worker.js";

// Where the browser refuses, only sharing is missing.
registerWorker("/articles/share/worker.js").catch(() => undefined);
