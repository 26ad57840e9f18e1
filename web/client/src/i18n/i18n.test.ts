import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import en from "./en.json";
import { learn, money, quoted, say, sentence, short, speak, t, ticking, work } from "./index";
import ru from "./ru.json";

beforeAll(async () => {
  await learn("en");
  await learn("ru");
});
beforeEach(() => speak("en"));

describe("plural rules", () => {
  const russian = (n: number) => say("ru", "promises.n", { n });
  it.each([
    [1, "1 обещание"],
    [2, "2 обещания"],
    [5, "5 обещаний"],
    [11, "11 обещаний"],
    [21, "21 обещание"],
    [22, "22 обещания"],
    [111, "111 обещаний"],
  ])("counts %i in Russian", (n, words) => expect(russian(n)).toBe(words));

  it("counts in English", () => {
    expect(say("en", "promises.n", { n: 1 })).toBe("1 promise");
    expect(say("en", "promises.n", { n: 0 })).toBe("0 promises");
  });
});

describe("dictionaries", () => {
  const holes = (entry: unknown): string[] => [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].sort();

  it("hold the same keys", () => expect(Object.keys(ru).sort()).toEqual(Object.keys(en).sort()));

  it("fill no hole in Russian that English does not have", () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) for (const hole of holes(ru[key])) expect(holes(en[key]), key).toContain(hole);
  });

  it("have all four Russian plural forms wherever something is counted", () => {
    for (const [key, entry] of Object.entries(ru)) if (typeof entry === "object") expect(Object.keys(entry).sort(), key).toEqual(["few", "many", "one", "other"]);
  });

  it("shout nowhere and praise nobody", () => {
    for (const entry of [...Object.values(en), ...Object.values(ru)]) expect(JSON.stringify(entry)).not.toMatch(/!|please wait|successfully/i);
  });
});

describe("numbers in words", () => {
  it("writes work time", () => {
    expect(work(0)).toBe("0\u00a0min");
    expect(work(55)).toBe("55\u00a0min");
    expect(work(480)).toBe("8\u00a0h");
    expect(work(485)).toBe("8\u00a0h\u00a05\u00a0min");
    expect(work(-12)).toBe("\u221212\u00a0min");
  });

  it("writes the ring's time", () => {
    expect(ticking(462_000)).toBe("7:42");
    expect(ticking(59_001)).toBe("1:00");
    expect(ticking(-5)).toBe("0:00");
  });

  it("writes money short and whole, with a real minus", async () => {
    expect(short(3_120_000)).toBe("€31k");
    expect(short(940_000)).toBe("€9.4k");
    expect(short(-6_100_000)).toBe("\u2212€61k");
    expect(money(1_234_500)).toBe("€12,345");
    await speak("ru");
    expect(short(3_120_000)).toBe("31\u00a0тыс.\u00a0€");
  });

  it("quotes a client in the reader's quotation marks once", async () => {
    expect(quoted("Call me.")).toBe("“Call me.”");
    expect(quoted("“Call me.”")).toBe("“Call me.”");
    await speak("ru");
    expect(quoted("Позвоните.")).toBe("«Позвоните.»");
  });
});

it("ends a line with a full stop that another one follows, once", () => {
  expect(t("announce.more", { text: sentence("Amber Court: a complaint"), n: 3 })).toBe("Amber Court: a complaint. And 3 more.");
  for (const whole of ["Signed.", "Who decides?", "“Call me.”", ""]) expect(sentence(whole)).toBe(whole);
});

it("switches the language at once", async () => {
  expect(t("join.go")).toBe("Join");
  await speak("ru");
  expect(t("join.go")).toBe("Войти");
  expect(document.documentElement.lang).toBe("ru");
});
