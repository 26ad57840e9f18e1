/** Doing things: one call from a button to the server's answer, with the words that go with it. */
import { computed, signal } from "@preact/signals";
import { has, sentence, t } from "../i18n";
import type { Connection } from "../net/socket";
import type { Answer } from "../net/outbox";
import type { Talk } from "../types";
import { envelope, link, seatView } from "./store";
import { dismiss, freshId, type Kind, polite, toast } from "./toasts";

let connection: Connection | null = null;

export function useConnection(next: Connection | null): void {
  connection = next;
}

/** Ask the server for a complete view. */
export function sync(): void {
  connection?.sync(0);
}

/** Keys of the acts that wait for an answer; a button is locked by the answer, never by a timer. */
export const pending = signal<ReadonlySet<string>>(new Set());
export const anyPending = computed(() => pending.value.size > 0);

function mark(key: string, on: boolean): void {
  const next = new Set(pending.peek());
  if (on) next.add(key);
  else next.delete(key);
  pending.value = next;
}

export type Deed = {
  verb: string;
  args?: Record<string, unknown>;
  /** What it is called while under way and when done. */
  label: string;
  /** What it is called once done, when that reads better. */
  done?: string;
  /** Which button is busy; the verb when left out. */
  key?: string;
  /** No note on success: the screen itself shows it. */
  silent?: boolean;
};

/** Send one act. Resolves with true when it is committed and the view that shows it has arrived. */
export async function perform(deed: Deed): Promise<boolean> {
  const key = deed.key ?? deed.verb;
  if (connection === null || pending.peek().has(key)) return false;
  const round = envelope.peek()?.view.session.round ?? 0;
  const id = freshId();
  mark(key, true);
  const slow = setTimeout(() => toast("busy", `${deed.label}…`, undefined, id), 300);
  const answer = await connection.act(round, deed.verb, deed.args ?? {});
  clearTimeout(slow);
  if (answer.ok) await seen(answer.version);
  mark(key, false);
  if (answer.ok) {
    const heard = talkOf(deed);
    if (heard !== undefined) toast(KINDS[heard.talk.outcome_tone], t("outcome.of", { what: `${heard.talk.title}: ${heard.name}`, outcome: heard.talk.outcome }), undefined, id);
    else if (deed.silent === true) {
      dismiss(id);
      polite.value = deed.label;
    } else toast("done", deed.done ?? deed.label, undefined, id);
  } else {
    toast("fail", refusal(answer, deed.verb), () => void perform(deed), id);
  }
  return answer.ok;
}

/** Acts that are a conversation: the client has the last word on them. */
const TALKS: ReadonlySet<string> = new Set(["call", "meet", "task", "follow_up"]);
const KINDS: Record<Talk["outcome_tone"], Kind> = { good: "done", neutral: "info", bad: "bad" };

/** The conversation that an act was, as the newest view tells it, and with whom. */
function talkOf(deed: Deed): { talk: Talk; name: string } | undefined {
  if (!TALKS.has(deed.verb)) return undefined;
  const company = seatView.peek()?.companies.find((one) => one.id === deed.args?.["company"]);
  return company === undefined || company.talk === null ? undefined : { talk: company.talk, name: company.name };
}

/** Verbs of a seat that never cost work. */
const FREE: ReadonlySet<string> = new Set(["say", "take_back"]);

/** Why something was refused, in the words of a button that is blocked for the same reason; on a desk, that it cost nothing. */
export function refusal(answer: Extract<Answer, { ok: false }>, verb: string): string {
  const key = `blocked.${answer.code}`;
  const why = sentence(has(key) ? t(key) : t("refused.other", { code: answer.code }));
  return seatView.peek()?.session.phase === "round" && !FREE.has(verb) ? `${why} ${t("refused.unspent")}` : why;
}

/** Wait until the view of a version is on the screen; ask for it when it does not come. */
function seen(version: number): Promise<void> {
  return new Promise((done) => {
    let asked: ReturnType<typeof setInterval> | undefined;
    let stop: () => void = () => undefined;
    const check = () => {
      if ((envelope.value?.version ?? 0) < version && link.value !== "refused") return;
      clearInterval(asked);
      queueMicrotask(() => stop());
      done();
    };
    asked = setInterval(sync, 1200);
    stop = envelope.subscribe(check);
  });
}
