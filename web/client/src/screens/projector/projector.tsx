/** The big screen: public data only, written for ten metres. It never scrolls and needs no pointer. */
import { useEffect, useRef, useState } from "preact/hooks";
import { language, speak, t } from "../../i18n";
import { api, ApiError } from "../../net/http";
import { Toasts } from "../../parts/notes";
import { owner, switchLanguage } from "../../parts/settings";
import type { ScreenAnswer, ScreenView } from "../../types";
import { bell, setBell } from "../../state/bell";
import { connect, disconnect } from "../../state/session";
import { envelope, link, screenView } from "../../state/store";
import { toast } from "../../state/toasts";
import { theme, tokens } from "../../state/ui";
import { wordsOfCode } from "../errors";
import { Board } from "./board";
import { Lobby } from "./lobby";
import { Forward, Result } from "./results";
import { later } from "../../parts/later";
import "../../styles/projector.css";

/** What the facilitator shows in the debrief; fetched when the play is over. */
const StagedWall = later(() => import("../debrief/staged").then((module) => module.StagedWall));

/** The id of a session: the way to one that is closed and has no code, for everybody while the facilitator shows it. */
const SESSION = /^[0-9a-f]{12}$/;

/** A token for this page; the facilitator's own browser may look at any session. */
function token(way: string): Promise<ScreenAnswer> {
  const own = tokens.host.get();
  return SESSION.test(way) && own !== "" ? api.screenOf(own, way).catch(() => api.screen(way)) : api.screen(way);
}

function wordsOfWay(error: unknown, way: string): string {
  const unknown = error instanceof ApiError && ["wrong_code", "rate_limited"].includes(error.code);
  return unknown && SESSION.test(way) ? t("screen.not_shown") : wordsOfCode(error, way);
}

/** Whether somebody chose a language at this screen. */
let asked = false;

/** The page at `/screen/<code>`. */
export function Projector({ path }: { path: string }) {
  const [trouble, setTrouble] = useState("");
  const [lives, setLives] = useState(0);
  const code = decodeURIComponent(path.split("/")[2] ?? "");
  const way = useRef(code);
  useEffect(() => {
    way.current = code;
  }, [code]);
  useEffect(() => {
    document.documentElement.dataset["surface"] = "projector";
    let again: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const open = () =>
      token(way.current).then(
        (answer) => {
          if (gone) return;
          owner.value = answer.token;
          setTrouble("");
          connect({ token: answer.token });
        },
        (error: unknown) => {
          if (gone) return;
          setTrouble(wordsOfWay(error, way.current));
          again = setTimeout(() => void open(), 5000);
        },
      );
    void open();
    // Where the browser allows it (https, localhost), the projector's laptop stays awake.
    void navigator.wakeLock?.request("screen").catch(() => undefined);
    const keys = (event: KeyboardEvent) => {
      if (event.key === "d") theme.value = theme.value === "dark" ? "light" : "dark";
      if (event.key === "l") {
        asked = true;
        switchLanguage(language.value === "en" ? "ru" : "en");
      }
      if (event.key === "b") {
        setBell(!bell.value);
        toast("info", t(bell.value ? "screen.bell.on" : "screen.bell.off"));
      }
      if (event.key === "f") void document.documentElement.requestFullscreen?.();
    };
    document.addEventListener("keydown", keys);
    return () => {
      gone = true;
      clearTimeout(again);
      document.removeEventListener("keydown", keys);
      disconnect();
    };
  }, [code, lives]);
  const told = envelope.value;
  const closed = told !== null && told.code === "" ? told.session : "";
  useEffect(() => {
    // The code ended with the session; what is shown of it is found again by its id.
    if (closed === "") return;
    way.current = closed;
    history.replaceState(null, "", `/screen/${closed}`);
  }, [closed]);
  const refused = link.value === "refused";
  useEffect(() => {
    // A token that lay unused may have ended; the code gets another.
    if (!refused) return;
    const soon = setTimeout(() => setLives((count) => count + 1), 1000);
    return () => clearTimeout(soon);
  }, [refused]);
  return <ProjectorView trouble={trouble} />;
}

/** What belongs to the phase of the session. */
function Scene({ view }: { view: ScreenView }) {
  switch (view.session.phase) {
    case "lobby":
      return <Lobby view={view} />;
    case "round":
    case "charter":
      return <Board view={view} />;
    case "result":
      return <Result view={view} />;
    default:
      return <Forward view={view} />;
  }
}

/** What the screen shows now. */
export function ProjectorView({ trouble = "" }: { trouble?: string }) {
  const view = screenView.value;
  const told = envelope.value;
  useEffect(() => {
    // A projector speaks the language of the room, until somebody presses L.
    if (told !== null && !asked) void speak(told.language, false);
  }, [told?.language]);
  useEffect(() => {
    document.title = view === null ? "Baton" : `${view.session.title} · Baton`;
  }, [view?.session.title]);
  if (view === null || told === null)
    return (
      <main class="stage center">
        <h1>{trouble === "" ? t("connecting") : trouble}</h1>
      </main>
    );
  const phase = view.session.phase;
  if (phase === "fast_forward" || phase === "debrief" || told.code === "") StagedWall.fetch();
  return (
    <>
      {told.stage !== null ? <StagedWall stage={told.stage} /> : <Scene view={view} />}
      <div class="wallnote">
        <Toasts />
      </div>
      {link.value !== "up" && <p class="lostline">{t("screen.lost")}</p>}
    </>
  );
}
