import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AGAIN_MS, kept } from "./again";
import { api, ApiError } from "./http";

const answered = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

describe("requests", () => {
  const asked = vi.fn<typeof fetch>();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", asked);
  });
  afterEach(() => {
    asked.mockReset();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("ask a slow server again with the very same request", async () => {
    asked
      .mockResolvedValueOnce(answered(503, { code: "pending", message: "" }))
      .mockResolvedValueOnce(answered(503, { code: "busy", message: "" }))
      .mockResolvedValueOnce(answered(200, { token: "t", team: 0, seat: 1 }));
    const joined = api.join({ code: "ABCDEFGH", name: "Anna" });
    await vi.advanceTimersByTimeAsync(1);
    expect(kept.value).toBe(1);
    await vi.advanceTimersByTimeAsync((AGAIN_MS[0] + AGAIN_MS[1]) * 1.2);
    await expect(joined).resolves.toEqual({ token: "t", team: 0, seat: 1 });
    expect(new Set(asked.mock.calls.map((call) => JSON.stringify(call))).size).toBe(1);
    expect(asked).toHaveBeenCalledTimes(3);
    expect(kept.value).toBe(0);
  });

  it("tell browsers apart, and know their own after a reload", async () => {
    asked.mockImplementation(() => Promise.resolve(answered(200, {})));
    const browsers = [];
    for (const forget of [false, false, true]) {
      if (forget) localStorage.clear();
      await api.join({ code: "ABCDEFGH", name: "Anna" });
      browsers.push(new Headers(asked.mock.lastCall?.[1]?.headers).get("Baton-Browser"));
    }
    expect(browsers[0]).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(browsers[1]).toBe(browsers[0]);
    expect(browsers[2]).not.toBe(browsers[0]);
  });

  it("say what is wrong when asking again would not help", async () => {
    asked.mockResolvedValueOnce(answered(409, { code: "session_full", message: "" }));
    await expect(api.join({ code: "ABCDEFGH", name: "Anna" })).rejects.toMatchObject({ code: "session_full", status: 409 });
    expect(asked).toHaveBeenCalledOnce();
  });

  it("end at last when a server stays slow", async () => {
    asked.mockImplementation(() => Promise.resolve(answered(503, { code: "busy", message: "" })));
    const error = api.checkCode("ABCDEFGH").catch((caught: unknown) => caught);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(await error).toBeInstanceOf(ApiError);
    expect(kept.value).toBe(0);
  });
});
