// What is kept on this device until the server has it: one record a mark, in IndexedDB.

const STORE = "outbox";

function request(wanted) {
  return new Promise((resolve, reject) => {
    wanted.onsuccess = () => resolve(wanted.result);
    wanted.onerror = () => reject(wanted.error);
  });
}

/** The records of one person in one round; `round` null for all of that person's. */
export async function openKept(user, round) {
  const opening = indexedDB.open("claimlight", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "key" });
  const database = await request(opening);
  // Relaxed outlives a closed tab and a killed browser, and does not make a typist's letters queue for the disk.
  const store = (mode) => database.transaction(STORE, mode, { durability: "relaxed" }).objectStore(STORE);
  const prefix = round === null ? `${user}/` : `${user}/${round}/`;
  return {
    all: () => request(store("readonly").getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    put: (id, record) => request(store("readwrite").put({ ...record, id, key: prefix + id })),
    remove: (id) => request(store("readwrite").delete(prefix + id)),
  };
}
