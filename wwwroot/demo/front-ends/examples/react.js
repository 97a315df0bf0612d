import { useMemo } from "react";
import { createUploader } from "sign-gateway-client";
import { useUploads } from "sign-gateway-client/adapters/react.js";

export function Files({ gateway, token, profile }) {
  const uploader = useMemo(() => createUploader({ gateway, token, profile }), [gateway, token, profile]);
  const { items, add } = useUploads(uploader);
  return (
    <>
      <input type="file" multiple onChange={(event) => add(event.target.files)} />
      <ul>
        {items.map(({ id, name, progress, upload, error, abort }) => (
          <li key={id}>
            {name} <progress value={progress} /> {upload ? `stored as ${upload.id}` : error?.message ?? <button onClick={abort}>Cancel</button>}
          </li>
        ))}
      </ul>
    </>
  );
}
