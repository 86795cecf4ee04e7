// Two ways, equal: the sign of the desk.
import type { ReactNode } from "react";

export const Emblem = (): ReactNode => (
  <svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6" fill="var(--accent)" /><path d="M6 12h15l-4-4M26 20H11l4 4" fill="none" stroke="var(--on-accent)" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" /></svg>
);
