/** The connection to the server: the only file that knows Socket.IO. */
import { io, type Socket } from "socket.io-client";
import type * as wire from "../contract";
import type { Act, Envelope } from "../types";
import { device } from "../state/kept";
import { isNotFinal, pause } from "./again";
import { unpack } from "./unpack";
import { type Answer, newId, Outbox } from "./outbox";

export type LinkState = "connecting" | "up" | "down" | "refused";

export interface Listener {
  /** A complete view; `fresh` for the first one of a connection, which counts whatever its version says. */
  view(envelope: Envelope, fresh: boolean): void;
  state(state: LinkState, reason: string): void;
  late(act: Act, answer: Answer): void;
}

type Downstream = { view: (envelope: wire.Envelope) => void };
type Upstream = {
  act: (act: Act, answered: (answer: Answer) => void) => void;
  sync: (body: { have: number }, answered?: (answer: unknown) => void) => void;
};

/** Why the server may let nobody in for a while. */
const STORE_TROUBLE = ["disk_full", "store_broken"];

export class Connection {
  readonly #socket: Socket<Downstream, Upstream>;
  readonly #outbox: Outbox;
  readonly #listener: Listener;
  readonly #wake = () => this.#hurry();
  #fresh = true;

  constructor(auth: { token: string; session?: string }, listener: Listener) {
    this.#listener = listener;
    const socket: Socket<Downstream, Upstream> = io({
      auth,
      transports: ["websocket", "polling"],
      reconnectionDelay: 400,
      reconnectionDelayMax: 4000,
      randomizationFactor: 0.4,
      timeout: 8000,
      autoConnect: false,
    });
    this.#socket = socket;
    const wire = {
      get up() {
        return socket.connected;
      },
      emit: (act: Act, answered: (answer: Answer) => void) => void socket.emit("act", act, answered),
    };
    this.#outbox = new Outbox(wire, device, `baton.pending.${auth.token.slice(-12)}`, listener.late);
    socket.on("connect", () => {
      this.#fresh = true;
      listener.state("up", "");
      this.#outbox.resume();
    });
    socket.on("disconnect", (reason) => {
      listener.state("down", reason);
      // Dropped by the server's own hand: the library does not come back by itself.
      if (reason === "io server disconnect") setTimeout(() => socket.connect(), 800);
    });
    socket.on("connect_error", (error) => {
      // `active` false: the server said no (wrong token); otherwise the network did and it tries again.
      const data = (error as Error & { data?: { code?: string } }).data;
      const reason = data?.code ?? error.message;
      // The server is slow or its disk is full now; there may be room again in a moment.
      const waits = !socket.active && (isNotFinal(reason) || STORE_TROUBLE.includes(reason));
      if (waits) setTimeout(() => socket.connect(), isNotFinal(reason) ? pause(0) : 3000);
      listener.state(socket.active || waits ? "down" : "refused", reason);
    });
    socket.on("view", (envelope) => {
      listener.view(unpack(envelope), this.#fresh);
      this.#fresh = false;
    });
    document.addEventListener("visibilitychange", this.#wake);
    window.addEventListener("online", this.#wake);
    window.addEventListener("pageshow", this.#wake);
    listener.state("connecting", "");
    socket.connect();
  }

  /** Ask for something to be done; the promise resolves with the server's one answer. */
  act(round: number, verb: string, args: Record<string, unknown>): Promise<Answer> {
    return this.#outbox.send({ id: newId(), round, verb, args });
  }

  /** Ask for the whole view again. */
  sync(have: number): void {
    if (this.#socket.connected) this.#socket.emit("sync", { have });
  }

  close(): void {
    document.removeEventListener("visibilitychange", this.#wake);
    window.removeEventListener("online", this.#wake);
    window.removeEventListener("pageshow", this.#wake);
    this.#outbox.close();
    this.#socket.off();
    this.#socket.disconnect();
  }

  /** A phone that was locked or changed its network does not wait for the library's next try. */
  #hurry(): void {
    if (document.visibilityState === "hidden") return;
    if (this.#socket.connected) this.sync(0);
    else this.#socket.connect();
    this.#listener.state(this.#socket.connected ? "up" : "down", "");
  }
}
