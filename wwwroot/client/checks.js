import { UploadError } from "./errors.js";

/** The media type as the gateway takes it: without parameters, and never empty. @param {Blob} file */
export const mediaType = (file) => /^[^\s;/]+\/[^\s;/]+/.exec(file.type)?.[0].toLowerCase() ?? "application/octet-stream";

/** Refuses what the gateway would refuse, without asking it. @param {File} file @param {import("./index.js").Limits} limits */
export function checkLimits(file, limits) {
  const { minBytes = 0, maxBytes = Infinity, contentTypes = [] } = limits;
  if (file.size < minBytes || file.size > maxBytes) {
    throw new UploadError("size_not_allowed", `${file.name} has ${file.size} bytes; from ${minBytes} to ${maxBytes} are allowed.`, { limits });
  }

  const type = mediaType(file);
  if (contentTypes.length > 0 && !contentTypes.some((allowed) => allowed === type || allowed === `${type.split("/")[0]}/*`)) {
    throw new UploadError("content_type_not_allowed", `${file.name} is ${type}; allowed are ${contentTypes.join(", ")}.`, { limits });
  }
}

/** A folder, a file that is gone, and one that was changed after it was chosen all fail at their first byte. @param {File} file */
export async function checkReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch (cause) {
    throw new UploadError("file_unreadable", `${file.name} cannot be read. Is it a folder, or was it changed after it was chosen?`, { cause });
  }
}
