/**
 * Words of the interface. Both dictionaries hold the same keys (a key missing in Russian is a type error);
 * an entry is a sentence, or one sentence per plural form chosen by `n`.
 */
import { signal } from "@preact/signals";
import { device } from "../state/kept";
import type { Language } from "../types";
import { figure, figure_say, horizon } from "../../../../game/scenario/figures.json";
import { blocked } from "../../../../game/scenario/refusals.json";
import type en from "./en.json";
import type ru from "./ru.json";

type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;
/** The game's own words: names of figures and horizons, the same in reports and workbooks, and why an act is refused. */
const shared = { figure, figure_say, horizon, blocked };
type Shared = typeof shared;
export type FigureName = keyof Shared["figure"];
export type HorizonName = keyof Shared["horizon"];
type SharedKey = { [Part in keyof Shared]: `${Part}.${string & keyof Shared[Part]}` }[keyof Shared];
type Own = keyof typeof en;
export type Key = Own | SharedKey;
export type Dictionary = Record<Key, Entry>;
export type Values = Record<string, string | number>;

/** A key that only one dictionary has makes this line a type error. */
const MISSING: Record<Exclude<Own, keyof typeof ru> | Exclude<keyof typeof ru, Own>, never> = {};
void MISSING;

/** Only the reader's dictionary is fetched; the other one follows when it is asked for. */
const LOADERS: Record<Language, () => Promise<{ default: Record<Own, Entry> }>> = {
  en: () => import("./en.json"),
  ru: () => import("./ru.json"),
};

const STORE = "baton.language";

/** The language that somebody chose on this device, if anybody did. */
export function chosen(): Language | null {
  const stored = device.getItem(STORE);
  return stored === "en" || stored === "ru" ? stored : null;
}

function first(): Language {
  const stored = chosen();
  if (stored !== null) return stored;
  return navigator.language.toLowerCase().startsWith("ru") ? "ru" : "en";
}

export const language = signal<Language>(first());
const words = signal<Partial<Record<Language, Dictionary>>>({});

/** Have a dictionary at hand. */
export async function learn(tongue: Language): Promise<void> {
  if (words.peek()[tongue] !== undefined) return;
  const { default: dictionary } = await LOADERS[tongue]();
  words.value = { ...words.peek(), [tongue]: { ...dictionary, ...sharedWords(tongue) } };
}

function sharedWords(tongue: Language): Record<SharedKey, Entry> {
  const found = Object.entries(shared).flatMap(([part, words]) => Object.entries(words).map(([name, word]) => [`${part}.${name}`, word[tongue]]));
  return Object.fromEntries(found) as Record<SharedKey, Entry>;
}

/** The language that was wanted at the start and did not come, if so: the page is drawn in the other one. */
export const missed = signal<Language | null>(null);

/** Between two tries to have a dictionary over poor Wi-Fi. */
const AGAIN_MS: readonly number[] = [500, 1500, 3000];

/** Have a first dictionary: the reader's, else the other one; false if neither comes. */
export async function begin(): Promise<boolean> {
  const wanted = language.value;
  for (const wait of [...AGAIN_MS, 0]) {
    if (await speak(wanted, false)) return true;
    await new Promise((done) => setTimeout(done, wait));
  }
  missed.value = wanted;
  return speak(wanted === "en" ? "ru" : "en", false);
}

/** Change the language of the interface and remember it, unless it is this page's alone; false if its words do not come. */
export async function speak(next: Language, remember = true): Promise<boolean> {
  if (remember) device.setItem(STORE, next);
  try {
    await learn(next);
  } catch {
    return false;
  }
  if (missed.peek() === next) missed.value = null;
  language.value = next;
  document.documentElement.lang = next;
  return true;
}

const rules: Record<Language, Intl.PluralRules> = { en: new Intl.PluralRules("en"), ru: new Intl.PluralRules("ru") };

/** Say a sentence in one language; `n` chooses its plural form and is written with its thousands apart. */
export function say(tongue: Language, key: Key, values: Values = {}): string {
  const entry = words.value[tongue]?.[key];
  if (entry === undefined) return key;
  let text: string;
  if (typeof entry === "string") text = entry;
  else text = entry[rules[tongue].select(Number(values["n"] ?? 0))] ?? entry.other ?? entry.many ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number(tongue, value) : value;
  });
}

/** What the server tells in both languages, in the reader's. */
export function titleOf(told: { title: string; title_ru: string }): string {
  return language.value === "ru" ? told.title_ru : told.title;
}

/** Say a sentence in the reader's language. */
export function t(key: Key, values: Values = {}): string {
  return say(language.value, key, values);
}

/** Whether a key exists: for words chosen by a code that the server sent. */
export function has(key: string): key is Key {
  return words.value[language.value]?.[key as Key] !== undefined;
}

const NBSP = "\u00a0";

function number(tongue: Language, value: number): string {
  return new Intl.NumberFormat(tongue, { maximumFractionDigits: 1 }).format(value);
}

/** Work time in words: "3 h 20 min". */
export function work(minutes: number): string {
  const sign = minutes < 0 ? "\u2212" : "";
  const whole = Math.abs(Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  const h = t("unit.h");
  const min = t("unit.min");
  if (hours === 0) return `${sign}${rest}${NBSP}${min}`;
  if (rest === 0) return `${sign}${hours}${NBSP}${h}`;
  return `${sign}${hours}${NBSP}${h}${NBSP}${rest}${NBSP}${min}`;
}

/** Round time on the ring: "7:42". */
export function ticking(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Money from cents: whole euros. */
export function money(cents: number): string {
  return euros(cents, { maximumFractionDigits: 0 });
}

/** Money from cents, short, for headlines and lists: "€31k". */
export function short(cents: number): string {
  const value = Math.abs(cents) / 100;
  if (value < 1000) return money(cents);
  const fraction = value < 9950 ? 1 : 0;
  const scaled = Math.round((value / 1000) * 10 ** fraction) / 10 ** fraction;
  const sign = cents < 0 ? "\u2212" : "";
  const digits = new Intl.NumberFormat(language.value, { maximumFractionDigits: fraction }).format(scaled);
  return language.value === "ru" ? `${sign}${digits}${NBSP}тыс.${NBSP}€` : `${sign}€${digits}k`;
}

function euros(cents: number, options: Intl.NumberFormatOptions): string {
  const format = new Intl.NumberFormat(language.value, { style: "currency", currency: "EUR", ...options });
  return format.format(cents / 100).replace(/^-/, "\u2212");
}

/** A line that another one follows: it ends with a full stop, unless it ends a sentence already. */
export function sentence(text: string): string {
  return text === "" || /[.?!…]["”»]?$/.test(text) ? text : `${text}.`;
}

/** A client's words in the quotation marks of the language, unless they have some. */
export function quoted(text: string): string {
  if (text === "" || /^[“«"]/.test(text)) return text;
  return language.value === "ru" ? `«${text}»` : `“${text}”`;
}

export function percent(value: number): string {
  const whole = Math.round(value);
  const text = `${whole < 0 ? "\u2212" : ""}${Math.abs(whole)}`;
  return language.value === "ru" ? `${text}${NBSP}%` : `${text}%`;
}
