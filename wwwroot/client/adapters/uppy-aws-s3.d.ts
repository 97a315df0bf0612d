import type { Grant, Uploader } from "../index.js";

interface UppyFile {
  id: string;
}

/**
 * Options for `@uppy/aws-s3` 6.3 or later: `uppy.use(AwsS3, awsS3(uploader, uppy))`. `file.response.body` is the recorded upload; the event
 * `upload-success` comes a second time with it.
 */
export function awsS3(uploader: Uploader, uppy: any): {
  shouldUseMultipart: false;
  generateObjectKey(file: UppyFile): string;
  signRequest(request: { key: string }): Promise<Grant>;
};

/** The same for `@uppy/aws-s3` 5. */
export function awsS3Version5(uploader: Uploader, uppy: any): {
  shouldUseMultipart: false;
  getUploadParameters(file: UppyFile, options?: { signal?: AbortSignal }): Promise<Pick<Grant, "url" | "fields" | "headers"> & { method: "POST" }>;
};
