/** Keys of the desk: j and k through rows, digits for topics and tasks, Ctrl+Enter for the filled button. */
import { useEffect } from "preact/hooks";
import { help } from "../../parts/help";
import { keys } from "../../state/ui";

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? rows[0] : rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  next?.focus();
}

function nth(n: number): void {
  const tiles = document.querySelectorAll<HTMLButtonElement>(".nine .tile");
  if (tiles.length > 0) {
    tiles[n]?.click();
    return;
  }
  document.querySelectorAll<HTMLButtonElement>("[data-testid='topics'] .topic:not([disabled])")[n]?.click();
}

function pressFilled(): void {
  const scope = document.querySelector(".sheet") ?? document;
  scope.querySelector<HTMLButtonElement>("[data-primary]:not([disabled])")?.click();
}

/** Listen to keys while a desk is open. */
export function useDeskKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        pressFilled();
        return;
      }
      if (!keys.value || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "?") help.value = true;
      if (document.querySelector(".sheet") !== null) return;
      if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (/^[1-9]$/.test(event.key)) nth(Number(event.key) - 1);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
