/** The way to the team chat: an icon with what is unread. Nothing where there is no chat. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { chatOpen, closeChat, hasChat, unread } from "../state/chat";
import { polite } from "../state/toasts";
import { Icon } from "./icon";
import { later } from "./later";
import { Sheet } from "./sheet";

function Frame({ children }: { children: ComponentChildren }) {
  return (
    <Sheet title={t("chat")} close={closeChat} testid="chat-sheet">
      {children}
    </Sheet>
  );
}

const ChatSheet = later(() => import("../screens/chat").then((module) => module.ChatSheet), Frame);

export function ChatButton() {
  const n = unread.value;
  useEffect(() => {
    if (n > 0 && !chatOpen.peek()) polite.value = t("chat.unread", { n });
  }, [n]);
  if (!hasChat.value) return null;
  ChatSheet.fetch();
  const label = n === 0 ? t("chat") : `${t("chat")}: ${t("chat.unread", { n })}`;
  return (
    <button
      type="button"
      class="btn sq quiet chatbutton"
      aria-label={label}
      title={label}
      data-testid="chat"
      onClick={() => {
        chatOpen.value = true;
      }}
    >
      <Icon name="message" />
      {n > 0 && <span class="badge">{n}</span>}
    </button>
  );
}

/** The open chat, drawn once per page. */
export function Chat() {
  return hasChat.value && chatOpen.value ? <ChatSheet /> : null;
}
