import { UploadError } from "../errors.js";

/** @typedef {{way: import("../index.js").Transfer, answer: import("../index.js").StorageAnswer | null}} Course */

/** For 6.3 and later. @type {typeof import("./uppy-aws-s3.js").awsS3} */
export function awsS3(uploader, uppy) {
  const courses = follow(uppy);
  return {
    shouldUseMultipart: false,
    // The plugin asks by key and names no file, so its key is the file's id; the form has the real one.
    generateObjectKey: (file) => file.id,
    signRequest: ({ key }) => formFor(courses, uploader, uppy.getFile(key)),
  };
}

/** For 5. @type {typeof import("./uppy-aws-s3.js").awsS3Version5} */
export function awsS3Version5(uploader, uppy) {
  const courses = follow(uppy);
  return {
    shouldUseMultipart: false,
    async getUploadParameters(file, options) {
      const { url, fields, headers } = await formFor(courses, uploader, file, options?.signal);
      return { method: "POST", url, fields, headers };
    },
  };
}

/** @param {Map<string, Course>} courses @param {import("../index.js").Uploader} uploader @param {any} file @param {AbortSignal} [signal] */
async function formFor(courses, uploader, file, signal) {
  const content = new File([file.data], file.meta.name, { type: file.type });
  const course = courses.get(file.id) ?? { way: uploader.transfer(content), answer: null };
  courses.set(file.id, course);
  return course.way.form(signal);
}

/**
 * The plugin reads no answers, so neither a recorded upload nor a 203 means anything to it. What storage said is taken to the gateway once all files of
 * a batch are through.
 * @param {any} uppy
 */
function follow(uppy) {
  /** @type {Map<string, Course>} */
  const courses = new Map();
  /** @param {any} file @param {import("../index.js").StorageAnswer} answer */
  const note = (file, answer) => {
    const course = courses.get(file?.id);
    if (course) course.answer = answer;
  };
  uppy.on("upload-success", (/** @type {any} */ file) => note(file, { status: 203, text: "" }));
  uppy.on("upload-error", (/** @type {any} */ file, /** @type {any} */ error) => {
    // What the client itself says is no answer of storage.
    if (!(error instanceof UploadError)) note(file, { status: error.source?.status ?? error.status ?? 0, text: error.source?.responseText ?? error.body ?? "" });
  });
  uppy.on("file-removed", (/** @type {any} */ { id }) => {
    courses.get(id)?.way.revoke();
    courses.delete(id);
  });
  uppy.addPostProcessor((/** @type {string[]} */ ids) => Promise.all(ids.map((id) => settle(uppy, courses, id))));
  return courses;
}

/** @param {any} uppy @param {Map<string, Course>} courses @param {string} id */
async function settle(uppy, courses, id) {
  const course = courses.get(id);
  if (!course?.answer) return;
  const { answer } = course;
  course.answer = null;
  try {
    const recorded = await course.way.settle(answer);
    if (!recorded) return;
    courses.delete(id);
    uppy.setFileState(id, { error: null });
    uppy.emit("upload-success", uppy.getFile(id), { status: 200, body: recorded });
  } catch (error) {
    uppy.emit("upload-error", uppy.getFile(id), error);
  }
}
