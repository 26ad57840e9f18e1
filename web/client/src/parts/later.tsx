/** A part of the page that is fetched when it is first shown, or a little before. */
import { type ComponentChildren, type ComponentType, Fragment } from "preact";
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { Button } from "./button";

/** After so many tries the reader is told; the tries go on. */
const TOLD_AFTER = 2;

export type Later<Props> = ComponentType<Props> & { fetch: () => void };

type Frame = ComponentType<{ children: ComponentChildren }>;

/** Wrap a part; `fetch` gets it ahead of time. A part that lies over the page has a frame to wait and fail in, where the eye is. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, Around: Frame = Fragment): Later<Props> {
  const part = signal<{ Part: ComponentType<Props> } | null>(null);
  const failures = signal(0);
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
        failures.value += 1;
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
    return (
      <Around>
        {failures.value < TOLD_AFTER ? (
          <p class="loading mute">{t("loading")}</p>
        ) : (
          <div class="loading stack s2 centered-items" role="alert">
            <p class="strong">{t("later.failed")}</p>
            <p class="small soft">{t("later.failed.why")}</p>
            <Button label={t("trouble.reload")} onClick={() => location.reload()} testid="load-again" />
          </div>
        )}
      </Around>
    );
  }
  return Object.assign(Shown, { fetch });
}
