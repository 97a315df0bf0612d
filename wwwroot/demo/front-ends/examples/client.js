import { createUploader } from "/client/index.js";

/** Uploads the files chosen in an input, each with a bar of its own, and shows what the gateway recorded. */
export function showUploads(input, list, token) {
  const uploader = createUploader({ token });

  async function add(file) {
    const bar = document.createElement("progress");
    bar.ariaLabel = `Progress of ${file.name}`;
    const row = document.createElement("li");
    row.append(file.name, " ", bar);
    list.append(row);
    try {
      const upload = await uploader.upload(file, { onProgress: (fraction) => (bar.value = fraction) });
      bar.replaceWith(`${upload.state}: ${upload.size} bytes, ${upload.contentType}`);
    } catch (error) {
      bar.replaceWith(`${error.message} (${error.code})`);
    }
  }

  input.addEventListener("change", () => {
    for (const file of input.files) add(file);
    input.value = "";
  });
}
