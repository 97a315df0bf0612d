/**
 * Reads the text of an event stream, in whatever pieces it comes.
 * @param {(event: {name: string, data: string}) => void} onEvent
 */
export function createEventParser(onEvent) {
  let rest = "";
  let name = "";
  /** @type {string[]} */
  let data = [];

  function line(text) {
    if (text === "") {
      if (data.length) onEvent({ name: name || "message", data: data.join("\n") });
      name = "";
      data = [];
      return;
    }
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(text);
    if (field === "event") name = value ?? "";
    if (field === "data") data.push(value ?? "");
  }

  return {
    /** @param {string} text */
    feed(text) {
      rest += text;
      // A carriage return at the very end may be the first half of a line's end.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      lines.forEach(line);
    },
  };
}
