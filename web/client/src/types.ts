/**
 * The types of every message, generated from web/socket/contract.py, and a few unions made from them.
 *
 * On the wire a seat's view says shared things once (agendas, captions, sentences of refusals, blank cells);
 * `net/unpack.ts` puts them back where they belong, and the screens know only the unpacked types below.
 */
import type * as wire from "./contract";
import type { CharterView, DebriefView } from "./contract";

export type * from "./contract";

export type Topic = wire.Topic & { blocked_text: string };
export type Agenda = Omit<wire.Agenda, "topics"> & { topics: Topic[] };
export type Offer = Omit<wire.Offer, "caption"> & { label: string; blocked_text: string };
export type CompanyView = Omit<wire.CompanyView, "agenda" | "offers"> & { agenda: Agenda | null; offers: Offer[] };
export type Practice = Omit<wire.Practice, "topics"> & { topics: Topic[] };
export type SeatView = Omit<
  wire.SeatView,
  "companies" | "offers" | "practice" | "agendas" | "captions" | "refusals" | "blank"
> & { companies: CompanyView[]; offers: Offer[]; practice: Practice | null };
export type Envelope = Omit<wire.Envelope, "view"> & { view: SeatView | wire.FacilitatorView | wire.ScreenView };

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
