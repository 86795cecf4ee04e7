// Words that lay blame, by language: stems as they stand in texts of a conflict. No sentence in the house's own voice holds one
// (FIELD.md §9); a party's own words may, in quotation. A list is no judge of meaning: it catches what slips into a template.
export const BLAME_LANGUAGES = ["en", "uk", "ru", "tr", "ar", "fr"] as const;
export type BlameLanguage = (typeof BLAME_LANGUAGES)[number];

/** `^` is the beginning of a word, `$` its end: the letters of JavaScript's `\b` are Latin alone. */
const stems = (...all: readonly string[]): RegExp => new RegExp(all.map((one) => one.replace(/^\^/, "(?<![\\p{L}])").replace(/\$$/, "(?![\\p{L}])")).join("|"), "iu");

const BLAME: Readonly<Record<BlameLanguage, RegExp>> = {
  en: stems("^breach", "^violat", "^failed to", "^fails to", "^refus(?:es|ed|al) to", "^non-?complian", "^guilt", "^at fault", "^to blame", "^blam(?:e|es|ed|ing)$", "^accus", "^liars?$", "^lied$", "^deceiv", "^deceit", "^treacher", "^perfid", "^betray", "^war crim", "^criminal", "^aggressor", "^enem(?:y|ies)$", "^terrorist", "^occupier", "^in bad faith"),
  // повинен is “must” and no blame: винн stands at the beginning of a word
  uk: stems("^поруш", "^провин", "^(?:не)?винн", "^винуват", "^вин(?:а|и|у|ою)$", "^звинувач", "^брехн", "^брехун", "^збрех", "^обман", "^обдур", "^зрад", "^віролом", "^підступн", "^злочин", "^агресор", "^ворог", "^ворож", "^терорист", "^окупант", "^ухили(?:в|л)", "^відмови(?:в|л)\\p{L}* (?:викон|дотрим)"),
  ru: stems("^наруш", "^провин", "^(?:не)?виновн", "^виноват", "^вин(?:а|ы|у|ой)$", "^обвин", "^лжец", "^лжив", "^лгун", "^солга", "^обман", "^предал", "^предател", "^веролом", "^коварн", "^преступ", "^агрессор", "^враг", "^враж", "^террорист", "^оккупант", "^уклони(?:л|вш)", "^отказал\\p{L}* (?:выполн|соблюд)"),
  // yalanlandı is “denied” and no blame
  tr: stems("^ihlal", "^suç", "^kabahat", "^kusurlu", "^yalancı", "^yalan söyle", "^aldat", "^hain", "^ihanet", "^kalleş", "^saldırgan", "^düşman", "^terörist", "^işgalci", "^uymayı reddet", "^yükümlülüğünü yerine getirmedi"),
  ar: stems("خرق", "انتهاك", "^(?:و|ف)?[اي]?نتهك", "مذنب", "^(?:و|ال)*ذنب", "أخفق", "^(?:و|ال)*كاذب", "^(?:و|ال)*كذب", "^(?:و|ال)*خائن", "خيانة", "^(?:و|ال)*غدر", "اتهام", "^(?:و|ال)*عدو$", "عدوان", "إرهاب", "مجرم", "^(?:و|ال)*جريمة", "^(?:و|ال)*محتل$", "^(?:و|ال)*لوم$", "^رفض\\p{L}* (?:تنفيذ|الامتثال)"),
  fr: stems("^viol(?:ation|é|er|e$)", "^manqu(?:é|ement)", "^coupable", "^accus(?:er|ation)", "^menteu", "^mensong", "^trahi", "^perfid", "^agresseur", "^crimin", "^ennemi", "^terroriste", "^de mauvaise foi"),
};

/** The first word of blame in a text of this language, or nothing. Linear. */
export const blameIn = (text: string, language: BlameLanguage): string | undefined => BLAME[language].exec(text)?.[0];
