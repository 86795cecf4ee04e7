// The words of the printed identification report, in the five languages of the desk.
export const LANGUAGES = ["en", "uk", "ru", "tr", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Word = "title" | "remains" | "family" | "missing" | "marker" | "seen" | "ratio" | "together" | "excludes" | "posterior" | "missingCount" | "unlisted" | "sensitivity" | "without"
  | "verdict" | "gap" | "chance" | "chanceHere" | "power" | "notSibling" | "notCompared" | "relatives" | "person" | "sibling" | "child" | "gain" | "proposes" | "signatures" | "legend" | "group"
  | "proposed" | "proposed as group" | "more references needed" | "too few markers" | "open flag" | "weak" | "excluded" | "h1" | "h2" | "modelNone" | "added";

const ROWS: Readonly<Record<Word, readonly [string, string, string, string, string]>> = {
  title: ["Proposed identification", "Пропозиція ідентифікації", "Предложение об идентификации", "Kimlik tespiti önerisi", "اقتراح تحديد الهوية"],
  remains: ["Remains", "Останки", "Останки", "Kalıntılar", "الرفات"],
  family: ["Family", "Родина", "Семья", "Aile", "العائلة"],
  missing: ["Missing person", "Зниклий", "Пропавший", "Kayıp kişi", "المفقود"],
  marker: ["Marker", "Маркер", "Маркер", "Belirteç", "الواسم"],
  seen: ["Seen in the remains", "Виявлено в останках", "Обнаружено в останках", "Kalıntılarda görülen", "ما وُجد في الرفات"],
  ratio: ["Likelihood ratio", "Відношення правдоподібності", "Отношение правдоподобия", "Olabilirlik oranı", "نسبة الأرجحية"],
  together: ["log10 of the product, this pair alone", "log10 добутку, лише ця пара", "log10 произведения, только эта пара", "Çarpımın log10'u, yalnız bu çift", "لوغاريتم حاصل الضرب، هذا الزوج وحده"],
  excludes: ["excludes", "виключає", "исключает", "dışlar", "يستبعد"],
  posterior: ["Posterior over all missing; plain; bar", "Апостеріорна за всіма зниклими; проста; поріг", "Апостериорная по всем пропавшим; простая; порог", "Tüm kayıplar üzerinden sonsal; yalın; eşik", "الاحتمال البعدي لجميع المفقودين؛ البسيط؛ الحد"],
  missingCount: ["Missing persons of compatible sex, both lists", "Зниклі відповідної статі, обидва списки", "Пропавшие соответствующего пола, оба списка", "Uyumlu cinsiyette kayıplar, iki liste", "المفقودون من الجنس الموافق في القائمتين"],
  unlisted: ["Expected dead on no list", "Очікувані загиблі поза списками", "Ожидаемые погибшие вне списков", "Listede olmayan beklenen ölüler", "القتلى المتوقعون خارج القوائم"],
  sensitivity: ["If theta were", "Якби тета була", "Если бы тета была", "Teta şu olsaydı", "لو كانت ثيتا"],
  without: ["Without the reference", "Без зразка", "Без образца", "Şu referans olmadan", "بدون العينة المرجعية"],
  verdict: ["Result", "Результат", "Результат", "Sonuç", "النتيجة"],
  gap: ["log10 of best with this pair over best without", "log10: найкраще з цією парою до найкращого без неї", "log10: лучшее с этой парой к лучшему без неё", "Bu çiftle en iyinin onsuz en iyiye oranı, log10", "لوغاريتم الأفضل مع هذا الزوج إلى الأفضل بدونه"],
  chanceHere: ["Chance of this ratio for one unrelated person, at most; expected among remains of compatible sex / their number", "Ймовірність такого відношення для однієї неспорідненої особи, не більше; очікувано серед останків сумісної статі / їх кількість", "Вероятность такого отношения для одного неродственного лица, не более; ожидаемо среди останков совместимого пола / их число", "Bu oranın akraba olmayan bir kişide olasılığı, en çok; uygun cinsiyetteki kalıntılarda beklenen / sayıları", "احتمال هذه النسبة لشخص غير قريب، على الأكثر؛ المتوقع بين الرفات المتوافقة الجنس / عددها"],
  power: ["Chance that the person’s own remains reach the bar at these markers, at least", "Ймовірність, що останки цієї особи досягнуть порога за цими маркерами, не менше", "Вероятность, что останки этого лица достигнут порога по этим маркерам, не менее", "Kişinin kendi kalıntılarının bu belirteçlerde eşiğe ulaşma olasılığı, en az", "احتمال أن تبلغ رفات الشخص نفسه العتبة عند هذه العلامات، على الأقل"],
  notSibling: ["log10 against a full sibling whom nobody reported", "log10 проти рідного брата чи сестри, про яких ніхто не заявив", "log10 против родного брата или сестры, о которых никто не заявил", "log10, kimsenin bildirmediği öz kardeşe karşı", "log10 مقابل شقيق لم يُبلِّغ عنه أحد"],
  chance: ["Chance pairs at this ratio, at most", "Випадкові пари за такого відношення, не більше", "Случайные пары при таком отношении, не более", "Bu oranda rastlantısal çiftler, en çok", "الأزواج العرضية عند هذه النسبة على الأكثر"],
  notCompared: ["Markers not typed in both", "Маркери, не визначені в обох", "Маркеры, не определённые в обоих", "Her ikisinde bakılmamış belirteçler", "واسمات لم تُفحص في كليهما"],
  relatives: ["A further relative would help", "Допоміг би ще один родич", "Помог бы ещё один родственник", "Bir akraba daha yardımcı olur", "قريب آخر يمكن أن يساعد"],
  person: ["person", "особа", "лицо", "kişi", "شخص"],
  sibling: ["a full sibling", "рідний брат або сестра", "родной брат или сестра", "öz kardeş", "شقيق أو شقيقة"],
  child: ["a child", "дитина", "ребёнок", "çocuk", "ابن أو ابنة"],
  gain: ["expected gain of log10", "очікуваний приріст log10", "ожидаемый прирост log10", "beklenen log10 kazancı", "الكسب المتوقع في اللوغاريتم"],
  proposes: ["The program proposes. Two persons and a board decide.", "Програма пропонує. Вирішують дві особи та комісія.", "Программа предлагает. Решают два лица и комиссия.", "Program önerir. İki kişi ve bir kurul karar verir.", "البرنامج يقترح. والقرار لشخصين وللجنة."],
  signatures: ["Reviewed by two persons", "Перевірили дві особи", "Проверили два лица", "İki kişi inceledi", "راجعه شخصان"],
  legend: ["Grey: profile known. Question mark: missing. Dashed: added by the program.", "Сірий: профіль відомий. Знак питання: зниклий. Пунктир: додано програмою.", "Серый: профиль известен. Вопрос: пропавший. Пунктир: добавлено программой.", "Gri: profil biliniyor. Soru işareti: kayıp. Kesikli: program ekledi.", "رمادي: الملف معروف. علامة استفهام: مفقود. متقطع: أضافه البرنامج."],
  group: ["Nobody can tell apart", "Не можна розрізнити", "Нельзя различить", "Birbirinden ayırt edilemez", "لا يمكن التمييز بينهم"],
  proposed: ["proposed", "запропоновано", "предложено", "önerildi", "مقترح"],
  "proposed as group": ["proposed as a group", "запропоновано як групу", "предложено как группа", "grup olarak önerildi", "مقترح كمجموعة"],
  "more references needed": ["more references needed", "потрібно більше зразків", "нужно больше образцов", "daha fazla referans gerekli", "يلزم مزيد من العينات المرجعية"],
  "too few markers": ["too few markers", "замало маркерів", "слишком мало маркеров", "belirteç sayısı az", "الواسمات قليلة"],
  "open flag": ["waits for the laboratory", "очікує лабораторії", "ожидает лаборатории", "laboratuvar bekleniyor", "بانتظار المختبر"],
  weak: ["weak", "слабко", "слабо", "zayıf", "ضعيف"],
  excluded: ["excluded", "виключено", "исключено", "dışlandı", "مستبعد"],
  h1: ["H1: the remains are the missing person", "H1: останки належать зниклому", "H1: останки принадлежат пропавшему", "H1: kalıntılar kayıp kişiye aittir", "الفرضية 1: الرفات للمفقود"],
  h2: ["H2: they are of a person related to nobody in this family", "H2: вони належать особі, не спорідненій із цією родиною", "H2: они принадлежат лицу, не родственному этой семье", "H2: bu ailede kimseyle akraba olmayan birine aittir", "الفرضية 2: لشخص لا قرابة له بأحد في هذه العائلة"],
  modelNone: ["No mutation model was chosen: one mutation excludes.", "Модель мутацій не вибрано: одна мутація виключає.", "Модель мутаций не выбрана: одна мутация исключает.", "Mutasyon modeli seçilmedi: tek mutasyon dışlar.", "لم يُختر نموذج طفرات: طفرة واحدة تستبعد."],
  added: ["Persons added by the program", "Осіб додано програмою", "Лиц добавлено программой", "Programın eklediği kişiler", "أشخاص أضافهم البرنامج"],
};

export const wordIn = (language: Language): ((word: Word) => string) => (word) => ROWS[word][LANGUAGES.indexOf(language)] ?? ROWS[word][0];
export const isLanguage = (text: string): text is Language => LANGUAGES.some((one) => one === text);
