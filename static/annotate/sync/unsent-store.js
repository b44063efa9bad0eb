// Stores unsent annotations in IndexedDB until the server has them.

const STORE = "outbox";

/** Open the records of one user in one round. `put` and `remove` resolve when the change survives closing the page. */
export async function openUnsentStore(userId, round) {
  const database = await openDatabase();
  const prefix = `${userId}/${round}/`;
  return {
    all: () => resultOf(database.transaction(STORE).objectStore(STORE).getAll(keysWith(prefix))),
    put: (id, record) => write(database, (store) => store.put({ ...record, id, key: prefix + id })),
    remove: (id) => write(database, (store) => store.delete(prefix + id)),
    clear: () => write(database, (store) => store.delete(keysWith(prefix))),
  };
}

/** The rounds in which the user has unsent annotations on this device. */
export async function unsentRounds(userId) {
  const database = await openDatabase();
  const keys = await resultOf(database.transaction(STORE).objectStore(STORE).getAllKeys(keysWith(`${userId}/`)));
  return [...new Set(keys.map((key) => key.split("/")[1]))];
}

function openDatabase() {
  const request = indexedDB.open("claimlight", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
  return resultOf(request);
}

function keysWith(prefix) {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Relaxed durability survives a closed tab and a killed browser, without a wait for the disk at each letter typed. */
function write(database, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, "readwrite", { durability: "relaxed" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(STORE));
    transaction.commit();
  });
}
