// A page written after OSS's own V4 sample. Of the gateway it knows the URL, and the one header line below.
import { choose, front, settings } from "./front.js";

let last;
front.retry = () => upload(last);
choose(([file]) => upload(file));

async function upload(file) {
  last = file;
  try {
    const response = await fetch(`${settings.gateway}/get_post_signature_for_oss_upload?profile=${settings.profile}`, {
      headers: { Authorization: `Bearer ${settings.token}` },
    });
    if (!response.ok) throw new Error(`no signature: ${response.status}`);
    const data = await response.json();

    const form = new FormData();
    form.append("success_action_status", "200");
    form.append("policy", data.policy);
    form.append("x-oss-signature", data.signature);
    form.append("x-oss-signature-version", data.x_oss_signature_version);
    form.append("x-oss-credential", data.x_oss_credential);
    form.append("x-oss-date", data.x_oss_date);
    form.append("key", data.dir + file.name);
    if (data.security_token) form.append("x-oss-security-token", data.security_token);
    form.append("callback", data.callback);
    form.append("file", file);

    const answer = await fetch(data.host, { method: "POST", body: form });
    if (!answer.ok) throw new Error(`not stored: ${answer.status}`);
    front.recorded.push(answer.status === 203 ? { id: null } : await answer.json());
  } catch (error) {
    front.failures.push(error.message);
  }
}
