import { createEventParser } from "./event-parser.js";

// The server sends a comment every 15 seconds: three of them missing means that the line is dead.
const silenceLimit = 45_000;
const firstPause = 1_000;
const longestPause = 30_000;

/** How long to wait before the next attempt. Replicas that restart must not meet all pages in the same instant. @param {number} attempt @param {number} chance */
export const pauseBefore = (attempt, chance) => Math.min(longestPause, firstPause * 2 ** attempt) * (0.5 + chance / 2);

/**
 * Reads the gateway's events for as long as it is not closed, over as many connections as that takes.
 * An EventSource cannot send a bearer token, so the answer of a fetch is read instead.
 * @param {{open: (signal: AbortSignal) => Promise<Response>, onEvent: (name: string, data: any) => void,
 *   onState: (state: "connecting" | "live" | "waiting") => void, isFinal: (error: unknown) => boolean, onFinal: (error: unknown) => void,
 *   sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>, silence?: number}} options
 */
export function readStream({ open, onEvent, onState, isFinal, onFinal, sleep = pause, silence = silenceLimit }) {
  const closing = new AbortController();
  let attempt = 0;

  async function connection() {
    const quiet = new AbortController();
    let timer = setTimeout(() => quiet.abort(), silence);
    try {
      const response = await open(AbortSignal.any([closing.signal, quiet.signal]));
      const parser = createEventParser(({ name, data }) => {
        attempt = 0;
        onState("live");
        onEvent(name, JSON.parse(data));
      });
      for await (const text of pieces(response.body)) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(), silence);
        parser.feed(text);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async function run() {
    while (!closing.signal.aborted) {
      onState("connecting");
      try {
        await connection();
      } catch (error) {
        if (closing.signal.aborted) return;
        if (isFinal(error)) return onFinal(error);
      }
      if (closing.signal.aborted) return;
      onState("waiting");
      await sleep(pauseBefore(attempt++, Math.random()), closing.signal);
    }
  }

  run();
  return { close: () => closing.abort() };
}

async function* pieces(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

const pause = (milliseconds, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    resolve();
  }, { once: true });
});
