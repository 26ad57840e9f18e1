/** What the facilitator steers others' screens with: show here, phones too, unmask. */
import { t } from "../../i18n";
import { Button } from "../../parts/button";
import { Switch } from "../../parts/fields";
import { Icon } from "../../parts/icon";
import { pending } from "../../state/acts";
import { open, type Place } from "../../state/place";
import type { Stage } from "../../types";
import { isShown, phones, placeOnStage, show } from "./staging";

type Props = { stage: Stage | null; here: Place; quiet: boolean; closed: boolean };

export function StageControl({ stage, here, quiet, closed }: Props) {
  const on = isShown(stage, here);
  const screen = stage?.screen ?? false;
  const people = stage?.people ?? false;
  const busy = pending.value.has("show");
  const others = screen || people ? people : phones.value;
  return (
    <div class="row stagecontrol" data-testid="stage-control">
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
      {!(on && screen) && <Button key="show" primary={!quiet} icon="eye" label={t("stage.show")} busy={busy} disabled={closed} onClick={() => void show(here, true, others)} testid="stage-show" />}
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
