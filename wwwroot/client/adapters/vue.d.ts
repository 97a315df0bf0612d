import type { Uploader } from "../index.js";
import type { Item } from "./uploads.js";

/** A Vue composable: the files that were added, as a ref, and `add`. */
export function useUploads(uploader: Uploader): { items: { value: Item[] }; add(files: Iterable<File>): void };
