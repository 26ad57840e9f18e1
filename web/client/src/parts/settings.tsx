/** Settings of this device and person: language, theme, keys. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { chosen, language, speak, t } from "../i18n";
import { api } from "../net/http";
import { sync } from "../state/acts";
import { bell, setBell } from "../state/bell";
import { toast } from "../state/toasts";
import { keys, type Theme, theme } from "../state/ui";
import type { Language } from "../types";
import { Segments, Switch } from "./fields";
import { Sheet } from "./sheet";

const open = signal(false);
/** Whose language is told to the server: the token of the page. */
export const owner = signal("");

/** What the page adds about its own seat; it gets the way to close the sheet. */
export const own = signal<((done: () => void) => ComponentChildren) | null>(null);

/** Open the settings. */
export function settings(): void {
  open.value = true;
}

/** Change the language here and, for the game's own words, on the server. */
export function switchLanguage(next: Language): void {
  void speak(next).then((done) => {
    if (!done) toast("fail", t("language.failed"), () => switchLanguage(next));
  });
  if (owner.value !== "") void api.language(owner.value, next).then(sync, () => undefined);
}

/**
 * The game's words come in the language that the server knows: keep it in step with the interface. A device on which
 * nobody chose one (a new phone, by the facilitator's link) takes its person's; a choice made here wins.
 */
export function agree(told: Language, adopt = false): void {
  if (told === language.value) return;
  if (adopt && chosen() === null) void speak(told);
  else if (owner.value !== "") void api.language(owner.value, language.value).then(sync, () => undefined);
}

/** English or Russian, at any time. */
export function LanguageSwitch() {
  return (
    <Segments
      label="Language / Язык"
      value={language.value}
      choices={[
        { value: "en", label: <span lang="en">English</span> },
        { value: "ru", label: <span lang="ru">Русский</span> },
      ]}
      onPick={switchLanguage}
      testid="language"
    />
  );
}

/** The sheet, drawn once per page. */
export function Settings() {
  if (!open.value) return null;
  const themes: { value: Theme; label: string }[] = [
    { value: "auto", label: t("theme.auto") },
    { value: "light", label: t("theme.light") },
    { value: "dark", label: t("theme.dark") },
  ];
  return (
    <Sheet
      title={t("settings")}
      close={() => {
        open.value = false;
      }}
      testid="settings-sheet"
    >
      <div class="stack s2">
        <span class="label">{t("settings.language")}</span>
        <LanguageSwitch />
      </div>
      <div class="stack s2">
        <span class="label">{t("settings.theme")}</span>
        <Segments
          label={t("settings.theme")}
          value={theme.value}
          choices={themes}
          onPick={(next) => {
            theme.value = next;
          }}
          testid="theme"
        />
      </div>
      {own.value?.(() => {
        open.value = false;
      })}
      <Switch on={bell.value} label={t("settings.bell")} hint={t("settings.bell.hint")} onPick={setBell} testid="bell" />
      <Switch
        on={keys.value}
        label={t("settings.keys")}
        hint={t("settings.keys.hint")}
        onPick={(on) => {
          keys.value = on;
        }}
      />
    </Sheet>
  );
}
