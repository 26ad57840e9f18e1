/** The frames of a desk: a phone's page with tabs or a dock, a laptop's head and rail. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { IconButton } from "../../parts/button";
import { ChatButton } from "../../parts/chat";
import { Icon } from "../../parts/icon";
import { Toasts } from "../../parts/notes";
import { Mark } from "../../parts/role";
import { Ring, WorkBar } from "../../parts/time";
import { unread } from "../../state/chat";
import { go, keepScroll, replaying, where } from "../../state/route";
import { settings } from "../../parts/settings";
import type { SeatView } from "../../types";
import { badge, openTab, tabsOf } from "./model";
import { Banners } from "./banners";

/** A heading that takes the focus when its page opens, so that listeners know where they are. */
export function Title({ children, class: extra = "", quiet }: { children: ComponentChildren; class?: string; quiet?: boolean }) {
  const self = useRef<HTMLHeadingElement>(null);
  const { tab, company, page } = where.value;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      if (quiet === true) return;
    }
    if (document.querySelector(".sheet") === null) self.current?.focus({ preventScroll: true });
  }, [tab, company, page]);
  return (
    <h1 ref={self} tabIndex={-1} class={extra}>
      {children}
    </h1>
  );
}

function Tabs({ view, kind }: { view: SeatView; kind: "tabbar" | "rail" }) {
  const open = openTab(view, where.value.tab);
  return (
    <nav class={kind} aria-label={t("desk")}>
      {tabsOf(view.role).map((tab) => {
        const n = badge(view, tab);
        return (
          <a
            key={tab.id}
            href={`#/${tab.id}`}
            aria-current={tab.id === open.id ? "page" : undefined}
            data-testid={`tab-${tab.id}`}
            onClick={(event) => {
              event.preventDefault();
              go({ tab: tab.id, company: -1, page: "" });
            }}
          >
            <Icon name={tab.icon} />
            <span>{t(tab.label)}</span>
            {n > 0 && (
              <span class="badge">
                {n}
                <span class="hide"> {t("waiting.word")}</span>
              </span>
            )}
          </a>
        );
      })}
    </nav>
  );
}

function roundLine(view: SeatView): string {
  return `${view.team_name} · ${t("round.of", { n: view.session.round, of: view.session.rounds })}`;
}

/** Lists are left and found again where they were; everything else begins at its top, again when `news` changes. */
function useScroll(news = ""): void {
  const at = where.value;
  useLayoutEffect(() => (replaying.value ? undefined : keepScroll(at)), [at.tab, at.company, at.page, news]);
}

/** A tab of a phone: role, clock, work, the page, the tabs. */
export function PhoneTab({ view, children }: { view: SeatView; children: ComponentChildren }) {
  useScroll();
  return (
    <div class="phone tabbed">
      <header class="appbar">
        <div class="row">
          <Mark role={view.role} />
          <div class="grow snug">
            <div class="strong">{view.role_text}</div>
            <div class="tiny mute">{roundLine(view)}</div>
          </div>
          <ChatButton />
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
          <Ring />
        </div>
        <WorkBar minutes={view.minutes} />
        <Toasts />
      </header>
      <Banners view={view} />
      <main>{children}</main>
      <Tabs view={view} kind="tabbar" />
    </div>
  );
}

/** A page of a phone: back, title, clock, the page, the dock. */
export function PhonePage(props: { view: SeatView; title: string; sub?: ComponentChildren; back: () => void; dock?: ComponentChildren; news?: string; children: ComponentChildren }) {
  useScroll(props.news);
  return (
    <div class={`phone ${props.dock !== undefined ? "docked" : ""}`}>
      <header class="appbar">
        <div class="row">
          <IconButton label={t("back")} icon="left" onClick={props.back} testid="back" />
          <div class="grow snug">
            <Title class="asbar">{props.title}</Title>
            <div class="tiny mute">{props.sub}</div>
          </div>
          {unread.value > 0 && <ChatButton />}
          <Ring />
        </div>
        <Toasts />
      </header>
      <Banners view={props.view} />
      <main>{props.children}</main>
      {props.dock !== undefined && <div class="dock">{props.dock}</div>}
    </div>
  );
}

/** The part of a column that scrolls; a keyboard reaches it also where nothing in it can be pressed. */
export function Fill({ label, class: extra = "", children }: { label: string; class?: string; children: ComponentChildren }) {
  return (
    <div class={`fill ${extra}`} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}

/** A laptop's desk: head with work and clock, rail, columns. */
export function Laptop({ view, cost, columns, children }: { view: SeatView; cost?: number; columns: string; children: ComponentChildren }) {
  return (
    <div class="desk dense">
      <header class="head">
        <div class="row">
          <Mark role={view.role} />
          <div class="snug">
            <div class="strong">{view.role_text}</div>
            <div class="tiny mute">{roundLine(view)}</div>
          </div>
        </div>
        <WorkBar minutes={view.minutes} cost={cost ?? 0} />
        <div class="slot">
          <Toasts />
        </div>
        <div class="row">
          <ChatButton />
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
          <Ring />
        </div>
      </header>
      <Tabs view={view} kind="rail" />
      <div class="stagearea">
        <Banners view={view} />
        <main class={`m ${columns}`}>{children}</main>
      </div>
    </div>
  );
}
