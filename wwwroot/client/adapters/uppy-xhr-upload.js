/** @typedef {{way: import("../index.js").Transfer, posted: boolean, recorded: import("../index.js").Upload | null, failure: unknown}} Course */

/** @type {typeof import("./uppy-xhr-upload.js").xhrUpload} */
export function xhrUpload(uploader) {
  /** By Uppy's id of the file, so that a retry knows what the last attempt may have stored. @type {Map<string, Course>} */
  const courses = new Map();
  /** @type {WeakMap<XMLHttpRequest, Course>} */
  const courseOf = new WeakMap();

  return {
    // Each file goes where its form says; the request is opened again with that address.
    endpoint: "/",

    // The last moment before the bytes leave, at every attempt: only here is a form sure to be good.
    async onBeforeRequest(xhr, _, [file]) {
      const content = new File([file.data], file.meta.name, { type: file.type });
      const stopping = new AbortController();
      try {
        const course = courses.get(file.id) ?? { way: uploader.transfer(content), posted: false, recorded: null, failure: null };
        courses.set(file.id, course);
        courseOf.set(xhr, course);
        course.failure = null;
        xhr.abort = () => {
          stopping.abort();
          if (!course.recorded) course.way.revoke();
          courses.delete(file.id);
          XMLHttpRequest.prototype.abort.call(xhr);
        };
        // The last attempt ended without an answer, but may be stored.
        if (course.posted) course.recorded = await course.way.settle({ status: 0, text: "" }, stopping.signal);
        if (course.recorded) return conclude(xhr, 200);
        post(xhr, await course.way.form(stopping.signal), content);
        course.posted = true;
      } catch (failure) {
        // Uppy waits for ever for a request that fails before it is sent, so this one ends as if it had been.
        courseOf.set(xhr, { .../** @type {Course} */ (courses.get(file.id)), failure });
        conclude(xhr, 400);
      }
      if (stopping.signal.aborted) xhr.send = () => {};
    },

    async onAfterResponse(xhr) {
      const course = /** @type {Course} */ (courseOf.get(xhr));
      if (course.failure) throw course.failure;
      if (course.recorded) return;
      course.posted = false;
      try {
        course.recorded = await course.way.settle({ status: xhr.status, text: xhr.responseText });
      } catch (failure) {
        course.failure = failure;
        throw failure;
      }
      if (!course.recorded) throw course.way.trouble;
      conclude(xhr, 200);
    },

    shouldRetry: (xhr) => !courseOf.get(xhr)?.failure,
    getResponseData: (xhr) => /** @type {any} */ (courseOf.get(xhr)?.recorded),
  };
}

/** @param {XMLHttpRequest} xhr @param {import("../index.js").Grant} grant @param {File} file */
function post(xhr, grant, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(grant.fields)) form.append(name, value);
  form.append("file", file);
  xhr.open(grant.method, grant.url);
  xhr.send = () => XMLHttpRequest.prototype.send.call(xhr, form);
}

/** What storage answered is not what became of the upload: Uppy is told the latter. @param {XMLHttpRequest} xhr @param {number} status */
function conclude(xhr, status) {
  Object.defineProperty(xhr, "status", { value: status, configurable: true });
  xhr.send = () => xhr.onload?.(new ProgressEvent("load"));
}
