/** Sheets: from the bottom on a phone, in the middle on a laptop. They trap the focus and give it back. */
import type { ComponentChildren } from "preact";
import { createPortal } from "preact/compat";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { IconButton } from "./button";
import { Toasts } from "./notes";

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';

/** Everything inside an element that the Tab key reaches, in order. */
export function focusables(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => !one.hasAttribute("inert") && one.closest("[inert]") === null);
}

/** Keep Tab inside `root`; returns true when the key was taken care of. */
export function trap(root: HTMLElement, event: KeyboardEvent): boolean {
  if (event.key !== "Tab") return false;
  const all = focusables(root);
  const first = all[0];
  const last = all[all.length - 1];
  if (first === undefined || last === undefined) return false;
  const here = document.activeElement;
  const outside = here === null || !root.contains(here);
  if (event.shiftKey && (here === first || here === root || outside)) {
    last.focus();
    event.preventDefault();
    return true;
  }
  if (!event.shiftKey && (here === last || outside)) {
    first.focus();
    event.preventDefault();
    return true;
  }
  return false;
}

type Props = {
  title: string;
  close: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  lead?: ComponentChildren;
  wide?: boolean;
  testid?: string;
  role?: string | undefined;
};

/** A sheet over the page. */
export function Sheet({ title, close, children, footer, lead, wide, testid, role }: Props) {
  const box = useRef<HTMLElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const app = document.getElementById("app");
    app?.setAttribute("inert", "");
    document.body.classList.add("still");
    box.current?.focus();
    return () => {
      if (document.querySelectorAll(".sheet").length <= 1) {
        app?.removeAttribute("inert");
        document.body.classList.remove("still");
      }
      before?.focus();
    };
  }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (box.current !== null) trap(box.current, event);
  };
  // A button that is pressed and then disabled drops the focus on the page: the keys still belong to the sheet on top.
  useEffect(() => {
    const stray = (event: KeyboardEvent) => {
      const top = [...document.querySelectorAll(".sheet")].pop();
      if (document.activeElement === document.body && top === box.current) keys(event);
    };
    document.addEventListener("keydown", stray);
    return () => document.removeEventListener("keydown", stray);
  });
  return createPortal(
    <div data-role={role}>
      <div class="veil" onClick={close} aria-hidden="true" />
      <section class={`sheet ${wide === true ? "broad" : ""}`} role="dialog" aria-modal="true" aria-labelledby={id} tabIndex={-1} ref={box} onKeyDown={keys} data-testid={testid}>
        <div class="grab" aria-hidden="true" />
        <header class="row between">
          <div class="row grow">
            {lead}
            <h2 id={id}>{title}</h2>
          </div>
          <IconButton label={t("close")} icon="cross" onClick={close} />
        </header>
        <Toasts rank="sheet" />
        <div class="body stack s4">{children}</div>
        {footer !== undefined && <footer class="stack s2">{footer}</footer>}
      </section>
    </div>,
    document.body,
  );
}
