/** @type {typeof import("./antd.js").customRequest} */
export const customRequest = (uploader) => ({ file, data, onProgress, onSuccess, onError }) => {
  const controller = new AbortController();
  const onShare = (/** @type {number} */ fraction) => onProgress?.({ percent: fraction * 100 });
  uploader.upload(file, { vars: data, signal: controller.signal, onProgress: onShare }).then(onSuccess, onError);
  return { abort: () => controller.abort() };
};
