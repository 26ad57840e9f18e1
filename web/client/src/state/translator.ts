/**
 * A browser that translates the page takes our text nodes out and puts its own, in <font>, in their place: what we write
 * later lands in nodes that nobody sees, and a clock stands still. The page asks not to be translated; where that is not
 * heard, our nodes are put back at once, and the reader is told of the game's own languages.
 */
import { signal } from "@preact/signals";

/** Whether somebody's translator was at this page. */
export const translated = signal(false);

const isFont = (node: Node | null): node is HTMLElement => node !== null && node.nodeName === "FONT";

/** Put back what a translator replaced. */
function restore(records: readonly MutationRecord[]): void {
  for (const record of records) {
    const own = [...record.removedNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const font = [...record.addedNodes, record.previousSibling, record.nextSibling].find(isFont);
    if (font === undefined || !font.isConnected) continue;
    translated.value = true;
    if (own.length > 0) font.replaceWith(...own);
  }
}

/** Watch a page for translators, for as long as it lives. */
export function watchTranslators(page: Node): void {
  new MutationObserver(restore).observe(page, { childList: true, subtree: true });
  // Chrome says so at the root as well.
  new MutationObserver(() => {
    if (/\btranslated-(ltr|rtl)\b/.test(document.documentElement.className)) translated.value = true;
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
}
