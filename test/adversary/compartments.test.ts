// What is sealed to one side is not in the other side's state at all (HOUSE.md §8, H9): a forgotten check cannot show it.
import { expect, test } from "vitest";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { openDesk, recordAct } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { dumpState } from "../../src/entries/fold.ts";
import { accountOf, briefOf, chronicleOf } from "../../src/desk/say.ts";
import { replayExample, seededChance, withFolder } from "../walked-desk.ts";

const MARK = "Planted Witness Xylophone"; // a synthetic name that stands nowhere else

test("an act addressed to one side is seen by it and the secretariat, and by nobody else in any output", () =>
  withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    const at = parseCivilDate("1862-08-05") ?? expect.fail("no day");
    const body = { id: "note", kind: "statement", actor: MARK, parties: ["US"], content: `says ${MARK}`, standing: "stated-own" };
    const index = await recordAct(desk, { label: "note", at, actor: "US", kind: "statement.recorded", body, sources: [], to: ["US", "SEC"] }, seededChance("note"));
    await publish(desk, 1);
    await desk.record.close();
    for (const code of ["US", "SEC", "CS", "AE"]) {
      const mine = await openDesk(folder, code, "test");
      await mine.record.close();
      const shown = [dumpState(mine.state), briefOf(mine.state, mine.pack), chronicleOf(mine.state, mine.pack), JSON.stringify(accountOf(mine.state, at))].join();
      const isAddressed = code === "US" || code === "SEC";
      expect(shown.includes(MARK), code).toBe(isAddressed);
      expect(mine.state.closed, code).toEqual(isAddressed ? [] : [index]);
      expect(mine.state.byLabel.has("note"), code).toBe(isAddressed);
    }
  }));
