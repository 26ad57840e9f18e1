/** The start of the client: one page per path. */
import { render } from "preact";
import { App } from "./app";
import { language, learn } from "./i18n";
import { startClock } from "./state/clock";
import { startUi } from "./state/ui";
import "./styles/tokens.css";
import "./styles/components.css";
import "./styles/app.css";
import "./styles/desk.css";

document.documentElement.lang = language.value;
startUi();
startClock();
const root = document.getElementById("app");
void learn(language.value).then(() => {
  if (root !== null) render(<App />, root);
});
