/** The team chat: a sheet that takes no room from the desk. Plain text, read by the own team. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Empty, Note } from "../parts/notes";
import { Sheet } from "../parts/sheet";
import { pending, perform } from "../state/acts";
import { chatHere, closeChat, lines } from "../state/chat";
import { envelope, link } from "../state/store";
import type { ChatLine } from "../types";
import { clockTime } from "./chat-time";
import "../styles/chat.css";

const LONGEST = 300;

export function ChatSheet() {
  const log = useRef<HTMLOListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const all = lines.value;
  const told = envelope.value?.allowed.chat_told ?? false;
  useLayoutEffect(() => {
    const last = log.current?.lastElementChild;
    last?.scrollIntoView({ block: "end" });
  }, [all.length]);
  useEffect(() => field.current?.focus(), []);
  const here = chatHere.value;
  const trouble = here === "failed" && (
    <Note icon="offline" kind="warn" testid="chat-trouble">
      {t("chat.trouble")}
    </Note>
  );
  return (
    <Sheet
      title={t("chat")}
      close={closeChat}
      testid="chat-sheet"
      footer={
        <>
          {trouble}
          <Write field={field} />
        </>
      }
    >
      <p class="tiny mute row top tight">
        <Icon name={told ? "eye" : "lock"} />
        <span data-testid="chat-who">{t(told ? "chat.told" : "chat.own")}</span>
      </p>
      {all.length === 0 ? (
        here === "here" ? <Empty icon="message" title={t("chat.none")} /> : here === "loading" && <p class="loading mute">{t("loading")}</p>
      ) : (
        <div role="log" aria-live="polite" data-testid="chat-log">
          <ol class="chatlog" ref={log}>
            {all.map((line) => (
              <Line key={line.number} line={line} />
            ))}
          </ol>
        </div>
      )}
    </Sheet>
  );
}

function Line({ line }: { line: ChatLine }) {
  return (
    <li class={line.mine ? "mine" : ""}>
      <span class="tiny mute row tight">
        <b>{line.mine ? t("chat.me") : line.name}</b>
        <span class="num">{clockTime(line.at_ms)}</span>
        {line.told && (
          <span title={t("chat.line.told")}>
            <Icon name="eye" class="tinyic" />
            <span class="hide">{t("chat.line.told")}</span>
          </span>
        )}
      </span>
      <span class="text">{line.text}</span>
    </li>
  );
}

function Write({ field }: { field: { current: HTMLInputElement | null } }) {
  const [text, setText] = useState("");
  const line = text.trim();
  const off = link.value !== "up";
  const send = (event: Event) => {
    event.preventDefault();
    if (line === "" || off) return;
    void perform({ verb: "say", args: { text: line }, label: t("chat.sent"), silent: true }).then((done) => {
      if (done) setText("");
      field.current?.focus();
    });
  };
  return (
    <form class="row tight" onSubmit={send}>
      <label class="grow">
        <span class="hide">{t("chat.write")}</span>
        <input class="input" ref={field} value={text} maxLength={LONGEST} placeholder={t("chat.hint")} autocomplete="off" data-testid="chat-text" onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <Button type="submit" primary icon="arrow" label={t("chat.send")} disabled={line === "" || off} busy={pending.value.has("say")} testid="chat-send" />
    </form>
  );
}
