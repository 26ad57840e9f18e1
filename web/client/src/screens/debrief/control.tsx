/** What the facilitator steers others' screens with: show here, phones too, unmask. */
import { t } from "../../i18n";
import { Button } from "../../parts/button";
import { Switch } from "../../parts/fields";
import { Icon } from "../../parts/icon";
import { pending } from "../../state/acts";
import { follow } from "../../state/page";
import { open, type Place } from "../../state/place";
import { envelope } from "../../state/store";
import type { Envelope, Stage } from "../../types";
import { isShown, phones, placeOnStage, show } from "./staging";

type Props = { stage: Stage | null; here: Place; quiet: boolean; closed: boolean };

export function StageControl({ stage, here, quiet, closed }: Props) {
  const on = isShown(stage, here);
  const screen = stage?.screen ?? false;
  const people = stage?.people ?? false;
  const busy = pending.value.has("show");
  const others = screen || people ? people : phones.value;
  const told = envelope.value;
  const archived = told !== null && told.code === "";
  return (
    <div class="row stagecontrol" data-testid="stage-control">
      {told !== null && <ScreenLink told={told} shown={archived && on && screen} />}
      <button key="elsewhere" type="button" class="plain small soft clip elsewhere" hidden={on || stage === null || !(screen || people)} onClick={() => stage !== null && open(placeOnStage(stage))}>
        {stage === null ? "" : t("stage.elsewhere", { panel: t(`panel.${stage.panel}`) })}
      </button>
      {on && screen && (
        <span key="on" class="row tight onstage" data-testid="on-stage">
          <Icon name="eye" />
          <b>{t("stage.on")}</b>
          <Button kind="quiet" icon="cross" label={t("stage.off")} onClick={() => void show(here, false, false)} testid="stage-off" />
        </span>
      )}
      {!(on && screen) && <Button key="show" primary={!quiet} icon="eye" label={t("stage.show")} busy={busy} disabled={closed} describedBy={closed ? "stage-closed" : undefined} onClick={() => void show(here, true, others)} testid="stage-show" />}
      {closed && (
        <span id="stage-closed" class="tiny soft reason" data-testid="stage-closed">
          {t("stage.closed")}
        </span>
      )}
      <Switch
        on={others}
        label={t("stage.phones")}
        disabled={closed}
        testid="stage-phones"
        onPick={(next) => {
          phones.value = next;
          if (screen || people) void show(stage === null ? here : on ? here : placeOnStage(stage), screen, next);
        }}
      />
    </div>
  );
}

/** The way to the big screen: by the code, or, of a session that has none any more, from this browser. */
function ScreenLink({ told, shown }: { told: Envelope; shown: boolean }) {
  const code = told.code.replace(/\s/g, "");
  return (
    <>
      <a class="btn quiet" href={`/screen/${code || told.session}`} onClick={code === "" ? follow : undefined} target="_blank" rel="noreferrer" data-testid="debrief-screen">
        <Icon name="eye" />
        <span>{t("big_screen")}</span>
      </a>
      {shown && <span class="tiny soft">{t("stage.elsewhere.code", { path: `/screen/${told.session}` })}</span>}
    </>
  );
}
