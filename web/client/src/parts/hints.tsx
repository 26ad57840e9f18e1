/** What the browser did to the page, at its foot: it translated it, or a dictionary did not come. */
import { signal } from "@preact/signals";
import { missed, t } from "../i18n";
import { translated } from "../state/translator";
import { IconButton } from "./button";
import { Icon } from "./icon";
import { LanguageSwitch } from "./settings";

const closed = signal(false);

/** The hint, drawn once per page. */
export function Hints() {
  if (closed.value || (!translated.value && missed.value === null)) return null;
  return (
    <aside class="hintbar" data-testid="language-hint">
      <Icon name="info" />
      <p class="grow small">{translated.value ? t("hint.translated") : t(missed.value === "ru" ? "hint.missed.ru" : "hint.missed.en")}</p>
      <LanguageSwitch />
      <IconButton
        label={t("close")}
        icon="cross"
        onClick={() => {
          closed.value = true;
        }}
      />
    </aside>
  );
}
