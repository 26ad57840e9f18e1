/** The types of every message, generated from web/socket/contract.py, and a few unions made from them. */
import type { CharterView, CompanyView, DebriefView, Envelope, Offer, SeatView } from "./contract";

export type * from "./contract";

export type Language = Envelope["language"];
export type View = Envelope["view"];
export type Role = SeatView["role"];
export type Phase = SeatView["session"]["phase"];
export type Field = CompanyView["cells"][number]["field"];
export type Status = CompanyView["cells"][number]["status"];
export type Place = CompanyView["place"];
export type Mode = CharterView["mode_lead"];
export type Args = Offer["args"];
export type Mark = DebriefView["moments"][number]["mark"];

/** One line of an agenda: the topic and what was chosen for it. */
export type AgendaItem = { topic: string } & Record<string, string>;
