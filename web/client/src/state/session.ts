/** One connection at a time: open it with a token, let its views into the store. */
import { Connection } from "../net/socket";
import { t } from "../i18n";
import { refusal, useConnection } from "./acts";
import { forget, linked, take } from "./store";
import { toast } from "./toasts";

let current: Connection | null = null;

/** Connect with a token (and, for a facilitator, the session to watch). */
export function connect(auth: { token: string; session?: string }): void {
  disconnect();
  let wasDown = false;
  current = new Connection(auth, {
    view: (envelope, fresh) => {
      take(envelope, fresh);
      if (fresh && wasDown) toast("done", t("offline.back"));
      wasDown = false;
    },
    state: (state, reason) => {
      if (state === "down") wasDown = true;
      linked(state, reason);
    },
    late: (act, answer) => {
      if (!answer.ok) toast("fail", refusal(answer, act.verb));
    },
  });
  useConnection(current);
}

/** Hang up and forget what was shown. */
export function disconnect(): void {
  current?.close();
  current = null;
  useConnection(null);
  forget();
}
