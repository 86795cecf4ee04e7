// A state in one word; its shape says the tone again for whoever sees no colour.
import type { ReactNode } from "react";

/** `own`: a party's own word, whatever it says: the colours of good and bad are for clocks, never for what a side says. */
export type Tone = "plain" | "own" | "fine" | "wait" | "late" | "open";
export const Mark = ({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }): ReactNode => <span className={`mark ${tone}`}>{children}</span>;

/** Tone of a status of the account or of a clause. */
export const toneOf = (status: string): Tone =>
  /^(fulfilled|agreed|accepted|in force|closed|confirmed|answered|fulfilled so far)$/.test(status) ? "fine"
    : /^(overdue|late)$/.test(status) ? "late"
      : /^(disputed|undetermined|signed over different texts|rejected|objected|provisional)$/.test(status) ? "open"
        : /^(pending|signed by one side|waits for signatures|under review|unanswered|proposed)$/.test(status) ? "wait" : "plain";
