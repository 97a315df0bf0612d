const units = ["bytes", "KB", "MB", "GB"];

/** A size as people say it. @param {number} bytes */
export function size(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A short badge for a file that has no picture. @param {string} fileName @param {string} contentType */
export function badge(fileName, contentType) {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(fileName)?.[1];
  return ending ?? contentType.split("/")[1]?.slice(0, 8) ?? "file";
}

/** What is worth knowing of an upload, in one line. @param {{size: number, contentType: string, image: {width: number, height: number} | null}} upload */
export function facts(upload) {
  const parts = [size(upload.size ?? 0), upload.contentType];
  if (upload.image) parts.push(`${upload.image.width} × ${upload.image.height}`);
  return parts.join(" · ");
}

/** When something happened, in the reader's own words. @param {string} iso */
export function when(iso) {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
