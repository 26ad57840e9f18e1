/** The simple debrief: placeholder until its page is drawn. */
import { t } from "../../i18n";

export function Debrief(_: { path: string }) {
  return <p class="loading">{t("debrief")}</p>;
}
