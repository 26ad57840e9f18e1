/** A part of the page that is fetched when it is first shown, or a little before. */
import type { ComponentType } from "preact";
import { signal } from "@preact/signals";
import { t } from "../i18n";

export type Later<Props> = ComponentType<Props> & { fetch: () => void };

/** Wrap a part; `fetch` gets it ahead of time. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  const part = signal<{ Part: ComponentType<Props> } | null>(null);
  let asked = false;
  const fetch = () => {
    if (asked) return;
    asked = true;
    load().then(
      (Part) => {
        part.value = { Part };
      },
      () => {
        // Poor Wi-Fi: try again until it comes.
        setTimeout(() => {
          asked = false;
          fetch();
        }, 2000);
      },
    );
  };
  function Shown(props: Props) {
    const found = part.value;
    if (found !== null) return <found.Part {...props} />;
    fetch();
    return <p class="loading mute">{t("loading")}</p>;
  }
  return Object.assign(Shown, { fetch });
}
