// What is kept on this device until the server has it: one record a mark, in IndexedDB.

const STORE = "outbox";

/** The records of one person in one round. What `put` and `remove` promise is done when it outlives this page. */
export async function openKept(user, round) {
  const opening = indexedDB.open("claimlight", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "key" });
  const database = await answer(opening);
  const prefix = `${user}/${round}/`;
  return {
    all: () => answer(database.transaction(STORE).objectStore(STORE).getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    put: (id, record) => write(database, (store) => store.put({ ...record, id, key: prefix + id })),
    remove: (id) => write(database, (store) => store.delete(prefix + id)),
  };
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Relaxed outlives a closed tab and a killed browser, and does not make a typist's letters queue for the disk. */
function write(database, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, "readwrite", { durability: "relaxed" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(STORE));
    transaction.commit();
  });
}
