// Whom an act may be addressed to. A laboratory hears of codes and figures alone; what holds genotypes goes to the laboratory that
// deposits it and to the one that searches, and to nobody else. Judged on the envelope, before anything is opened or kept.
import { Fault } from "../basis/fault.ts";
import { FAMILY_KINDS, GENETIC_KINDS, LABORATORY_KINDS } from "../identification/remains-act.ts";
import { laboratoryOf, partiesOf, searchingLaboratory, type ConflictPack } from "../vocabulary/conflict-pack.ts";

/** Fault `ACT_ADDRESSEE` where the act would carry too much to somebody; nothing where it may be addressed so. */
export function addresseeFault(pack: ConflictPack, { kind, author, to }: { readonly kind: string; readonly author: string; readonly to: readonly string[] }): Fault | undefined {
  const place = [{ field: "to" }];
  if (GENETIC_KINDS.includes(kind)) {
    const may = [author, searchingLaboratory(pack)?.code];
    if (!to.every((code) => laboratoryOf(pack, code) && may.includes(code))) return new Fault("ACT_ADDRESSEE", "expected the own laboratory and the one that searches, and nobody else: genotypes go no further", place);
    return undefined;
  }
  if (kind === "pack.adopted" && !partiesOf(pack).every(({ code }) => to.includes(code))) return new Fault("ACT_ADDRESSEE", "expected every party: what the words of the process mean is kept from nobody", place);
  if (FAMILY_KINDS.includes(kind) && !to.every((code) => code === author || code === pack.secretariat.code))
    return new Fault("ACT_ADDRESSEE", "expected the own side and the secretariat, and nobody else: which family is whose goes no further", place);
  if (!LABORATORY_KINDS.includes(kind) && to.some((code) => laboratoryOf(pack, code))) return new Fault("ACT_ADDRESSEE", "expected no laboratory: it sees codes only, and an act of this kind may hold a name", place);
  return undefined;
}

/** In whose sight an act is judged by what stands: its author's, and the secretariat's where it is addressed; what a laboratory rests on, the secretariat does not see. */
export const judgedIn = (pack: ConflictPack, author: string, to: readonly string[]): readonly string[] => {
  const desk = pack.secretariat.code;
  return author !== desk && to.includes(desk) && !laboratoryOf(pack, author) ? [author, desk] : [author];
};
