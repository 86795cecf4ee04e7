// Whom the acts on the fallen are addressed to. A side hears of its own dead; a finding that moves the account goes to both.
import type { DeskInfo } from "../../../desk/api-types.ts";

const codesOf = (desk: DeskInfo, is: string): string[] => desk.parties.filter((one) => one.is === is).map(({ code }) => code);
export const laboratoryOf = (desk: DeskInfo, party: string): string[] => desk.parties.filter((one) => one.is === "laboratory" && one.of === party).map(({ code }) => code);
/** The laboratory that searches both sides' families. */
export const searching = (desk: DeskInfo): string[] => codesOf(desk, "mediator").flatMap((code) => laboratoryOf(desk, code));
const distinct = (codes: readonly string[]): string[] => [...new Set(codes)].sort();

/** An identification of a missing person of `side`. */
export const forSide = (desk: DeskInfo, side: string, author: string): string[] =>
  distinct([side, author, ...codesOf(desk, "secretariat"), ...codesOf(desk, "mediator"), ...laboratoryOf(desk, side), ...searching(desk)]);
/** What both sides' accounts rest on. */
export const forBoth = (desk: DeskInfo, author: string): string[] =>
  distinct([author, ...codesOf(desk, "side"), ...codesOf(desk, "secretariat"), ...codesOf(desk, "mediator"), ...laboratoryOf(desk, author), ...searching(desk)]);
/** Everybody, laboratories too: a policy, a search. */
export const forAll = (desk: DeskInfo): string[] => distinct(desk.parties.map(({ code }) => code));
/** Which family is which name, that kin were told: the own side, and the desk that keeps the vault. */
export const forOwn = (desk: DeskInfo, author: string): string[] => distinct([author, ...codesOf(desk, "secretariat")]);
/** What holds genotypes. */
export const forLaboratories = (desk: DeskInfo, author: string): string[] => distinct([author, ...searching(desk)]);
