import { cleanup, render } from "@testing-library/preact";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { seat } from "../../fixtures/envelopes";
import { learn, speak } from "../../i18n";
import { AccountCard } from "./tasks";
import { Dossier } from "./dossier";

beforeAll(async () => {
  await learn("en");
  await learn("ru");
});
afterEach(cleanup);

describe.each(["en", "ru"] as const)("the account manager's desk in %s", (tongue) => {
  it("calls the account profile another thing than the eight facts, and says what it is", async () => {
    await speak(tongue);
    const view = seat("account");
    const company = view.companies.find((one) => one.account !== null);
    if (company === undefined || company.account === null) throw new Error("no account on the desk");
    const card = render(<AccountCard view={view} account={company.account} />).container;
    const [profile] = card.querySelectorAll(".soft");
    expect(card.textContent).toContain(tongue === "en" ? "The eight facts are counted apart" : "Восемь фактов считаются отдельно");
    const known = render(<Dossier view={view} company={company} heading />).container.querySelector("h2");
    expect(known?.textContent).not.toBe(profile?.textContent);
    expect(known?.textContent).toBeTruthy();
  });
});
