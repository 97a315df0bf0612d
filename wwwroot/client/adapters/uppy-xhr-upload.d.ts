import type { Upload, Uploader } from "../index.js";

interface UppyFile {
  id: string;
  type?: string;
  data: any;
  meta: { name: string };
}

/**
 * Options for `@uppy/xhr-upload` 6: `uppy.use(XHRUpload, xhrUpload(uploader))`. Every attempt gets a form that is good at that moment, and
 * `file.response.body` is the recorded upload, also where the callback's answer, or storage's own, was lost.
 */
export function xhrUpload(uploader: Uploader): {
  endpoint: string;
  onBeforeRequest(xhr: XMLHttpRequest, retryCount: number, files: UppyFile[]): Promise<void>;
  onAfterResponse(xhr: XMLHttpRequest): Promise<void>;
  shouldRetry(xhr: XMLHttpRequest): boolean;
  getResponseData(xhr: XMLHttpRequest): Upload & Record<string, unknown>;
};
