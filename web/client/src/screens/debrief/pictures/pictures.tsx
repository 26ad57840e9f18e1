/** Pictures of the whole group: one message each, in a sentence; the table behind it one tap away. */
import { useMemo, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Button } from "../../../parts/button";
import { Empty } from "../../../parts/notes";
import { hue, Mark } from "../../../parts/role";
import { wordOf } from "../../../state/place";
import type { Funnel, PicturesView, Role } from "../../../types";
import { walk, type PanelProps } from "../parts";
import { Chart } from "./chart";
import { afterOption, afterParts, funnelOption, kpiOption, type Option, type Part, promiseParts, promisesOption, qualityOption, waitsOption } from "./options";
import { palette, type Palette } from "./palette";
import { afterTable, funnelTable, kpiTable, promisesTable, qualityTable, type Table, waitsTable } from "./tables";
import "../../../styles/charts.css";

export const PICTURES = ["funnel", "kpi", "quality", "waits", "promises", "after"] as const;
type Name = (typeof PICTURES)[number];
type Picture = { sentence: string; option: ((look: Palette, narrow: boolean) => Option) | null; table: Table; key?: ((look: Palette) => Part[]) | undefined; tall?: number; none?: string };

/** Pictures of the session alone; the others say in their words how far they reach. */
const OF_THE_SESSION: ReadonlySet<Name> = new Set(["kpi", "promises"]);

/** The funnel of the team that is looked at. */
export function funnelOf(view: PicturesView, team: number): Funnel | undefined {
  return view.funnels.find((one) => one.team === team) ?? view.funnels[0];
}

/** What a picture needs. */
export function pictureOf(view: PicturesView, name: Name, team: number): Picture {
  switch (name) {
    case "funnel": {
      const funnel = funnelOf(view, team);
      const empty = funnel === undefined || funnel.links.every((link) => link.count === 0);
      return { sentence: funnel?.sentence ?? "", option: empty ? null : (look) => funnelOption(funnel, look), table: funnel === undefined ? { head: [], rows: [] } : funnelTable(funnel), tall: 24 };
    }
    case "kpi":
      return { sentence: view.kpi_sentence, option: view.kpi.length === 0 ? null : (look, narrow) => kpiOption(view, look, narrow), table: kpiTable(view), tall: 22 };
    case "quality":
      return { sentence: view.regression?.sentence ?? view.handoffs_sentence, option: view.handoffs.length === 0 ? null : (look) => qualityOption(view, look), table: qualityTable(view), tall: 24 };
    case "waits":
      return { sentence: view.waits_sentence, option: view.waits.every((one) => one.count === 0) ? null : (look, narrow) => waitsOption(view, look, narrow), table: waitsTable(view), tall: 22 };
    case "promises":
      return { sentence: view.promises_sentence, option: view.promises.length === 0 ? null : (look) => promisesOption(view, look), table: promisesTable(view), key: (look) => promiseParts(view, look), tall: Math.min(30, 3.75 * view.promises.length + 2) };
    case "after":
      return { sentence: view.after_sentence, option: view.after.length === 0 ? null : (look) => afterOption(view, look), table: afterTable(view), key: (look) => afterParts(view, look), tall: Math.min(30, 3.75 * view.after.length + 2) };
  }
}

type Props = PanelProps<PicturesView> & { team: number };

export function Pictures(props: Props) {
  const { args, audience, open } = props;
  const asked = wordOf(args, "picture", "funnel");
  const name: Name = (PICTURES as readonly string[]).includes(asked) ? (asked as Name) : "funnel";
  if (audience === "wall" || audience === "phone") return <PictureOf key={name} {...props} name={name} />;
  const pick = (next: Name) => open?.({ args: { picture: next } });
  return (
    <div class="pictures">
      <nav class="panel picturelist" aria-label={t("panel.pictures")}>
        <ul class="rows" onKeyDown={walk(PICTURES, name, pick)}>
          {PICTURES.map((one) => (
            <li key={one}>
              <button type="button" class={`item ${one === name ? "sel" : ""}`} aria-current={one === name ? "true" : undefined} data-key={one} data-testid={`picture-${one}`} onClick={() => pick(one)}>
                <span class="grow small strong">{t(`pics.${one}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <PictureOf key={name} {...props} name={name} />
    </div>
  );
}

function PictureOf({ view, audience, args, name, team }: Props & { name: Name }) {
  const [table, setTable] = useState(false);
  const picture = useMemo(() => pictureOf(view, name, team), [view, name, team]);
  // A funnel of sixteen boxes is no picture on a phone: there the table comes first.
  const asTable = table !== ((audience === "phone" && name === "funnel") || wordOf(args, "look") === "table");
  const wall = audience === "wall";
  const owner = name === "funnel" ? (funnelOf(view, team)?.team_name ?? "") : "";
  return (
    <figure class={`picture pic-${name} on-${audience}`} data-testid={`picture-of-${name}`}>
      <figcaption class="row between top wrap">
        <span class="grow">
          <h1 class={picture.sentence.length > 110 ? "long" : ""}>{picture.sentence}</h1>
          <span class="small soft">
            {OF_THE_SESSION.has(name) ? t("figure_say.labelled", { label: t(`pics.${name}`), horizon: t("horizon.session") }) : t(`pics.${name}`)}
            {owner !== "" && `, ${owner}`}
          </span>
        </span>
        {!wall && <Button kind="quiet" icon={asTable ? "chart" : "list"} label={t(asTable ? "as_chart" : "as_table")} onClick={() => setTable(!table)} testid="picture-table" />}
      </figcaption>
      {picture.option === null ? (
        <Empty icon="chart" title={t("pics.none")} />
      ) : asTable ? (
        <TableOf table={picture.table} caption={picture.sentence} />
      ) : (
        <>
          {name === "kpi" && <RoleKey />}
          {picture.key !== undefined && <Key parts={picture.key(palette())} />}
          <Chart option={picture.option} label={picture.sentence} tall={audience === "phone" ? `${name === "kpi" || name === "waits" ? 44 : (picture.tall ?? 20)}rem` : picture.key !== undefined && !wall ? `${picture.tall ?? 20}rem` : undefined} />
        </>
      )}
    </figure>
  );
}

/** What the parts of a bar mean, with their patterns. */
function Key({ parts }: { parts: readonly Part[] }) {
  return (
    <ul class="chartkey">
      {parts
        .filter((part) => part.values.some((value) => value > 0))
        .map((part) => (
          <li key={part.key} class="row tight">
            <i class={`swatch ${part.key}`} />
            {part.label}
          </li>
        ))}
    </ul>
  );
}

function RoleKey() {
  return (
    <ul class="chartkey hide">
      {(["lead_gen", "sales", "account"] as Role[]).map((role) => (
        <li key={role} data-role={hue(role)}>
          <Mark role={role} class="s" /> {t(`role.${role}`)}
        </li>
      ))}
    </ul>
  );
}

function TableOf({ table, caption }: { table: Table; caption: string }) {
  return (
    <div class="scrollx panel charttable" tabIndex={0} role="region" aria-label={caption}>
      <table class="tbl">
        <thead>
          <tr>
            {table.head.map((word, index) => (
              <th key={word} scope="col" class={index > 0 && typeof table.rows[0]?.[index] === "number" ? "r" : ""}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((value, at) =>
                at === 0 ? (
                  <th key={at} scope="row">
                    {value}
                  </th>
                ) : (
                  <td key={at} class={typeof value === "number" ? "r" : ""}>
                    {value}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
