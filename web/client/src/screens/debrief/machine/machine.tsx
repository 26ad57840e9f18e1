/** Any seat's desk exactly as it was, from the real desk's parts; unmasked, with the truth beside it. */
import { useEffect } from "preact/hooks";
import { t } from "../../../i18n";
import { seat } from "../../../net/unpack";
import { Icon } from "../../../parts/icon";
import { Empty } from "../../../parts/notes";
import { hue, Mark } from "../../../parts/role";
import { replaying, go, where } from "../../../state/route";
import { wordOf, numberOf } from "../../../state/place";
import { wide } from "../../../state/ui";
import type { Hidden, MachineView } from "../../../types";
import { LaptopDesk } from "../../desk/laptop";
import { PhoneDesk } from "../../desk/phone";
import { type PanelProps, Truths } from "../parts";
import { momentLine } from "./moment";
import "../../../styles/machine.css";

/** How many truths stand beside a desk at once; choosing a client shows its own. */
const MOST = 10;

/** The desk and what stands beside it. */
export function Machine({ view, args, audience }: PanelProps<MachineView>) {
  const follows = audience === "wall" || audience === "phone";
  useEffect(() => {
    replaying.value = true;
    return () => {
      replaying.value = false;
    };
  }, []);
  const tab = wordOf(args, "tab");
  const company = numberOf(args, "client");
  useEffect(() => {
    // Who follows sees the page of the desk that the facilitator has open.
    if (follows) go({ tab, company, page: "" }, true);
  }, [follows, tab, company]);
  const { moment } = view;
  const hidden = view.hidden.filter((one) => where.value.company < 0 || one.company === where.value.company);
  const first = (one: Hidden) => (one.company === moment?.company ? 0 : 1);
  const desk = seat(view.view);
  return (
    <article class={`machine on-${audience}`} data-testid="machine">
      {audience === "host" ? (
        <h1 class="hide">
          {t(`role.${view.role}`)}, {view.team_name}
        </h1>
      ) : (
        <header class="row top">
          <Mark role={view.role} />
          <div class="grow snug">
            <h1 class="asbar">
              {t(`role.${view.role}`)}, {view.team_name}
            </h1>
            {moment !== null && <p class="small soft">{momentLine(moment)}</p>}
          </div>
        </header>
      )}
      <div class={`beside ${view.hidden.length > 0 ? "with-truth" : ""}`}>
        <div class="replay" data-role={hue(view.role)} role="region" aria-label={t("time.desk", { role: t(`role.${view.role}`) })} tabIndex={0}>
          {desk.session.phase === "lobby" && desk.companies.length === 0 ? <Empty icon="clock" title={t("time.before")} /> : wide.value && audience !== "phone" ? <LaptopDesk view={desk} /> : <PhoneDesk view={desk} />}
        </div>
        {view.hidden.length > 0 && <Truth hidden={(hidden.length > 0 ? hidden : [...view.hidden].sort((a, b) => first(a) - first(b))).slice(0, MOST)} moment={moment?.truth ?? ""} />}
      </div>
    </article>
  );
}

/** What the companies on this desk truly were at that moment. */
function Truth({ hidden, moment }: { hidden: readonly Hidden[]; moment: string }) {
  return (
    <aside class="truths-beside stack s2" data-role="host" aria-label={t("truth")} tabIndex={0}>
      <h2 class="row">
        <Mark role="host" class="s" />
        {t("truth")}
      </h2>
      {moment !== "" && (
        <p class="card role truthline small row top">
          <Icon name="triangle" />
          <span class="grow">{moment}</span>
        </p>
      )}
      <ul class="stack s2">
        {hidden.map((one) => (
          <li key={one.company} class="card role stack s2 truthlane">
            <span class="row between top">
              <b class="small">{one.company_name}</b>
              <span class="tiny soft">{one.stage_text}</span>
            </span>
            <span class="trust small">
              <span class="soft">{t("time.trust")}</span>
              <span class="tr" role="img" aria-label={t("way.trust", { n: one.trust })}>
                <b style={{ left: `${one.trust}%` }} />
              </span>
              <b class="num">{one.trust}</b>
            </span>
            {one.sentence !== "" && <p class="small">{one.sentence}</p>}
            <Truths cells={one.cells} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
