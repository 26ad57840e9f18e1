/** The team chat of this seat: its lines, fetched when the server says that there are others, and how far they were read. */
import { computed, effect, signal } from "@preact/signals";
import { api } from "../net/http";
import type { ChatLine } from "../types";
import { device } from "./kept";
import { envelope } from "./store";

export const lines = signal<readonly ChatLine[]>([]);
/** Whether there is a chat in this session now. */
export const hasChat = computed(() => (envelope.value?.chat ?? 0) > 0);
export const chatOpen = signal(false);
/** Whether the lines are here; until they have come nobody can say that there are none. */
export const chatHere = signal<"loading" | "here" | "failed">("loading");
const RETRY_MS = 3000;

export function closeChat(): void {
  chatOpen.value = false;
}

const STORE = "baton.chat";
type Read = { session: string; number: number };

function stored(): Read {
  try {
    return JSON.parse(device.getItem(STORE) ?? "") as Read;
  } catch {
    return { session: "", number: 0 };
  }
}

const read = signal<Read>(stored());

/** Lines of others that nobody has looked at here. */
export const unread = computed(() => {
  const known = read.value.session === envelope.value?.session ? read.value.number : 0;
  return lines.value.filter((line) => !line.mine && line.number > known).length;
});

/** Everything that is here has been seen. */
function seen(): void {
  const session = envelope.peek()?.session ?? "";
  const number = lines.peek().at(-1)?.number ?? 0;
  const known = read.peek();
  if (known.session === session && known.number >= number) return;
  read.value = { session, number };
  device.setItem(STORE, JSON.stringify(read.peek()));
}

/** Fetch lines whenever there are others; returns how to stop. */
export function followChat(token: string): () => void {
  let have = 0;
  let asking = false;
  let gone = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const stamp = envelope.peek()?.chat ?? 0;
    if (gone || asking || stamp === have) return;
    if (stamp === 0) {
      have = 0;
      lines.value = [];
      chatHere.value = "loading";
      closeChat();
      return;
    }
    asking = true;
    api.chat(token).then(
      (answer) => {
        asking = false;
        have = stamp;
        if (gone) return;
        lines.value = answer.lines;
        chatHere.value = "here";
        look();
      },
      () => {
        asking = false;
        if (gone) return;
        chatHere.value = "failed";
        clearTimeout(retry);
        retry = setTimeout(look, RETRY_MS);
      },
    );
  };
  const stopLooking = effect(() => {
    if (envelope.value !== null) look();
  });
  const stopReading = effect(() => {
    if (chatOpen.value && lines.value.length > 0) seen();
  });
  return () => {
    gone = true;
    clearTimeout(retry);
    stopLooking();
    stopReading();
    lines.value = [];
    chatHere.value = "loading";
    closeChat();
  };
}
