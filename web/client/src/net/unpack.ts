/** Puts back what a view says only once on the wire: agendas, captions, sentences of refusals, blank cells. */
import type * as wire from "../contract";
import type { Agenda, CompanyView, Envelope, Offer, SeatView, Topic } from "../types";

/** The envelope as the screens know it. */
export function unpack(envelope: wire.Envelope): Envelope {
  const { view } = envelope;
  return view.kind === "seat" ? { ...envelope, view: seat(view) } : { ...envelope, view };
}

/** A seat's view as the screens know it. */
export function seat(view: wire.SeatView): SeatView {
  const { agendas, captions, refusals, blank, ...rest } = view;
  const topics = (list: wire.Topic[]): Topic[] =>
    list.map((topic) => ({ ...topic, blocked_text: refusals[topic.blocked] ?? "" }));
  const plans = new Map<string, Agenda>(
    (Object.entries(agendas) as [string, wire.Agenda][]).map(([key, agenda]) => [key, { ...agenda, topics: topics(agenda.topics) }]),
  );
  const offer = ({ caption, ...one }: wire.Offer): Offer => ({
    ...one,
    label: captions[caption]?.label ?? "",
    hint: one.hint === "" ? (captions[caption]?.hint ?? "") : one.hint,
    blocked_text: refusals[one.blocked] ?? "",
  });
  const eight = (cells: wire.Cell[]) => blank.map((empty) => cells.find((cell) => cell.field === empty.field) ?? empty);
  const company = (one: wire.CompanyView): CompanyView => ({
    ...one,
    cells: eight(one.cells),
    agenda: plans.get(one.agenda) ?? null,
    offers: one.offers.map(offer),
  });
  return {
    ...rest,
    companies: rest.companies.map(company),
    handoffs: rest.handoffs.map((one) => ({ ...one, brief: eight(one.brief) })),
    offers: rest.offers.map(offer),
    practice: view.practice === null ? null : { ...view.practice, topics: topics(view.practice.topics) },
  };
}
