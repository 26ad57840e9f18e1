/** One picture: drawn when the engine is there, drawn anew when the theme or the room changes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { language } from "../../../i18n";
import { theme } from "../../../state/ui";
import { useWidth } from "../parts";
import type { Option } from "./options";
import { palette, type Palette } from "./palette";

type Engine = typeof import("./engine");
let engine: Promise<Engine> | undefined;

/** Fetch the engine once; a failed try is tried again. */
function fetched(): Promise<Engine> {
  engine ??= import("./engine").catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

type Props = { option: (look: Palette, narrow: boolean) => Option; label: string; tall?: string | undefined };

export function Chart({ option, label, tall }: Props) {
  const self = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useWidth(box);
  const [ready, setReady] = useState<Engine | null>(null);
  const [system, setSystem] = useState(0);
  useEffect(() => {
    let gone = false;
    fetched().then(
      (found) => {
        if (!gone) setReady(found);
      },
      () => undefined,
    );
    const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;
    const turned = () => setSystem((count) => count + 1);
    dark?.addEventListener("change", turned);
    return () => {
      gone = true;
      dark?.removeEventListener("change", turned);
    };
  }, []);
  useEffect(() => {
    if (ready === null || self.current === null || width === 0) return;
    const look = palette();
    const chart = ready.init(self.current, null, { renderer: "svg", width: width * look.rem, height: Math.max(12, height) * look.rem });
    chart.setOption(option(look, width < 40));
    return () => chart.dispose();
  }, [ready, option, width, height, theme.value, system, language.value]);
  return (
    <div class="chart" ref={box} style={tall === undefined ? undefined : { height: tall }}>
      <div ref={self} class="chartsvg" role="img" aria-label={label} />
      {ready === null && <p class="loading mute">{t("loading")}</p>}
    </div>
  );
}
