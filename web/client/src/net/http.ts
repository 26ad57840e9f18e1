/** Requests to the JSON API. An error is a code and a message, like a refused act. */
import type {
  ChatLine,
  CodeAnswer,
  EndedAnswer,
  HostAnswer,
  HostsAnswer,
  JoinAnswer,
  JoinRequest,
  Language,
  LinkAnswer,
  NewSession,
  ScenarioLine,
  ScreenAnswer,
  SessionAnswer,
  SessionLine,
} from "../types";
import { device } from "../state/kept";
import { isNotFinal, keep, pause } from "./again";
import { newId } from "./outbox";

export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

const BROWSER = "baton.browser";

/** What tells this browser from others behind one address: whoever asks again must not get the seat of a namesake. */
function browser(): string {
  const known = device.getItem(BROWSER);
  if (known !== null) return known;
  const made = newId();
  device.setItem(BROWSER, made);
  return made;
}

/** How often a slow server is asked again before the reader is told. */
const MOST_TRIES = 20;

/** Fetch, and ask a slow server again with the very same request. */
export async function fetched(path: string, how: RequestInit): Promise<Response> {
  let through: (() => void) | undefined;
  try {
    for (let tries = 0; ; tries += 1) {
      const response = await fetch(path, how).catch(() => {
        throw new ApiError("offline", "The server cannot be reached.", 0);
      });
      if (response.ok) return response;
      const error = await refused(response);
      if (!isNotFinal(error.code) || tries === MOST_TRIES) throw error;
      through ??= keep();
      await new Promise((done) => setTimeout(done, pause(tries)));
    }
  } finally {
    through?.();
  }
}

/** Why the server said no. */
async function refused(response: Response): Promise<ApiError> {
  let answer: unknown = null;
  try {
    answer = JSON.parse(await response.text());
  } catch {
    // Not JSON: an error page of something between here and Baton.
  }
  const { code = "server_error", message = response.statusText } = (answer ?? {}) as { code?: string; message?: string };
  return new ApiError(code, message, response.status);
}

/** Fetch a file with a token. */
export async function download(path: string, token: string): Promise<Blob> {
  const response = await fetched(path, { headers: { Authorization: `Bearer ${token}` } });
  return response.blob();
}

export async function request<Answer>(method: "GET" | "POST", path: string, token: string, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (token !== "") headers["Authorization"] = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method === "POST") headers["Baton-Browser"] = browser();
  const response = await fetched(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  try {
    return JSON.parse(await response.text()) as Answer;
  } catch {
    return null as Answer;
  }
}

const get = <Answer>(path: string, token = "") => request<Answer>("GET", path, token);
const post = <Answer>(path: string, body: unknown, token = "") => request<Answer>("POST", path, token, body);

export const api = {
  /** With the token of a seat the answer says whether it is one of that session. */
  checkCode: (code: string, token = "") => post<CodeAnswer>("/api/code", { code }, token),
  /** Tells the console that a phone came through at this address. */
  phoneCheck: (): void => void get<unknown>("/api/phone-check").catch(() => undefined),
  /** With the token of a seat of that session one gets it back, unless another person joins beside it. */
  join: (body: Partial<JoinRequest> & Pick<JoinRequest, "code" | "name">, token = "") => post<JoinAnswer>("/api/join", body, token),
  /** The newest lines of the own team's chat. */
  chat: (token: string) => get<{ lines: ChatLine[] }>("/api/chat", token),
  leave: (token: string) => post<unknown>("/api/leave", {}, token),
  claim: (ticket: string) => post<JoinAnswer>("/api/seat/claim", { ticket }),
  screen: (code: string) => post<ScreenAnswer>("/api/screen", { code }),
  /** Of a session that the facilitator opened, with or without a code. */
  screenOf: (token: string, session: string) => post<ScreenAnswer>(`/api/sessions/${session}/screen`, {}, token),
  host: (ticket: string) => post<HostAnswer>("/api/host", { ticket }),
  language: (token: string, language: Language) => post<unknown>("/api/language", { language }, token),
  scenarios: (token: string) => get<ScenarioLine[] | { scenarios: ScenarioLine[] }>("/api/scenarios", token),
  sessions: (token: string) => get<SessionLine[] | { sessions: SessionLine[] }>("/api/sessions", token),
  create: (token: string, body: NewSession) => post<SessionAnswer>("/api/sessions", body, token),
  /** A new lobby set up like an earlier session. */
  duplicate: (token: string, session: string) => post<SessionAnswer>(`/api/sessions/${session}/duplicate`, {}, token),
  reissue: (token: string, session: string, team: number, seat: number) =>
    post<LinkAnswer>(`/api/sessions/${session}/reissue`, { team, seat }, token),
  cohost: (token: string, session: string) => post<LinkAnswer>(`/api/sessions/${session}/cohost`, {}, token),
  /** Facilitators beside the one who asks. */
  hosts: (token: string) => get<HostsAnswer>("/api/hosts", token),
  endHosts: (token: string) => post<EndedAnswer>("/api/hosts/end", {}, token),
  /** The log of a session, as a file to keep. */
  log: (token: string, session: string): Promise<Blob> => download(`/api/debrief/${session}/log`, token),
};
