import { defineComponent, h } from "vue";
import { createUploader } from "sign-gateway-client";
import { useUploads } from "sign-gateway-client/adapters/vue.js";

export const Files = defineComponent({
  props: ["gateway", "token", "profile"],
  setup({ gateway, token, profile }) {
    const { items, add } = useUploads(createUploader({ gateway, token, profile }));
    return () => [
      h("input", { type: "file", multiple: true, onChange: (event) => add(event.target.files) }),
      h("ul", items.value.map(({ id, name, progress, upload, error, abort }) =>
        h("li", { key: id }, [name, " ", h("progress", { value: progress }), " ", upload ? `stored as ${upload.id}` : error?.message ?? h("button", { onClick: abort }, "Cancel")]))),
    ];
  },
});
