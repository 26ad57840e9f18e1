import { cleanup, render } from "@testing-library/preact";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { App } from "./app";
import { learn } from "./i18n";

vi.mock("./screens/seat", () => ({
  Seat: () => {
    throw new Error("a figure that nobody foresaw");
  },
}));

beforeAll(() => learn("en"));
afterEach(cleanup);

it("says in words that a page stumbled, and offers to load it again", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { container } = render(<App />);
  expect(container.querySelector("h1")?.textContent).toBe("Something went wrong on this page");
  expect(container.querySelector("[data-testid=primary]")?.textContent).toContain("Load it again");
  expect(said).toHaveBeenCalled();
});
