// Light or dark: as the system says until the reader chooses; remembered on this device only.
import { useState } from "react";

export type Theme = "system" | "light" | "dark";
const isTheme = (value: unknown): value is Theme => value === "system" || value === "light" || value === "dark";

const apply = (theme: Theme): void => {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
};

export const storedTheme = (): Theme => {
  const kept = localStorage.getItem("theme");
  return isTheme(kept) ? kept : "system";
};
apply(storedTheme());

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, keep] = useState(storedTheme);
  return [theme, (next) => {
    localStorage.setItem("theme", next);
    apply(next);
    keep(next);
  }];
}
