// A page written after OSS's own V1 sample for plupload. Of the gateway it knows the URL, and the one header line below.
import plupload from "plupload";
import { front, root, settings } from "./front.js";

let policy = { expire: 0 };

async function signed() {
  // As the sample has it: one policy for many files, until three seconds before its end.
  if (policy.expire < Date.now() / 1000 + 3) {
    const response = await fetch(`${settings.gateway}/v1/compat/aliyun/v1?profile=${settings.profile}`, {
      headers: { Authorization: `Bearer ${settings.token}` },
    });
    policy = await response.json();
  }

  return policy;
}

const button = root();
button.id = "pick";
button.textContent = "Pick";

const uploader = new plupload.Uploader({
  runtimes: "html5",
  browse_button: button,
  url: "about:blank",
  init: {
    async FilesAdded(up, [file]) {
      await send(up, file);
    },
    UploadProgress(up, file) {
      front.progress.push(file.percent / 100);
    },
    FileUploaded(up, file, info) {
      front.recorded.push(info.status === 203 ? { id: null } : JSON.parse(info.response));
    },
    Error(up, error) {
      front.failures.push(`${error.message} ${error.status ?? ""}`);
    },
  },
});

async function send(up, file) {
  const data = await signed();
  up.setOption({
    url: data.host,
    multipart_params: {
      key: data.dir + file.name,
      policy: data.policy,
      OSSAccessKeyId: data.accessid,
      success_action_status: "200",
      callback: data.callback,
      signature: data.signature,
    },
  });
  up.start();
}

front.retry = () => {
  const [file] = uploader.files;
  file.status = plupload.QUEUED;
  send(uploader, file);
};
uploader.init();
