/** Pages for when something is in the way: what happened, what to do about it. */
import type { ComponentChildren } from "preact";
import { has, t } from "../i18n";
import { ApiError } from "../net/http";
import { Button } from "../parts/button";
import { Icon, type IconName } from "../parts/icon";
import { LanguageSwitch } from "../parts/settings";

/** The words for an error of the API. */
export function wordsOf(error: unknown, code = ""): string {
  if (!(error instanceof ApiError)) return t("api.server_error");
  const key = `api.${error.code}`;
  return has(key) ? t(key, { code }) : t("api.other", { code: error.code });
}

/** What somebody typed or pasted, short enough for a sentence. */
export const shortened = (text: string): string => (text.trim().length > 24 ? `${text.trim().slice(0, 23)}…` : text.trim());

/** The words for a code that was refused. The right one passes always, so after too many tries this one is wrong as well. */
export function wordsOfCode(error: unknown, code: string): string {
  const wrong = error instanceof ApiError && error.code === "rate_limited";
  return wordsOf(wrong ? new ApiError("wrong_code", "", 404) : error, shortened(code));
}

/** The capsule and the name. */
export function Brand() {
  return (
    <span class="row strong">
      <span class="baton" aria-hidden="true">
        {["c", "c", "c", "c", "c", "g", "u", "u"].map((state, index) => (
          <i key={index} class={state} />
        ))}
      </span>
      Baton
    </span>
  );
}

/** One page, one reason, one way on. */
export function Trouble({ icon = "warn", title, text, action, children }: { icon?: IconName; title: string; text: string; action?: { label: string; run: () => void }; children?: ComponentChildren }) {
  return (
    <div class="phone">
      <header class="row between pagehead">
        <Brand />
        <LanguageSwitch />
      </header>
      <main class="middle">
        <div class="stack s4">
          <Icon name={icon} class="large" />
          <h1>{title}</h1>
          <p class="soft">{text}</p>
          {children}
          {action !== undefined && <Button primary big wide label={action.label} onClick={action.run} testid="primary" />}
        </div>
      </main>
    </div>
  );
}
