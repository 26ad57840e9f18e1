/** Which page a path shows. Console, projector and debrief are loaded only where they are opened. */
import { createPortal } from "preact/compat";
import { useErrorBoundary, useState } from "preact/hooks";
import { t } from "./i18n";
import { AskSheet } from "./parts/ask";
import { Chat } from "./parts/chat";
import { later } from "./parts/later";
import { Help } from "./parts/help";
import { Hints } from "./parts/hints";
import { LiveRegions, Toasts } from "./parts/notes";
import { Settings } from "./parts/settings";
import { Trouble } from "./screens/errors";
import { Seat } from "./screens/seat";
import { path } from "./state/page";

const Host = later(() => import("./screens/host/host").then((module) => module.Host));
const Projector = later(() => import("./screens/projector/projector").then((module) => module.Projector));
const Debrief = later(() => import("./screens/debrief/debrief").then((module) => module.Debrief));
const Gallery = import.meta.env.DEV ? later(() => import("./fixtures/gallery").then((module) => module.Gallery)) : null;

/** The page of this path. */
function Route({ at }: { at: string }) {
  if (at.startsWith("/host")) return <Host path={at} />;
  if (at.startsWith("/screen")) return <Projector path={at} />;
  if (at.startsWith("/debrief")) return <Debrief path={at} />;
  if (Gallery !== null && at.startsWith("/gallery")) return <Gallery />;
  return <Seat />;
}

/** Notes live outside the page, so that a sheet that makes the page inert does not silence them. */
function Notes() {
  const [place] = useState(() => {
    const made = document.createElement("div");
    made.className = "edge";
    document.body.prepend(made);
    return made;
  });
  return createPortal(
    <>
      <Toasts rank="page" />
      <Hints />
      <LiveRegions />
    </>,
    place,
  );
}

/** A mistake in a page must not leave a blank phone: the seat is safe, the page can be drawn anew. */
export function App() {
  const [error] = useErrorBoundary((problem) => console.error(problem));
  if (error !== undefined) return <Trouble title={t("trouble.page")} text={t("trouble.page.why")} action={{ label: t("trouble.reload"), run: () => location.reload() }} />;
  const at = path.value;
  return (
    <>
      <Route at={at} />
      <Chat />
      <Settings />
      <AskSheet />
      <Help host={at.startsWith("/host")} debrief={at.startsWith("/debrief")} />
      <Notes />
    </>
  );
}
