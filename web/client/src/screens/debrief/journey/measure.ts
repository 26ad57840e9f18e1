/** How wide words are, as the browser draws them; without a canvas, by the letter. */
const SIZE = 12.5;
const LETTER = 6.9;

let pen: CanvasRenderingContext2D | null | undefined;
let font = "";
const known = new Map<string, number>();

function context(): CanvasRenderingContext2D | null {
  if (pen === undefined) {
    try {
      pen = typeof CanvasRenderingContext2D === "undefined" ? null : document.createElement("canvas").getContext("2d");
    } catch {
      pen = null;
    }
    font = typeof getComputedStyle === "function" ? getComputedStyle(document.documentElement).getPropertyValue("--font").trim() || "sans-serif" : "sans-serif";
  }
  return pen;
}

/** How much larger captions are drawn: on the wall they are read from ten metres. */
let factor = 1;

/** Set the size of captions for what is laid out next; returns the new one. */
export function lettering(next: number): number {
  factor = next;
  return next;
}

/** Width of one line of a caption, in sixteenths of a rem; bold is a little wider. */
export function measured(text: string, bold = false): number {
  return factor * plain(text, bold);
}

function plain(text: string, bold: boolean): number {
  const key = `${bold ? "b" : ""}${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const ink = context();
  let width = text.length * LETTER * (bold ? 1.07 : 1);
  if (ink !== null) {
    ink.font = `${bold ? 700 : 400} ${SIZE}px ${font}`;
    width = ink.measureText(text).width + 2;
  }
  if (known.size > 2000) known.clear();
  known.set(key, width);
  return width;
}
