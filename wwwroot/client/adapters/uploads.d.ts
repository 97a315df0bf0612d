import type { Upload, UploadError } from "../index.js";

/** A file on its way, and in the end what became of it. */
export interface Item {
  readonly id: number;
  readonly name: string;
  readonly progress: number;
  readonly upload: Upload | null;
  readonly error: UploadError | null;
  abort(): void;
}
