/** The start of the client: one page per path. */
import { render } from "preact";
import { App } from "./app";
import { begin, language } from "./i18n";
import { startBell } from "./state/bell";
import { startClock } from "./state/clock";
import { watchTranslators } from "./state/translator";
import { startUi } from "./state/ui";
import "./styles/tokens.css";
import "./styles/components.css";
import "./styles/app.css";
import "./styles/desk.css";

declare global {
  interface Window {
    /** Says in the shell why the page is not drawn (`public/boot.js`). */
    batonBoot?: (what: "words") => void;
  }
}

document.documentElement.lang = language.value;
startUi();
startClock();
startBell();
void begin().then((speaks) => {
  const root = document.getElementById("app");
  if (!speaks) return window.batonBoot?.("words");
  if (root !== null) render(<App />, root);
  document.getElementById("boot")?.remove();
  watchTranslators(document.body);
});
