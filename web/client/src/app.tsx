/** Which page a path shows. Console, projector and debrief are loaded only where they are opened. */
import type { ComponentType } from "preact";
import { createPortal } from "preact/compat";
import { useEffect, useState } from "preact/hooks";
import { t } from "./i18n";
import { LiveRegions, Toasts } from "./parts/notes";
import { Settings } from "./parts/settings";
import { Seat } from "./screens/seat";

type Page = ComponentType<{ path: string }>;

function Lazy({ load, path }: { load: () => Promise<Page>; path: string }) {
  const [page, setPage] = useState<{ Page: Page } | null>(null);
  useEffect(() => {
    void load().then((Page) => setPage({ Page }));
  }, []);
  if (page === null) return <p class="loading mute">{t("loading")}</p>;
  return <page.Page path={path} />;
}

const host = () => import("./screens/host/host").then((module) => module.Host);
const screen = () => import("./screens/projector/projector").then((module) => module.Projector);
const debrief = () => import("./screens/debrief/debrief").then((module) => module.Debrief);

/** The page of this path. */
function Route() {
  const path = location.pathname;
  if (path.startsWith("/host")) return <Lazy load={host} path={path} />;
  if (path.startsWith("/screen")) return <Lazy load={screen} path={path} />;
  if (path.startsWith("/debrief")) return <Lazy load={debrief} path={path} />;
  if (import.meta.env.DEV && path.startsWith("/gallery")) return <Lazy load={() => import("./fixtures/gallery").then((module) => module.Gallery)} path={path} />;
  return <Seat />;
}

/** Notes live outside the page, so that a sheet that makes the page inert does not silence them. */
function Notes() {
  const [place] = useState(() => document.body.appendChild(document.createElement("div")));
  return createPortal(
    <>
      <Toasts />
      <LiveRegions />
    </>,
    place,
  );
}

export function App() {
  return (
    <>
      <Route />
      <Settings />
      <Notes />
    </>
  );
}
