/** Uploads files straight to storage, with forms that a SignGateway signs. One uploader serves one user. */
export function createUploader(options: UploaderOptions, surroundings?: Partial<Surroundings>): Uploader;

export interface UploaderOptions {
  /** Where the gateway is, such as `https://uploads.example.com`. Defaults to the page's own origin. */
  gateway?: string;
  /** The user's bearer token; or a function that fetches one, called once, and again with `refresh` true when the gateway no longer takes the last. */
  token: string | ((reason: { refresh: boolean }) => string | Promise<string>);
  /** The gateway's profile. Defaults to `default`. */
  profile?: string;
  /** What this page takes, checked before anything is sent. What the profile takes is learned from the gateway's first refusal. */
  limits?: Limits;
  /** How many files are on their way at a time. Defaults to 3. */
  parallel?: number;
  /** From how many bytes on a file is sent in parts, if the profile allows it; a module of its own is loaded for that. Defaults to 100,000,000. */
  multipartFrom?: number;
  /** How many parts of a file are on their way at a time. Defaults to 4. */
  parallelParts?: number;
  /** Keeps uploads in parts apart that are of the same file: one is resumed only under the key it was begun with. Such as the user's id, where several share a browser. */
  resumeKey?: string;
}

export interface Limits {
  minBytes?: number;
  maxBytes?: number;
  /** Such as `image/png` or `image/*`; empty for all. */
  contentTypes?: string[];
}

export interface Uploader {
  /** Uploads one file when its turn comes; resolves with what the gateway recorded, rejects with an {@link UploadError}. */
  upload(file: File, options?: UploadOptions): Promise<Upload>;
  /** For adapters whose library posts the form itself. Throws what {@link upload} rejects with. */
  transfer(file: File, options?: Pick<UploadOptions, "vars" | "onStep">): Transfer;
}

export interface UploadOptions {
  /** Called with the share that is sent, from 0 to 1; it begins again if the file has to be sent again. */
  onProgress?: (fraction: number) => void;
  onStep?: (step: Step) => void;
  /**
   * Aborts the upload, wherever it is, and takes its grant back. Aborted with the reason `"pause"`, an upload in parts keeps what it has:
   * the next upload of the same file, even after the page was loaded again, goes on from there.
   */
  signal?: AbortSignal;
  /** Recorded with the upload, and covered by the grant's signature. */
  vars?: Record<string, string>;
}

export type Step = "sign" | "upload" | "confirm" | "record";

export interface Transfer {
  /** A form that is good now: the last one, or a new one if that has ended. */
  form(signal?: AbortSignal): Promise<Grant>;
  /** What came of posting it: the recorded upload; null if it has to be posted again; throws if that would not help. */
  settle(answer: StorageAnswer, signal?: AbortSignal): Promise<Upload | null>;
  /** Why the form has to be posted again. */
  readonly trouble: Error | null;
  /** Takes the grant back. */
  revoke(): void;
}

/** A signed form for one object. */
export interface Grant {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  /** To be posted in this order, and the file last, named `file`. */
  fields: Record<string, string>;
  key: string;
  bucket: string;
  expires: string;
  expiresIn: number;
  maxBytes: number;
  statusUrl: string;
  serverTime: string;
  /** For an upload in parts: how large each part but the last is, and how many there are. */
  partSize?: number;
  partCount?: number;
  /** Where URLs of parts are to be had, and where the parts are put together. */
  partsUrl?: string;
  completeUrl?: string;
}

/** Where one part is put. */
export interface PartUrl {
  number: number;
  url: string;
  headers: Record<string, string>;
  expires: string;
  expiresIn: number;
}

/** What the gateway recorded. */
export interface Upload {
  id: string;
  userId: string;
  profile: string;
  bucket: string;
  key: string;
  state: "issued" | "stored" | "expired" | "rejected" | "deleted";
  fileName: string;
  contentType: string | null;
  size: number | null;
  etag: string | null;
  crc64: string | null;
  image: { width: number; height: number; format: string } | null;
  vars: Record<string, string>;
  clientVars: Record<string, string>;
  issuedAt: string;
  expiresAt: string;
  storedAt: string | null;
  recordedBy: "callback" | "confirm" | "reconcile" | null;
  evidence: "callback" | "object" | null;
  /** What the application says to it, where the profile forwards to one. */
  app?: unknown;
  /** Why the application says nothing. */
  appError?: string;
}

/** Storage's answer to a form; status 0 if none came. */
export interface StorageAnswer {
  status: number;
  text: string;
}

/**
 * The gateway's own codes, and:
 * `aborted` and `paused`, by the signal; `network`, no answer though it was tried for a while; `file_unreadable`, a folder, or a file that was changed after it was chosen;
 * `storage_refused` and `storage_unavailable`, with OSS's code in `storageCode`; `unexpected_answer`, from something that is not the gateway.
 */
export class UploadError extends Error {
  constructor(code: string, message: string, info?: UploadErrorInfo);
  readonly name: string;
  readonly code: string;
  readonly status: number | undefined;
  readonly storageCode: string | undefined;
  readonly limits: Limits | undefined;
  readonly retryAfter: number | undefined;
}

export interface UploadErrorInfo {
  status?: number;
  storageCode?: string;
  limits?: Limits;
  retryAfter?: number;
  cause?: unknown;
}

/** What the client takes from the browser; tests put their own in place. */
export interface Surroundings {
  fetch: typeof fetch;
  post(grant: Grant, file: File, onProgress: (fraction: number) => void, signal?: AbortSignal): Promise<StorageAnswer>;
  /** Sends one part. */
  put?(url: string, part: Blob, onProgress: (fraction: number) => void, signal?: AbortSignal): Promise<StorageAnswer>;
  /** Where uploads in parts stand that are begun. */
  memory?: UploadMemory;
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  now(): number;
  random(): number;
}

export interface UploadMemory {
  get(key: string): Promise<BegunUpload | undefined>;
  set(key: string, upload: BegunUpload, now: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** All that is needed to go on with an upload in parts. */
export interface BegunUpload {
  id: string;
  partSize: number;
  partCount: number;
  /** When the gateway gives it up, in milliseconds. */
  ends: number;
}

/** What an uploader has found out about its profile. */
export interface Learned {
  limits: Limits;
  noParts?: boolean;
}

export type PartOptions = Pick<UploaderOptions, "profile" | "parallelParts" | "resumeKey"> &
  Pick<UploadOptions, "signal" | "vars"> &
  Required<Pick<UploadOptions, "onProgress" | "onStep">> & { gateway: string };

export type Send = (
  method: string,
  url: string,
  body: FormData | Blob,
  onProgress: (fraction: number) => void,
  signal?: AbortSignal,
) => Promise<StorageAnswer>;
