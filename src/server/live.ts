// Server-sent events: who is signed in hears that something changed; the views themselves are asked for by the ordinary routes.
import type { ServerResponse } from "node:http";
import { canonicalJson } from "../basis/canonical-json.ts";
import type { DeskEvent } from "../desk/api-types.ts";

const LISTENERS_MAX = 2_000;
const BACKLOG_MAX = 256 * 1024;

export type Listener = { readonly officer: string; readonly party: string; readonly isOver: () => boolean };
export type Live = {
  /** False when there are too many. `isOver` says that the session it was opened in has ended: then nothing more is sent. */
  readonly add: (response: ServerResponse, listener: Listener) => boolean;
  /** `to` a party, or everybody. */
  readonly send: (event: DeskEvent, to?: string) => void;
  /** To one officer, wherever he is signed in. */
  readonly sendTo: (officer: string, event: DeskEvent) => void;
  /** One event that depends on who hears it. */
  readonly sendEach: (eventFor: (party: string) => DeskEvent) => void;
  readonly endOf: (officer: string) => void;
  readonly count: () => number;
  readonly close: () => void;
};

export function openLive(): Live {
  const listeners = new Map<ServerResponse, Listener>();
  const drop = (response: ServerResponse): void => {
    listeners.delete(response);
    response.end();
  };
  /** A listener that does not read is dropped: the browser comes back by itself and asks for whole views. */
  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > BACKLOG_MAX || listeners.get(response)?.isOver() === true) drop(response);
    else response.write(text);
  };
  const beat = setInterval(() => {
    for (const response of listeners.keys()) write(response, ": still here\n\n");
  }, 20_000);
  beat.unref();
  const say = (event: DeskEvent): string => `data: ${canonicalJson(event)}\n\n`;
  return {
    add: (response, listener) => {
      if (listeners.size >= LISTENERS_MAX) return false;
      listeners.set(response, listener);
      response.on("close", () => listeners.delete(response));
      write(response, "retry: 2000\n\n");
      return true;
    },
    send: (event, to) => {
      const text = say(event);
      for (const [response, { party }] of listeners) if (to === undefined || party === to) write(response, text);
    },
    sendTo: (to, event) => {
      for (const [response, { officer }] of listeners) if (officer === to) write(response, say(event));
    },
    sendEach: (eventFor) => {
      const texts = new Map<string, string>();
      for (const [response, { party }] of listeners) {
        const text = texts.get(party) ?? say(eventFor(party));
        texts.set(party, text);
        write(response, text);
      }
    },
    endOf: (officer) => {
      for (const [response, one] of listeners) if (one.officer === officer) drop(response);
    },
    count: () => listeners.size,
    close: () => {
      clearInterval(beat);
      for (const response of listeners.keys()) {
        response.write(say({ event: "closing" }));
        drop(response);
      }
    },
  };
}
