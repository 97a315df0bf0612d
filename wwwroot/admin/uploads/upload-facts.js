import { bytes, size } from "../core/format.js";
import { t } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, value } from "../parts/elements.js";
import { dictionary, facts } from "../parts/facts.js";
import { time } from "../parts/time.js";

/** All that an upload's record says. */
export const uploadFacts = (upload) => facts([
  [t("upload.fileName"), upload.erased ? t("upload.erased") : value(upload.fileName)],
  [t("upload.userId"), upload.erased ? t("upload.erased") : value(upload.userId)],
  [t("upload.state"), badge("state", upload.state)],
  [t("upload.evidence"), badge("evidence", upload.evidence)],
  [t("upload.recordedBy"), upload.recordedBy && badge("recordedBy", upload.recordedBy)],
  [t("upload.contentType"), upload.contentType],
  [t("upload.size"), upload.size === null ? null : t("upload.sizes", { size: size(upload.size), bytes: bytes(upload.size) })],
  [t("upload.image"), upload.image && t("upload.imageFacts", upload.image)],
  [t("upload.profile"), upload.profile],
  [t("upload.id"), code(upload.id)],
  [t("upload.bucket"), code(upload.bucket)],
  [t("upload.key"), code(upload.key)],
  [t("upload.etag"), upload.etag && code(upload.etag)],
  [t("upload.crc64"), upload.crc64 && code(upload.crc64)],
  [t("upload.vars"), dictionary(upload.vars)],
  [t("upload.clientVars"), dictionary(upload.clientVars)],
  [t("upload.issuedAt"), time(upload.issuedAt)],
  [t("upload.expiresAt"), time(upload.expiresAt)],
  [t("upload.storedAt"), time(upload.storedAt)],
  [t("upload.lookAt"), time(upload.lookAt)],
  [t("upload.deleting"), upload.deleting ? t("yes") : t("no")],
]);
