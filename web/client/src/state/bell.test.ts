import { expect, test, vi } from "vitest";

class Tone {
  connect(next: unknown) {
    return next;
  }
  start() {}
  stop() {}
}
class Gain extends Tone {
  gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
}
class Sound {
  state = "running";
  currentTime = 0;
  destination = {};
  resume = () => Promise.resolve();
}
vi.stubGlobal("AudioContext", Sound);
vi.stubGlobal("OscillatorNode", Tone);
vi.stubGlobal("GainNode", Gain);

const { bell, isBell, rung, setBell, startBell } = await import("./bell");
const { envelope } = await import("./store");
const { envelopeOf, facilitator, screen } = await import("../fixtures/envelopes");

test("the bell is the end of a round of the session that one is in, and nothing else", () => {
  const at = (phase: string, session = "one") => ({ session, phase });
  expect(isBell(at("round"), at("result"))).toBe(true);
  expect(isBell(null, at("result"))).toBe(false); // a page that was opened in the break
  expect(isBell(at("lobby"), at("round"))).toBe(false);
  expect(isBell(at("round"), at("round"))).toBe(false);
  expect(isBell(at("round"), at("result", "two"))).toBe(false);
  expect(isBell(at("round"), at("closed"))).toBe(false);
});

test("nobody hears it who did not ask for it; who did hears it once a round, at the console and on the big screen too", () => {
  startBell();
  expect(bell.value).toBe(false);
  envelope.value = envelopeOf(facilitator("round"));
  envelope.value = envelopeOf(facilitator("result"));
  expect(rung.value).toBe(0);
  setBell(true);
  expect(rung.value).toBe(1); // to hear that it works
  envelope.value = envelopeOf(screen("round"));
  envelope.value = envelopeOf(screen("result"));
  envelope.value = envelopeOf(screen("result"));
  expect(rung.value).toBe(2);
  setBell(false);
  envelope.value = envelopeOf(screen("round"));
  envelope.value = envelopeOf(screen("result"));
  expect(rung.value).toBe(2);
});
