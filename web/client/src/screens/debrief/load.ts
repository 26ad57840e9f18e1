/** Views of the debrief as the panels need them: kept, newest wins, what was shown stays until the next one is there. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { language } from "../../i18n";
import { type Part, type Parts, type Query, source } from "../../net/debrief";
import { ApiError } from "../../net/http";
import { envelope } from "../../state/store";
import { wordsOf } from "../errors";

/** Who asks: the token of the page and the session it shows. */
export const asker = signal<{ token: string; session: string }>({ token: "", session: "" });

const KEPT = 80;
const kept = new Map<string, unknown>();

/** Forget what was fetched: another session, or news from the server. */
export function forgetViews(): void {
  kept.clear();
}

function keep(key: string, view: unknown): void {
  kept.delete(key);
  kept.set(key, view);
  for (const old of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(old);
  }
}

export type Loaded<View> = { view: View | null; trouble: string; busy: boolean; again: () => void };

/** How long to wait before asking again when the server is still counting. */
const SOON_MS = 1500;
/** Between two questions of one slider. */
const GAP_MS = 90;

/**
 * Ask for a view; `null` asks for nothing. While one request is out the next one waits, and only the newest is sent:
 * a slider can be dragged as fast as one likes. `fresh` puts a view aside as soon as it changes.
 */
export function usePart<Name extends Part>(part: Name, query: Query | null, fresh: string | number = ""): Loaded<Parts[Name]> {
  const { token, session } = asker.value;
  const stood = envelope.value?.view.session;
  const key = query === null ? "" : JSON.stringify([session, part, query, language.value, stood?.phase, stood?.round, fresh]);
  const [state, setState] = useState<{ key: string; view: Parts[Name] | null; trouble: string }>({ key: "", view: null, trouble: "" });
  const [tries, setTries] = useState(0);
  const wanted = useRef({ key, query });
  const out = useRef(false);
  const gone = useRef(false);
  wanted.current = { key, query };
  const send = () => {
    const now = wanted.current;
    if (now.query === null || out.current || gone.current) return;
    const known = kept.get(now.key) as Parts[Name] | undefined;
    if (known !== undefined) {
      setState({ key: now.key, view: known, trouble: "" });
      return;
    }
    out.current = true;
    const done = (next: () => void) => {
      out.current = false;
      if (gone.current) return;
      next();
      // Not more than the server allows, however fast a slider is dragged.
      if (wanted.current.key !== now.key) setTimeout(send, GAP_MS);
    };
    source.part(token, session, part, { ...now.query, lang: language.value }).then(
      (view) =>
        done(() => {
          keep(now.key, view);
          setState({ key: now.key, view, trouble: "" });
        }),
      (error: unknown) =>
        done(() => {
          const counting = error instanceof ApiError && (error.status === 503 || error.status === 429);
          if (counting) setTimeout(() => setTries((count) => count + 1), SOON_MS);
          else if (wanted.current.key === now.key) setState((before) => ({ ...before, key: now.key, view: null, trouble: wordsOf(error) }));
        }),
    );
  };
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  useEffect(send, [key, token, tries]);
  const view = query === null ? null : ((kept.get(key) as Parts[Name] | undefined) ?? state.view);
  const again = () => {
    setState((before) => ({ ...before, trouble: "" }));
    setTries((count) => count + 1);
  };
  return { view, trouble: state.key === key ? state.trouble : "", busy: key !== "" && state.key !== key && !kept.has(key), again };
}
