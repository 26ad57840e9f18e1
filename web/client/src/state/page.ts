/** Which page is open: the path of the address. Links between pages are followed by the browser, or within the page. */
import { signal } from "@preact/signals";
import { remembers } from "./kept";
import { place, placeOf } from "./place";

export const path = signal(location.pathname);

window.addEventListener("popstate", () => {
  path.value = location.pathname;
});

/**
 * Follow a link to another page of the session. A browser that keeps nothing would come there without its token, so
 * there the page itself changes; Back leads back.
 */
export function follow(event: MouseEvent): void {
  if (remembers || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.currentTarget as HTMLAnchorElement;
  event.preventDefault();
  history.pushState(null, "", link.href);
  place.value = placeOf(location.search);
  path.value = location.pathname;
}
