import type { Uploader } from "../index.js";
import type { Item } from "./uploads.js";

/** A React hook: the files that were added, and `add`. Keep the uploader for as long as the user stays, such as with `useMemo`. */
export function useUploads(uploader: Uploader): { items: Item[]; add(files: Iterable<File>): void };
