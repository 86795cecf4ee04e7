// Under which clause of which agreement, in the reader's words. A clause is a number, or several as an act states them: `1, 2 and 3`.
import type { Say } from "../frame/language-context.ts";

type Saying = Pick<Say, "list" | "own" | "comma"> & ((key: "account.clause" | "account.clauses" | "account.noAgreement", values?: Readonly<Record<string, string>>) => string);

export function sayClause(say: Saying, clause: string): string {
  const several = clause.split(/, | and /);
  return several.length > 1 && several.every((one) => /^\d[\d.]*$/.test(one)) ? say("account.clauses", { clauses: say.list(several) }) : say("account.clause", { clause });
}

export const sayUnder = (say: Saying, { agreement, clause }: { readonly agreement: string | null; readonly clause: string | null }): string =>
  agreement === null ? say("account.noAgreement") : clause === null ? say.own(agreement) : `${say.own(agreement)}${say.comma}${sayClause(say, clause)}`;

type Obligation = { readonly id: string; readonly agreement: string | null; readonly clause: string | null; readonly what: string; readonly from: string; readonly to: string; readonly category?: string | undefined };
type SayingObligation = Saying & Pick<Say, "code"> & ((key: "account.fromTo", values: Readonly<Record<string, string>>) => string);

/** An obligation to choose from: clause, who or what, direction, and last its code, for the words may be those of several. */
export function sayObligation(say: SayingObligation, name: (party: string) => string, one: Obligation): string {
  const what = `${say.code("what", one.what)}${one.category === undefined ? "" : `${say.comma}${one.category}`}`;
  return [sayUnder(say, one), what, say("account.fromTo", { from: name(one.from), to: name(one.to) }), say.own(one.id)].join(" · ");
}
