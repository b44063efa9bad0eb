// Stores unsent annotations in IndexedDB until the server has them.

const STORE = "outbox";

/** Open the records of one user in one round. `put` and `remove` resolve when the change survives closing the page. */
export async function openOfflineStore(userId, round) {
  const request = indexedDB.open("claimlight", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
  const database = await resultOf(request);
  const prefix = `${userId}/${round}/`;
  return {
    all: () => resultOf(database.transaction(STORE).objectStore(STORE).getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    put: (id, record) => write(database, (store) => store.put({ ...record, id, key: prefix + id })),
    remove: (id) => write(database, (store) => store.delete(prefix + id)),
  };
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
