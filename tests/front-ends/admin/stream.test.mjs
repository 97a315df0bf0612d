import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../wwwroot/admin/core/api.js";
import { createEventParser } from "../../../wwwroot/admin/core/event-parser.js";
import { pauseBefore, readStream } from "../../../wwwroot/admin/core/stream.js";

function parsed(...pieces) {
  const events = [];
  const parser = createEventParser(({ name, data }) => events.push([name, data]));
  pieces.forEach((piece) => parser.feed(piece));
  return events;
}

const text = "event: callback\ndata: {\"a\":\ndata: 1}\n\n: quiet\n\nevent:upload\ndata:x\n\n";
const expected = [["callback", "{\"a\":\n1}"], ["upload", "x"]];

test("events are read however the text is cut", () => {
  for (let size = 1; size <= text.length; size++) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
    assert.deepEqual(parsed(...pieces), expected);
  }
});

test("all three ends of lines are read, also when cut in two", () => {
  assert.deepEqual(parsed(text.replaceAll("\n", "\r\n")), expected);
  assert.deepEqual(parsed(...text.replaceAll("\n", "\r\n")), expected);
  assert.deepEqual(parsed("data: a\r", "\ndata: b\r\n\r\n"), [["message", "a\nb"]]);
});

test("an event that is not finished is not told", () => {
  assert.deepEqual(parsed("event: a\ndata: b\n"), []);
});

const body = (...pieces) => new Response(new Blob(pieces).stream());
const event = (name, data = {}) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

// Reads connections one after the other until there are none left.
function reading(connections, options = {}) {
  const told = [];
  const pauses = [];
  return new Promise((resolve) => {
    const stream = readStream({
      open: async (signal) => {
        const next = connections.shift();
        if (next) return next(signal);
        stream.close();
        resolve({ told, pauses });
        throw new Error("closed");
      },
      onEvent: (name, data) => told.push([name, data]),
      onState: (state) => told.push(state),
      isFinal: (error) => Boolean(error.needsSignIn),
      onFinal: (error) => resolve({ told, pauses, error }),
      sleep: async (milliseconds) => pauses.push(milliseconds),
      ...options,
    });
  });
}

test("a connection that breaks is opened again", async () => {
  const { told } = await reading([
    async () => body(event("hello"), event("callback", { number: 1 })),
    async () => body(event("hello"), event("callback", { number: 2 })),
  ]);
  assert.deepEqual(told.filter(([name]) => name === "callback"), [["callback", { number: 1 }], ["callback", { number: 2 }]]);
  assert.deepEqual(told.filter((each) => typeof each === "string"), ["connecting", "live", "live", "waiting", "connecting", "live", "live", "waiting", "connecting"]);
});

test("pauses grow while nothing answers, and begin anew once something has", async () => {
  const fails = async () => {
    throw new Refusal(0, "unreachable");
  };
  const { pauses } = await reading([fails, fails, fails, async () => body(event("hello")), fails]);
  assert.equal(pauses.length, 5);
  assert.ok(pauses[0] <= 1_000 && pauses[1] <= 2_000 && pauses[2] >= 2_000 && pauses[3] <= 1_000);
});

test("pauses end at half a minute, and no two pages wait alike", () => {
  assert.equal(pauseBefore(30, 1), 30_000);
  assert.equal(pauseBefore(30, 0), 15_000);
  assert.equal(pauseBefore(0, 0), 500);
});

for (const [status, code] of [[401, "unauthenticated"], [403, "role_missing"]]) {
  test(`${code} ends the stream for good`, async () => {
    const { error, pauses } = await reading([async () => {
      throw new Refusal(status, code);
    }]);
    assert.equal(error.code, code);
    assert.deepEqual(pauses, []);
  });
}

test("a connection that falls silent is taken for dead", async () => {
  const silent = (signal) => new Response(new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(event("hello")));
      signal.addEventListener("abort", () => controller.error(signal.reason));
    },
  }));
  const { told } = await reading([async (signal) => silent(signal), async () => body(event("callback"))], { silence: 20 });
  assert.ok(told.some(([name]) => name === "callback"));
});

test("a data that is not JSON breaks the connection, not the page", async () => {
  const { told } = await reading([async () => body("event: callback\ndata: {\n\n"), async () => body(event("callback"))]);
  assert.equal(told.filter(([name]) => name === "callback").length, 1);
});
