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

/**
 * Messages by key; the file of a language is loaded when it is chosen, and no other: a slow line carries one language. Until it is here the page
 * stays as it stands in the language before, so that nothing typed and no open window is lost; where it does not come, it stays so. Words of the conflict
 * stand in the place of the product’s own.
 */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [asked, ask] = useState<Language>(stored);
  const [shown, show] = useState<{ readonly language: Language; readonly own: Words }>();
  useEffect(() => {
    if (shown?.language === asked) return;
    let isLeft = false;
    const stay = (): void => { if (shown && !isLeft) ask(shown.language); };
    void LOADERS[asked]().then((module) => {
      if (isLeft || !isRecord(module) || !isRecord(module["default"])) return;
      document.documentElement.lang = asked;
      document.documentElement.dir = asked === "ar" ? "rtl" : "ltr";
      show({ language: asked, own: module["default"] as Words }); // checked by words.test.ts
    }, stay);
    return () => { isLeft = true; };
  }, [asked, shown]);
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem("language", next);
    ask(next);
  }, []);
  const context = useMemo(() => ({ language: shown?.language ?? asked, setLanguage }), [shown, asked, setLanguage]);
  const desk = useQuery(deskQuery).data;
  const messages = useMemo(() => {
    const ofConflict = shown && desk?.words[shown.language];
    return shown && (ofConflict === undefined ? shown.own : { ...shown.own, ...ofConflict });
  }, [shown, desk]);
  if (!shown || !messages) return null;
  return (
    <LanguageContext value={context}>
      <IntlProvider locale={LOCALE[shown.language]} defaultLocale="en" messages={messages}>
        <I18nProvider locale={LOCALE[shown.language]}>{children}</I18nProvider>
      </IntlProvider>
    </LanguageContext>
  );
}
