/**
 * What this browser keeps for a page. Some keep nothing (cookies off, some private windows, a full disk): then a choice
 * lasts as long as the page, nothing breaks, and the pages say what a reload costs.
 */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A store that works whatever the browser thinks of it. `open` is asked each time: the mere look at it may throw. */
export function safe(open: () => Storage): Store {
  const page = new Map<string, string>();
  return {
    getItem(key) {
      const here = page.get(key);
      if (here !== undefined) return here;
      try {
        return open().getItem(key);
      } catch {
        return null;
      }
    },
    setItem(key, value) {
      try {
        open().setItem(key, value);
        page.delete(key);
      } catch {
        page.set(key, value);
      }
    },
    removeItem(key) {
      page.delete(key);
      try {
        open().removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },
  };
}

/** Kept on this device. */
export const device = safe(() => localStorage);
/** Kept in this tab. */
export const tab = safe(() => sessionStorage);

/** Whether a reload finds again what was chosen here: what this device keeps survives the page. */
export const remembers = holds();

function holds(): boolean {
  try {
    localStorage.setItem("baton.try", "1");
    localStorage.removeItem("baton.try");
    return true;
  } catch {
    return false;
  }
}
