import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { envelopeOf, facilitator, seat } from "../fixtures/envelopes";
import { learn, speak, t } from "../i18n";
import type { Connection } from "../net/socket";
import type { Talk } from "../types";
import { perform, useConnection } from "./acts";
import { take } from "./store";
import { toasts } from "./toasts";

/** A server that answers every act with yes, and shows what the client said to it. */
function answering(talk: Partial<Talk>): void {
  const view = seat("account");
  const before = envelopeOf(view);
  take(before, true);
  const companies = view.companies.map((one) => (one.id === 52 ? { ...one, talk: { round: 3, minutes: 38, title: "Repeat order", lines: [], outcome: "", outcome_tone: "neutral" as const, ...talk } } : one));
  useConnection({
    act: () => {
      take({ ...before, version: before.version + 1, view: { ...view, companies } }, false);
      return Promise.resolve({ ok: true, seq: 1, version: before.version + 1 });
    },
    sync: () => undefined,
  } as unknown as Connection);
}

const name = seat("account").companies.find((one) => one.id === 52)?.name;
const order = { verb: "task", args: { company: 52, task: "repeat_order" }, label: "Repeat order" };

beforeAll(async () => {
  await learn("en");
  await speak("en");
});

describe("what came of an act", () => {
  beforeEach(() => {
    toasts.value = [];
  });

  it("has the tick when the client said yes", async () => {
    answering({ outcome: "Ordered: €3,400.", outcome_tone: "good" });
    await perform(order);
    expect(toasts.value.map((one) => [one.kind, one.text])).toEqual([["done", `Repeat order: ${name}. Ordered: €3,400.`]]);
  });

  it("has no tick when the client refused, and says so", async () => {
    answering({ outcome: "No order this time.", outcome_tone: "bad" });
    await perform(order);
    expect(toasts.value.map((one) => [one.kind, one.text])).toEqual([["bad", `Repeat order: ${name}. No order this time.`]]);
  });

  it("has no tick when nothing was decided", async () => {
    answering({ outcome: "They think it over.", outcome_tone: "neutral" });
    await perform({ ...order, silent: true });
    expect(toasts.value.map((one) => one.kind)).toEqual(["info"]);
  });
});

describe("a refusal", () => {
  const refusing = (code: string) => useConnection({ act: () => Promise.resolve({ ok: false, code, message: "for developers" }), sync: () => undefined } as unknown as Connection);
  const said = async (view: Parameters<typeof envelopeOf>[0], verb: string, code: string) => {
    toasts.value = [];
    take(envelopeOf(view), true);
    refusing(code);
    await perform({ verb, label: verb });
    return toasts.value.map((one) => one.text);
  };

  it("is said in the words of the button that is blocked for the same reason, and that it cost nothing", async () => {
    expect(await said(seat("sales"), "meet", "needs_pain")).toEqual([`${t("blocked.needs_pain")}. ${t("refused.unspent")}`]);
    expect(await said(seat("sales"), "meet", "never_heard_of")).toEqual([`That did not work (never_heard_of). ${t("refused.unspent")}`]);
  });

  it("speaks of no cost where nothing costs", async () => {
    expect(await said(seat("sales"), "say", "chat_off")).toEqual([`${t("blocked.chat_off")}.`]);
    expect(await said(facilitator(), "play_card", "card_played")).toEqual([`${t("blocked.card_played")}.`]);
  });
});
