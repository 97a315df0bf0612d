import { Button, Upload } from "antd";
import { useMemo } from "react";
import { createUploader } from "sign-gateway-client";
import { customRequest } from "sign-gateway-client/adapters/antd.js";

export function Files({ gateway, token, profile, onChange }) {
  const send = useMemo(() => customRequest(createUploader({ gateway, token, profile })), [gateway, token, profile]);
  return (
    <Upload multiple customRequest={send} onChange={onChange}>
      <Button>Choose files</Button>
    </Upload>
  );
}
