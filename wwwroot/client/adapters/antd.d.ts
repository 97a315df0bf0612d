import type { Upload, Uploader } from "../index.js";

/**
 * For Ant Design's `<Upload customRequest={customRequest(uploader)} />`. What the component's `data` holds is sent as `vars`; the response of a file
 * that is done is the recorded upload.
 */
export function customRequest(uploader: Uploader): (request: {
  file: any;
  data?: any;
  onProgress?: (event: { percent?: number }) => void;
  onSuccess?: (upload: Upload) => void;
  onError?: (error: any) => void;
}) => { abort(): void };
