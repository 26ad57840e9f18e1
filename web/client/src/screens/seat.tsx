/** The trainee's page: join, then whatever the session is doing now. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { api } from "../net/http";
import { hue } from "../parts/role";
import { later } from "../parts/later";
import { agree, owner } from "../parts/settings";
import { connect, disconnect } from "../state/session";
import { sync } from "../state/acts";
import { announce } from "../state/announce";
import { tab } from "../state/kept";
import { arrived, envelope, link, seatView } from "../state/store";
import { tokens, wide } from "../state/ui";
import { useDeskKeys } from "./desk/keys";
import { Trouble, wordsOf } from "./errors";
import { Join, leadsTo, linkedCode } from "./join";
import { Lobby } from "./lobby";
import { Superseded, TakenByBot } from "./taken";
import { ActSheet } from "./act-sheet";
import { TakeOver } from "./take-over";

const LaptopDesk = later(() => import("./desk/laptop").then((module) => module.LaptopDesk));
const PhoneDesk = later(() => import("./desk/phone").then((module) => module.PhoneDesk));
const BetweenRounds = later(() => import("./between").then((module) => module.BetweenRounds));

/** The page at `/` and at `/seat#ticket`. */
export function Seat() {
  const [token, setToken] = useState(tokens.seat.get());
  const [trouble, setTrouble] = useState("");
  const enter = (next: string) => {
    tokens.seat.set(next);
    setTrouble("");
    setToken(next);
  };
  const leave = () => {
    tokens.seat.set("");
    disconnect();
    setToken("");
  };
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const ticket = location.pathname.startsWith("/seat") ? location.hash.slice(1) : "";
    if (ticket === "") return;
    history.replaceState(null, "", "/");
    api.claim(ticket).then(
      (answer) => enter(answer.token),
      (error: unknown) => setTrouble(wordsOf(error)),
    );
  }, []);
  useEffect(() => {
    owner.value = token;
    if (token === "") return;
    connect({ token });
    return disconnect;
  }, [token]);
  useEffect(() => {
    if (link.value !== "refused") return;
    setLost(true);
    leave();
  }, [link.value]);
  // A QR of another session beside a seat of an old one: the reader wants the new one.
  const elsewhere = useRef(linkedCode());
  const code = envelope.value?.code;
  if (code !== undefined && elsewhere.current !== "" && leadsTo(elsewhere.current, code)) {
    elsewhere.current = "";
    history.replaceState(null, "", "/");
  }
  if (trouble !== "") return <Trouble title={t("trouble.link")} text={trouble} action={{ label: t("trouble.join"), run: () => setTrouble("") }} />;
  if (token === "" || (code !== undefined && elsewhere.current !== "")) {
    const joined = (next: string) => {
      elsewhere.current = "";
      setLost(false);
      enter(next);
    };
    return <Join onJoined={joined} lost={lost} />;
  }
  return <Playing leave={leave} />;
}

/** The page while a seat is held. */
export function Playing({ leave }: { leave: () => void }) {
  const view = seatView.value;
  const told = envelope.value;
  useEffect(() => {
    if (view === null) return;
    document.body.dataset["role"] = hue(view.role);
    document.title = `${view.role_text} · Baton`;
    return () => {
      delete document.body.dataset["role"];
    };
  }, [view?.role, view?.role_text]);
  useEffect(() => {
    if (told !== null) agree(told.language, true);
  }, [told?.language]);
  const phase = view?.session.phase;
  useEffect(() => {
    // Only who joins while a round runs takes over from a bot.
    if (phase !== undefined && phase !== "round") tab.removeItem("baton.fresh");
  }, [phase]);
  const coming = view !== null && phase === "round" && view.minutes.released < view.minutes.total && told?.clock.state === "running";
  useEffect(() => {
    // Minutes are released as the round goes on; a quiet desk asks for its share.
    if (!coming) return;
    const ask = setInterval(() => {
      if (document.visibilityState === "visible" && Date.now() - arrived.peek() > 8000) sync();
    }, 4000);
    return () => clearInterval(ask);
  }, [coming]);
  const ready = view !== null;
  useEffect(() => (ready ? announce() : undefined), [ready]);
  useDeskKeys();
  if (view === null || told === null) return <p class="loading mute">{t("connecting")}</p>;
  if (told.me.superseded) return <Superseded />;
  if (told.me.kind === "watcher") return <TakenByBot view={view} />;
  switch (view.session.phase) {
    case "lobby":
      // The desk is fetched while people wait, so that round 1 opens at once even on poor Wi-Fi.
      (wide.value ? LaptopDesk : PhoneDesk).fetch();
      BetweenRounds.fetch();
      return <Lobby view={view} leave={leave} />;
    case "round":
      return (
        <TakeOver view={view}>
          {wide.value ? <LaptopDesk view={view} /> : <PhoneDesk view={view} />}
          <ActSheet view={view} />
        </TakeOver>
      );
    default:
      return <BetweenRounds view={view} leave={leave} />;
  }
}
