/** The facilitator's page: exchange the ticket, choose or make a session, run it. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { api } from "../../net/http";
import { agree, owner } from "../../parts/settings";
import { connect, disconnect } from "../../state/session";
import { envelope, hostView, link, linkReason } from "../../state/store";
import { tokens } from "../../state/ui";
import { Trouble, wordsOf } from "../errors";
import { Console } from "./console";
import { Sessions } from "./sessions";
import "../../styles/host.css";

/** The page at `/host` and `/host#ticket`. */
export function Host(_: { path: string }) {
  const [token, setToken] = useState(tokens.host.get());
  const [session, setSession] = useState(tokens.hostSession.get());
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    document.body.dataset["role"] = "host";
    document.title = `${t("facilitator")} · Baton`;
    const follow = () => {
      const ticket = location.hash.slice(1);
      if (ticket === "" || ticket.startsWith("/")) return;
      history.replaceState(null, "", "/host");
      api.host(ticket).then(
        (answer) => {
          tokens.host.set(answer.token);
          setToken(answer.token);
          setTrouble("");
          if (answer.session !== "") enter(answer.session);
        },
        (error: unknown) => {
          // A used ticket in a browser that already has its token is a reload, not a failure.
          if (tokens.host.get() === "") setTrouble(wordsOf(error));
        },
      );
    };
    follow();
    // A link that is pasted where this page stands already loads nothing anew.
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const enter = (id: string) => {
    tokens.hostSession.set(id);
    setSession(id);
  };
  useEffect(() => {
    owner.value = token;
  }, [token]);
  useEffect(() => {
    if (token === "" || session === "") return;
    connect({ token, session });
    return disconnect;
  }, [token, session]);
  const reset = () => {
    tokens.host.set("");
    tokens.hostSession.set("");
    setToken("");
    setSession("");
  };
  useEffect(() => {
    if (link.value !== "refused" || session === "") return;
    if (linkReason.value === "signed_out") {
      setTrouble(t("host.signed_out"));
      reset();
    } else {
      tokens.hostSession.set("");
      disconnect();
      setSession("");
    }
  }, [link.value]);
  const spoken = envelope.value?.language;
  useEffect(() => {
    if (spoken !== undefined) agree(spoken);
  }, [spoken]);
  if (token === "") return <Trouble title={t("host.locked")} text={trouble === "" ? t("host.locked.why") : trouble} />;
  if (session === "") return <Sessions token={token} enter={enter} lost={reset} />;
  const view = hostView.value;
  const told = envelope.value;
  if (view === null || told === null) return <p class="loading mute">{t("connecting")}</p>;
  return <Console view={view} told={told} token={token} leave={() => enter("")} />;
}
