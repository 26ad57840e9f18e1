/** What the debrief asks the server for: one address per view. A gallery may answer instead. */
import type {
  DisputedView, JourneyList, JourneyView, Language, LeaksView, MachineView, PicturesView, QuestionsView, QuizItem, QuizResult, QuizView, Role, SmartCheck, Stage, TimelineView, ToldLine, WhatIfList, WhatIfView, DebriefView,
} from "../types";
import { download, request } from "./http";

/** What trainees wrote and answered, for the facilitator. */
export type Reflection = { team: number; team_name: string; seat?: number; role: Role; name?: string; rule: string; checks: string[] };
export type Results = { kind: "results"; reflections: Reflection[]; quiz: QuizResult[]; answered_before: number; answered_after: number; of: number };
/** The rules on the stage: without names. */
export type RulesView = { kind: "rules"; checks: SmartCheck[]; rules: Reflection[] };
/** The test on the stage, once it is unmasked. */
export type QuizResultsView = { kind: "quiz_results"; items: QuizItem[]; results: QuizResult[]; answered_before: number; answered_after: number };
/** What the stage may show. */
export type AnyView = DebriefView | MachineView | JourneyList | JourneyView | LeaksView | WhatIfList | WhatIfView | DisputedView | PicturesView | QuestionsView | QuizView | RulesView | QuizResultsView;
export type StageView = { panel: Stage["panel"]; team: number; args: Stage["args"]; reveal: boolean; view: AnyView };

export type Parts = {
  "": DebriefView;
  timeline: TimelineView;
  machine: MachineView;
  journeys: JourneyList;
  journey: JourneyView;
  leaks: LeaksView;
  whatifs: WhatIfList;
  whatif: WhatIfView;
  disputed: DisputedView;
  pictures: PicturesView;
  questions: QuestionsView;
  quiz: QuizView;
  smart: SmartCheck[] | { checks: SmartCheck[] };
  results: Results;
  chat: { lines: ToldLine[] };
  stage: StageView;
};
export type Part = keyof Parts;
export type Query = Record<string, string | number | boolean>;

/** The address of a view. */
export function address(session: string, part: string, query: Query): string {
  const asked = new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, typeof value === "boolean" ? (value ? "1" : "0") : String(value)]));
  return `/api/debrief/${encodeURIComponent(session)}${part === "" ? "" : `/${part}`}?${asked.toString()}`;
}

async function fetched<Name extends Part>(token: string, session: string, part: Name, query: Query): Promise<Parts[Name]> {
  return request<Parts[Name]>("GET", address(session, part, query), token);
}

/** Where views come from: the server, unless a gallery says otherwise. */
export const source = { part: fetched };

/** A file of the debrief, as bytes to save. */
export function file(token: string, session: string, part: string, lang: Language, query: Query = {}): Promise<Blob> {
  return download(address(session, part, { lang, east: -new Date().getTimezoneOffset(), ...query }), token);
}
