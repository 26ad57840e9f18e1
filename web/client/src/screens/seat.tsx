/** The trainee's page: join, then whatever the session is doing now. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { api, ApiError } from "../net/http";
import { hue } from "../parts/role";
import { later } from "../parts/later";
import { agree, own, owner } from "../parts/settings";
import { connect, disconnect } from "../state/session";
import { sync } from "../state/acts";
import { announce } from "../state/announce";
import { followChat } from "../state/chat";
import { tab } from "../state/kept";
import { begin } from "../state/route";
import { arrived, envelope, link, linkReason, screenView, seatView } from "../state/store";
import { toast } from "../state/toasts";
import { tokens, wide } from "../state/ui";
import { useDeskKeys } from "./desk/keys";
import { openTab } from "./desk/model";
import { Trouble, wordsOf } from "./errors";
import { Join, leadsTo, linkedCode } from "./join";
import { held, HeldSeat } from "./leave";
import { Lobby } from "./lobby";
import { Superseded, TakenByBot } from "./taken";
import { ActSheet } from "./act-sheet";
import { TakeOver } from "./take-over";

const LaptopDesk = later(() => import("./desk/laptop").then((module) => module.LaptopDesk));
const PhoneDesk = later(() => import("./desk/phone").then((module) => module.PhoneDesk));
const Observing = later(() => import("./observer").then((module) => module.Observing));
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
  const drop = () => {
    tokens.seat.set("");
    disconnect();
    setToken("");
    setBeside(false);
  };
  const leave = async () => {
    try {
      await api.leave(token);
    } catch (error) {
      // A token that has ended holds nothing any more; anything else means that the seat is still held.
      if (!(error instanceof ApiError) || error.status !== 401) {
        toast("fail", wordsOf(error));
        return;
      }
    }
    drop();
  };
  const [lost, setLost] = useState(false);
  const [freed, setFreed] = useState(false);
  const [beside, setBeside] = useState(false);
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
    const stop = followChat(token);
    return () => {
      stop();
      disconnect();
    };
  }, [token]);
  useEffect(() => {
    if (link.value !== "refused") return;
    if (linkReason.value === "seat_freed") {
      setFreed(true);
      tokens.name.set("");
    } else setLost(true);
    drop();
  }, [link.value]);
  const me = envelope.value?.me;
  useEffect(() => {
    own.value = (done) => <HeldSeat done={done} />;
    held.value = token === "" || me === undefined ? null : { name: me.name, observes: me.kind === "observer", leave, another: () => setBeside(true) };
    return () => {
      held.value = null;
      own.value = null;
    };
  }, [token, me?.name, me?.kind]);
  // A QR of another session beside a seat of an old one: the reader wants the new one.
  const elsewhere = useRef(linkedCode());
  const code = envelope.value?.code;
  if (code !== undefined && elsewhere.current !== "" && leadsTo(elsewhere.current, code)) {
    elsewhere.current = "";
    history.replaceState(null, "", "/");
  }
  if (trouble !== "") return <Trouble title={t("trouble.link")} text={trouble} action={{ label: t("trouble.join"), run: () => setTrouble("") }} />;
  if (freed) return <Trouble icon="people" title={t("freed.title")} text={t("freed.text")} action={{ label: t("freed.again"), run: () => setFreed(false) }} />;
  if (token === "" || beside || (code !== undefined && elsewhere.current !== "")) {
    const joined = (next: string) => {
      elsewhere.current = "";
      setLost(false);
      setBeside(false);
      enter(next);
    };
    const back = () => setBeside(false);
    return <Join key={String(beside)} onJoined={joined} lost={lost} beside={beside ? { name: me?.name ?? "", code: code ?? "", back } : undefined} />;
  }
  return <Playing />;
}

/** The page while a seat is held. */
export function Playing() {
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
  // Before the desk is drawn: what was open in the round before is not what waits now.
  useLayoutEffect(() => begin(phase === "round" && told !== null ? `${told.session}:${view?.session.round}` : "", view === null ? "" : openTab(view, "").id), [phase, view?.session.round, told?.session]);
  const ready = view !== null;
  useEffect(() => (ready ? announce() : undefined), [ready]);
  useDeskKeys();
  if (told?.me.kind === "observer" && screenView.value !== null) return <Observing view={screenView.value} told={told} />;
  if (view === null || told === null) return <p class="loading mute">{t("connecting")}</p>;
  if (told.me.superseded) return <Superseded />;
  if (told.me.kind === "watcher") return <TakenByBot view={view} />;
  switch (view.session.phase) {
    case "lobby":
      // The desk is fetched while people wait, so that round 1 opens at once even on poor Wi-Fi.
      (wide.value ? LaptopDesk : PhoneDesk).fetch();
      BetweenRounds.fetch();
      return <Lobby view={view} />;
    case "round":
      return (
        <TakeOver view={view}>
          {wide.value ? <LaptopDesk view={view} /> : <PhoneDesk view={view} />}
          <ActSheet view={view} />
        </TakeOver>
      );
    default:
      return <BetweenRounds view={view} />;
  }
}
