// The five languages, each in its own words, and light or dark.
import type { ReactNode } from "react";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useSay } from "../frame/language-context.ts";
import { useTheme, type Theme } from "../frame/theme.ts";

export function SelectLanguage(): ReactNode {
  const say = useSay();
  const { language, setLanguage } = useLanguage();
  return (
    <label>
      <span className="unseen">{say("frame.language")}</span>
      <select value={language} onChange={({ target }) => setLanguage(LANGUAGES.find((one) => one === target.value) ?? "en")}>
        {LANGUAGES.map((one) => <option key={one} value={one} lang={one}>{LANGUAGE_NAMES[one]}</option>)}
      </select>
    </label>
  );
}

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function SelectTheme(): ReactNode {
  const say = useSay();
  const [theme, setTheme] = useTheme();
  return (
    <label>
      <span className="unseen">{say("frame.theme")}</span>
      <select value={theme} onChange={({ target }) => setTheme(THEMES.find((one) => one === target.value) ?? "system")}>
        {THEMES.map((one) => <option key={one} value={one}>{say(`frame.theme.${one}` as "frame.theme.light")}</option>)}
      </select>
    </label>
  );
}
