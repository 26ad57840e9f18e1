/** Colours and sizes of the pictures, from the tokens of the page: light, dark, laptop and wall. */
export type Palette = {
  ink: string; ink2: string; ink3: string; line: string; lineStrong: string; surface: string; sunken: string; bad: string; badSoft: string; badText: string; host: string;
  roles: { lead_gen: string; sales: string; account: string };
  font: string;
  /** One rem in pixels. */
  rem: number;
};

/** Read them as they are now. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim() || "#808080";
  return {
    ink: token("ink"), ink2: token("ink-2"), ink3: token("ink-3"), line: token("line"), lineStrong: token("line-strong"), surface: token("surface"), sunken: token("sunken"),
    bad: token("bad-fill"), badSoft: token("bad-soft"), badText: token("bad-text"), host: token("host-fill"),
    roles: { lead_gen: token("lead-fill"), sales: token("sales-fill"), account: token("account-fill") },
    font: token("font"),
    rem: Number.parseFloat(style.fontSize) || 16,
  };
}
