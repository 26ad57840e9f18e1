/** How to join: the QR and the address that the facilitator chose for this room. */
import { envelope } from "../../state/store";
import { tokens } from "../../state/ui";
import type { Link } from "../../types";

type Invite = { url: string; qr_svg: string };

/** The address for phones: from the server, else what the console of this browser noted, else this page's own. */
export function inviteOf(): Invite {
  const links: Link[] = envelope.value?.links ?? [];
  const best = links.find((one) => one.checked) ?? links[0];
  if (best !== undefined) return { url: best.url, qr_svg: best.qr_svg };
  try {
    const noted = JSON.parse(tokens.room.get()) as Invite & { code: string };
    if (noted.code === envelope.value?.code) return noted;
  } catch {
    // Nothing noted in this browser.
  }
  return { url: location.origin, qr_svg: "" };
}

/** An address as people type it: without the scheme, without the code. */
export function typed(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/[/?#].*$/, "");
}

export function Qr({ svg, class: extra = "" }: { svg: string; class?: string }) {
  if (svg === "") return null;
  return <span class={`qr ${extra}`} role="img" aria-label="QR" dangerouslySetInnerHTML={{ __html: svg }} />;
}
