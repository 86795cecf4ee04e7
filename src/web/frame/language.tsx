// The reader's language: five, each with its direction; chosen once on this device, sent nowhere.
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { IntlProvider } from "react-intl";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { deskQuery } from "./desk-context.ts";
import { LanguageContext, LANGUAGES, type Language, type Words } from "./language-context.ts";
import { isRecord } from "../../basis/parse-json.ts";

const LOCALE: Readonly<Record<Language, string>> = { en: "en-GB", uk: "uk-UA", ru: "ru-RU", tr: "tr-TR", ar: "ar-u-nu-latn" };
const LOADERS: Readonly<Record<Language, () => Promise<unknown>>> = {
  en: () => import("../../../words/en.json"),
  uk: () => import("../../../words/uk.json"),
  ru: () => import("../../../words/ru.json"),
  tr: () => import("../../../words/tr.json"),
  ar: () => import("../../../words/ar.json"),
};

const stored = (): Language => {
  const asked = [localStorage.getItem("language"), ...navigator.languages.map((one) => one.slice(0, 2))];
  return LANGUAGES.find((one) => one === asked.find((code) => LANGUAGES.some((known) => known === code))) ?? "en";
};

/** Messages by key; the file of a language is loaded when it is chosen, and no other: a slow line carries one language. Words of the conflict stand in the place of the product’s own. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, choose] = useState<Language>(stored);
  const [words, keep] = useState<Readonly<Partial<Record<Language, Words>>>>({});
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem("language", next);
    choose(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
    if (words[language]) return;
    void LOADERS[language]().then((module) => {
      if (isRecord(module) && isRecord(module["default"])) keep((before) => ({ ...before, [language]: module["default"] as Words })); // checked by words.test.ts
    });
  }, [language, words]);
  const context = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  const ofConflict = useQuery(deskQuery).data?.words[language];
  const own = words[language];
  const messages = useMemo(() => own && (ofConflict === undefined ? own : { ...own, ...ofConflict }), [own, ofConflict]);
  if (!messages) return null;
  return (
    <LanguageContext value={context}>
      <IntlProvider locale={LOCALE[language]} defaultLocale="en" messages={messages}>
        <I18nProvider locale={LOCALE[language]}>{children}</I18nProvider>
      </IntlProvider>
    </LanguageContext>
  );
}
