/** Figures of the game's table: their names with the horizon, and a value that may not be there yet. */
import { type FigureName, type HorizonName, t } from "../i18n";

/** A figure's name, with how far it reaches unless the place says that for all its figures. */
export function named(name: FigureName, horizon?: HorizonName): string {
  const label = t(`figure.${name}`);
  return horizon === undefined ? label : t("figure_say.labelled", { label, horizon: t(`horizon.${horizon}`) });
}

/** A value in words; what cannot be measured yet is told so, everywhere in the same way. */
export function told(value: number | null, words: (value: number) => string = String): string {
  return value === null ? t("figure_say.not_yet") : words(value);
}

/** The same as a number of a table or a tile; "not yet" is small. */
export function Value({ of, as, hero }: { of: number | null; as?: (value: number) => string; hero?: boolean }) {
  if (of === null) return <span class="mute notyet">{t("figure_say.not_yet")}</span>;
  return <b class={`num ${hero === true ? "hero" : ""}`}>{told(of, as)}</b>;
}

/** Handed leads that signed, with the deals that the predecessor left apart from them. */
export function Signed({ won, inherited, hero }: { won: number; inherited: number; hero?: boolean }) {
  return (
    <span class="signed">
      <Value of={won} hero={hero === true} />
      {inherited > 0 && <span class="mute plus">{t("inherited.plus", { n: inherited })}</span>}
    </span>
  );
}
