const name = "sign-gateway";
const table = "uploads";

/** For as long as the page is open, where the browser gives no room. @type {Map<string, import("../index.js").BegunUpload>} */
const here = new Map();

/** @type {import("../index.js").UploadMemory} */
export const memory = {
  get: (key) => use("readonly", (uploads) => uploads.get(key)).catch(() => here.get(key)),

  async set(key, upload, now) {
    try {
      await forgetEnded(now);
      await use("readwrite", (uploads) => uploads.put(upload, key));
    } catch {
      here.set(key, upload);
    }
  },

  async delete(key) {
    here.delete(key);
    await use("readwrite", (uploads) => uploads.delete(key)).catch(() => {});
  },
};

/** @returns {Promise<IDBDatabase>} */
const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(table);
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/**
 * Runs one request, and waits until it is written.
 * @template T
 * @param {IDBTransactionMode} mode @param {(uploads: IDBObjectStore) => IDBRequest<T>} work
 */
async function use(mode, work) {
  const database = await open();
  try {
    return await new Promise((/** @type {(result: T) => void} */ resolve, reject) => {
      const transaction = database.transaction(table, mode);
      const request = work(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** What nobody came back for. @param {number} now */
const forgetEnded = (now) => use("readwrite", (uploads) => {
  const request = uploads.openCursor();
  request.onsuccess = () => {
    if (!request.result) return;
    if (request.result.value.ends <= now) request.result.delete();
    request.result.continue();
  };
  return request;
});
