import { readStream } from "./stream.js";
import { t } from "./words.js";

/**
 * The gateway's events as DOM events: "overview", "callback", "upload" with their data as detail; "state" when the connection comes or goes;
 * and "caught-up" when it is back after a gap, in which anything may have happened.
 * @param {{stream: (signal: AbortSignal) => Promise<Response>}} api @param {(error: any) => boolean} refused @param {(text: string) => void} say
 */
export function createLive(api, refused, say) {
  const live = new EventTarget();
  let state = "connecting";
  let interrupted = false;

  function change(next) {
    if (next === state) return;
    state = next;
    if (next === "waiting" && !interrupted) {
      interrupted = true;
      say(t("live.lost"));
    }
    live.dispatchEvent(new Event("state"));
    if (next !== "live" || !interrupted) return;
    interrupted = false;
    say(t("live.back"));
    live.dispatchEvent(new Event("caught-up"));
  }

  const stream = readStream({
    open: (signal) => api.stream(signal),
    onEvent: (name, detail) => live.dispatchEvent(new CustomEvent(name, { detail })),
    onState: change,
    isFinal: (error) => Boolean(error?.needsSignIn),
    onFinal: refused,
  });

  return {
    get state() {
      return state;
    },
    /** @param {string} name @param {(detail: any) => void} listener @param {AbortSignal} signal */
    on: (name, listener, signal) => live.addEventListener(name, (event) => listener(event.detail), { signal }),
    close: () => stream.close(),
  };
}
