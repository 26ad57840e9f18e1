/** What belongs to this device: theme, keys, width of the window, tokens. */
import { effect, signal } from "@preact/signals";
import { device } from "./kept";

export type Theme = "auto" | "light" | "dark";

function stored(key: string): string {
  return device.getItem(`baton.${key}`) ?? "";
}

function store(key: string, value: string): void {
  if (value === "") device.removeItem(`baton.${key}`);
  else device.setItem(`baton.${key}`, value);
}

const theme0 = stored("theme");
export const theme = signal<Theme>(theme0 === "light" || theme0 === "dark" ? theme0 : "auto");
export const keys = signal(stored("keys") !== "off");

/** Paint the page in the chosen theme and remember choices; call once. */
export function startUi(): void {
  effect(() => {
    if (theme.value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
    store("theme", theme.value === "auto" ? "" : theme.value);
  });
  effect(() => store("keys", keys.value ? "" : "off"));
}

const query = typeof matchMedia === "function" ? matchMedia("(min-width: 64rem)") : null;
/** A laptop: three columns fit. */
export const wide = signal(query?.matches ?? false);
query?.addEventListener("change", (event) => {
  wide.value = event.matches;
});

export const tokens = {
  seat: { get: () => stored("seat"), set: (token: string) => store("seat", token) },
  host: { get: () => stored("host"), set: (token: string) => store("host", token) },
  hostSession: { get: () => stored("host-session"), set: (id: string) => store("host-session", id) },
  name: { get: () => stored("name"), set: (name: string) => store("name", name) },
  /** The address that the facilitator chose for the room; the projector of the same browser shows it. */
  room: { get: () => stored("room"), set: (json: string) => store("room", json) },
};
