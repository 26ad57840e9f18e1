/** A second facilitator: a link for one, how many are signed in, and the end of their access. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { api } from "../../net/http";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notes";
import { Sheet } from "../../parts/sheet";
import { toast } from "../../state/toasts";
import type { HostsAnswer, LinkAnswer } from "../../types";
import { wordsOf } from "../errors";
import { Qr } from "../projector/invite";

export const cohost = signal(false);

/** A second facilitator, or the own phone as a remote. */
export function CohostSheet({ token, session }: { token: string; session: string }) {
  if (!cohost.value) return null;
  return <Cohosts token={token} session={session} />;
}

function Cohosts({ token, session }: { token: string; session: string }) {
  const [answer, setAnswer] = useState<LinkAnswer | null>(null);
  const [problem, setProblem] = useState("");
  const link = () => {
    setAnswer(null);
    setProblem("");
    api.cohost(token, session).then(setAnswer, (error: unknown) => setProblem(wordsOf(error)));
  };
  useEffect(link, []);
  return (
    <Sheet
      title={t("cohost")}
      testid="cohost-sheet"
      close={() => {
        cohost.value = false;
      }}
    >
      {problem !== "" && (
        <Note kind="bad" icon="warn">
          {problem}
        </Note>
      )}
      {answer !== null && (
        <div class="stack s2 centered-items">
          <Qr svg={answer.qr_svg} class="fixed" />
          <p class="small soft">{t("cohost.why")}</p>
          <p class="tiny mute break">{answer.url}</p>
        </div>
      )}
      <SignedIn token={token} ended={link} />
    </Sheet>
  );
}

/** How many others are signed in. Whoever has one session only is told nothing of them: they could sign nobody out. */
function SignedIn({ token, ended }: { token: string; ended: () => void }) {
  const [hosts, setHosts] = useState<HostsAnswer | null>(null);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const look = () => {
    api.hosts(token).then(setHosts, () => setHosts(null));
  };
  useEffect(look, []);
  if (hosts === null) return null;
  if (hosts.others === 0)
    return (
      <p class="small mute" data-testid="hosts">
        {t("hosts.none")}
      </p>
    );
  const end = () => {
    setBusy(true);
    api
      .endHosts(token)
      .then(
        () => {
          toast("done", t("hosts.ended"));
          setSure(false);
          look();
          ended(); // the link above ended with the others
        },
        (error: unknown) => toast("fail", wordsOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <div class="stack s2" data-testid="hosts">
      <span class="small strong">
        {t("hosts.others", { n: hosts.others })}
        {hosts.others > 0 && <span class="tiny mute block thin">{t("hosts.here", { n: hosts.here })}</span>}
      </span>
      {sure ? (
        <div class="stack s2" role="group" aria-label={t("hosts.end")}>
          <p class="small">
            {t("sure")} {t("hosts.end.why")}
          </p>
          <Button kind="bad" icon="lock" wide label={t("hosts.end")} busy={busy} onClick={end} testid="end-hosts-sure" />
          <Button kind="quiet" wide label={t("sure.no")} onClick={() => setSure(false)} />
        </div>
      ) : (
        <Button icon="lock" wide label={t("hosts.end")} onClick={() => setSure(true)} testid="end-hosts" />
      )}
    </div>
  );
}
