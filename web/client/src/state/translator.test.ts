import { beforeEach, describe, expect, it } from "vitest";
import { translated, watchTranslators } from "./translator";

const settled = () => new Promise((done) => setTimeout(done, 0));

/** As Google's does: a new text in two <font>s takes the place of ours. */
function replace(text: Text): void {
  const font = document.createElement("font");
  font.append(document.createElement("font"));
  font.firstElementChild?.append(`<${text.data}>`);
  text.parentNode?.replaceChild(font, text);
}

/** As others do: our text moves into the <font>. */
function wrap(text: Text): void {
  const font = document.createElement("font");
  text.parentNode?.insertBefore(font, text);
  font.append(text);
}

describe.each([
  ["replaces", replace],
  ["wraps", wrap],
])("a translator that %s a text", (_, translate) => {
  beforeEach(() => {
    translated.value = false;
    document.body.innerHTML = "<p>9:59</p>";
  });

  it("leaves the page's own text where the page can go on writing it", async () => {
    watchTranslators(document.body);
    const text = document.querySelector("p")?.firstChild as Text;
    translate(text);
    await settled();
    text.data = "9:58";
    expect(document.body.innerHTML).toBe("<p>9:58</p>");
    expect(translated.value).toBe(true);
  });
});

it("is not seen where the page changes by itself", async () => {
  translated.value = false;
  document.body.innerHTML = "<p>9:59</p>";
  watchTranslators(document.body);
  document.querySelector("p")?.replaceChildren("9:58");
  await settled();
  expect(translated.value).toBe(false);
});
