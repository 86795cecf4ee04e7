// The codes by which a name of a list is answered and objected to (field vocabulary, FIELD.md §5), and what each must carry.

export const ANSWER_CODES = [
  "HELD", "HELD_DIFF", "HELD_EXCL", "HELD_CIV", "MEDICAL", "PROCEEDING", "RELEASED", "TRANSFERRED", "ESCAPED", "DIED", "REMAINS",
  "DECLINES", "DUPLICATE", "INSUFFICIENT", "SEARCHING", "NOT_HELD",
] as const;
export type AnswerCode = (typeof ANSWER_CODES)[number];

/** Members of an answer beyond its date that a code must carry. A diagnosis is never one of them. */
export type AnswerMember = "differs" | "basis" | "until" | "operation" | "whom" | "place" | "interview" | "duplicateOf" | "searched" | "missing";
export const ANSWER_NEEDS: Readonly<Record<AnswerCode, readonly AnswerMember[]>> = {
  HELD: [], HELD_DIFF: ["differs"], HELD_EXCL: ["basis"], HELD_CIV: [], MEDICAL: ["until"], PROCEEDING: ["basis"], RELEASED: ["operation"],
  TRANSFERRED: ["whom"], ESCAPED: [], DIED: ["place"], REMAINS: ["place"], DECLINES: ["interview"], DUPLICATE: ["duplicateOf"],
  INSUFFICIENT: ["missing"], SEARCHING: ["until"], NOT_HELD: ["searched"],
};
export const ANSWER_MEMBERS: readonly AnswerMember[] = ["differs", "basis", "until", "operation", "whom", "place", "interview", "duplicateOf", "searched", "missing"];

export const OBJECTION_CODES = [
  "EVIDENCE_HELD", "WRONG_PERSON", "CATEGORY", "DATE", "ALREADY", "NOT_OURS", "RANK", "CIVILIAN", "EXCLUSION", "IDENTITY",
] as const;
export type ObjectionCode = (typeof OBJECTION_CODES)[number];
