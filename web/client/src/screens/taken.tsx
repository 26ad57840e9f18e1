/** The seat is driven from elsewhere: by another device, or by a bot for a while. */
import { t } from "../i18n";
import { ActButton } from "../parts/button";
import { Icon, type IconName } from "../parts/icon";
import type { SeatView } from "../types";
import { Offline } from "../parts/notes";

function Page({ icon, title, text, label }: { icon: IconName; title: string; text: string; label: string }) {
  // The general reason "somebody else drives" must not lock the very button that ends it.
  return (
    <div class="phone" data-testid="taken">
      <Offline />
      <main class="middle">
        <div class="stack s4">
          <Icon name={icon} class="large" />
          <h1>{title}</h1>
          <p class="soft">{text}</p>
          <ActButton primary big wide free icon="arrow" label={label} testid="take-back" deed={{ verb: "take_back", label, silent: true }} />
        </div>
      </main>
    </div>
  );
}

export function Superseded() {
  return <Page icon="phone" title={t("superseded.title")} text={t("superseded.text")} label={t("superseded.back")} />;
}

export function TakenByBot({ view }: { view: SeatView }) {
  return <Page icon="bot" title={t("bot_drives.title")} text={t("bot_drives.text", { role: view.role_text })} label={t("bot_drives.back")} />;
}
