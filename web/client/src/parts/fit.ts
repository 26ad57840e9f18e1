/** Lists on the big screen take the largest type at which nothing in them is cut. */
import { useLayoutEffect, useRef } from "preact/hooks";

const MOST = 1.3;
const LEAST = 0.6;
const STEP = 0.05;

/** Whether a box, or one of the texts in it, holds more than it shows. */
function isCut(box: HTMLElement): boolean {
  const over = (one: HTMLElement) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
  return over(box) || [...box.querySelectorAll<HTMLElement>("[data-fit]")].some((one) => one.scrollWidth > one.clientWidth + 1);
}

/** Fit a list into its box: sets `--fit`, by which its style sizes type. `key` changes with what it says. */
export function useFit<Box extends HTMLElement>(key: string, most = MOST) {
  const self = useRef<Box>(null);
  useLayoutEffect(() => {
    const fit = () => {
      const box = self.current;
      if (box === null) return;
      for (let size = most; ; size -= STEP) {
        box.style.setProperty("--fit", size.toFixed(2));
        // Where even the smallest type is too large, words may break.
        box.classList.toggle("least", size <= LEAST);
        if (size <= LEAST || !isCut(box)) return;
      }
    };
    fit();
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, [key, most]);
  return self;
}
