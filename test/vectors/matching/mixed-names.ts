// Names of many peoples as public facts: how each is written in Ukrainian, in Russian and in its own letters. Composed for the adversarial
// lists beside it and apart from the name table of src/vocabulary: nothing here is drawn from that table, and no line is a person.

export type Name = {
  readonly uk: string;
  readonly ru: string;
  /** In the people's own letters, and as its passports write it; the Ukrainian romanisation where there is none. */
  readonly own?: string;
  readonly latin?: readonly string[];
  readonly short?: readonly string[];
};

export type People = {
  readonly name: string;
  readonly men: readonly Name[];
  readonly women: readonly Name[];
  /** Surnames of men; those of women by `feminine`. */
  readonly surnames: readonly Name[];
  /** Women's surnames and fathers' names take endings. */
  readonly feminine: boolean;
  /** How a father is named: with an ending by the clerk, never, or as the bare name. */
  readonly father: "patronymic" | "bare";
  /** Letters other than the clerk's in which a clerk of this people writes. */
  readonly letters: "cyrillic" | "latin" | "arabic" | "hebrew" | "georgian" | "armenian";
};

const swap = (text: string, pairs: readonly (readonly [RegExp, string])[]): string => pairs.reduce((all, [from, to]) => all.replace(from, to), text);
export const capital = (text: string): string => text.replace(/(^|[ -])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

/** Letter by letter with the longest spelling first; letters of no entry stay. `first` holds what differs at the start of a word. */
export function spell(text: string, table: ReadonlyMap<string, string>, first?: ReadonlyMap<string, string>): string {
  const lower = text.toLowerCase();
  let out = "";
  for (let at = 0; at < lower.length; ) {
    const isFirst = at === 0 || /[ -]/.test(lower.charAt(at - 1));
    let size = 5;
    for (; size > 0; size--) {
      const part = lower.slice(at, at + size);
      if (part.length < size) continue;
      const found = (isFirst ? first?.get(part) : undefined) ?? table.get(part);
      if (found === undefined) continue;
      out += found;
      break;
    }
    if (size === 0) out += lower.charAt(at);
    at += Math.max(1, size);
  }
  return out;
}

export const letters = (from: string, to: string): Map<string, string> => {
  const [a, b] = [from.split(" "), to.split(" ")];
  return new Map(a.map((letter, at) => [letter, (b[at] ?? "") === "_" ? "" : (b[at] ?? "")]));
};

// ---- East Slavs: uk|ru|short forms ----
const named = (lines: string): Name[] => lines.trim().split("\n").map((line) => {
  const [uk = "", ru = "", short = "", own = "", latin = ""] = line.split("|");
  return { uk, ru: ru === "" ? uk : ru, ...(short ? { short: short.split(",") } : {}), ...(own ? { own } : {}), ...(latin ? { latin: latin.split(",") } : {}) };
});

const SLAV_MEN = named(`
Олександр|Александр|Саша,Сашко
Сергій|Сергей|Сергійко
Андрій|Андрей|Андрійко
Володимир|Владимир|Вова,Володя
Микола|Николай|Коля
Іван|Иван|Ваня,Івась
Василь|Василий|Вася
Юрій|Юрий|Юра,Юрко
Дмитро|Дмитрий|Діма,Митя
Михайло|Михаил|Міша,Михась
Ігор|Игорь|
Віталій|Виталий|Віталік
Євген|Евгений|Женя
Роман|Роман|Рома
Олексій|Алексей|Льоша
Петро|Пётр|Петя,Петрик
Павло|Павел|Паша
Тарас|Тарас|Тарасик
Богдан|Богдан|Бодя
Орест|Орест|
Остап|Остап|
Северин|Северин|
Маркіян|Маркиян|
Зорян|Зорян|
Лука|Лука|
Гнат|Игнатий|
Степан|Степан|Стьопа
Семен|Семён|Сеня
Ілля|Илья|Ілько
Григорій|Григорий|Гриша,Гриць
Федір|Фёдор|Федя
Яків|Яков|Яша
Кирило|Кирилл|
Прохор|Прохор|
Єгор|Егор|
Станіслав|Станислав|Стас
Вячеслав|Вячеслав|Славік
Ростислав|Ростислав|Ростик
Лев|Лев|Льова
Назарій|Назарий|Назар
Устим|Устин|
Радомир|Радомир|
Нестор|Нестор|
Трохим|Трофим|
Мар'ян|Марьян|
Артем|Артём|Тьома
Денис|Денис|
Максим|Максим|Макс
Антон|Антон|Тоха
Костянтин|Константин|Костя
Геннадій|Геннадий|Гена
Леонід|Леонид|Льоня
Борис|Борис|Боря
Тимофій|Тимофей|Тимко
Никодим|Никодим|
Ярослав|Ярослав|Ярик
Владислав|Владислав|Влад
Данило|Даниил|Даня
Микита|Никита|
Гліб|Глеб|
Родіон|Родион|
Вадим|Вадим|Вадик
Едуард|Эдуард|Едик
Анатолій|Анатолий|Толя
Валерій|Валерий|Валера
Віктор|Виктор|Вітя`);
const SLAV_WOMEN = named(`
Олена|Елена|Лена,Оленка
Наталія|Наталья|Наташа,Наталка
Ірина|Ирина|Іра
Тетяна|Татьяна|Таня
Оксана|Оксана|Ксана
Людмила|Людмила|Люда
Галина|Галина|Галя
Ольга|Ольга|Оля
Світлана|Светлана|Світа
Катерина|Екатерина|Катя
Юлія|Юлия|Юля
Марія|Мария|Маша,Марічка
Анна|Анна|Аня
Ганна|Анна|Ганнуся
Надія|Надежда|Надя
Любов|Любовь|Люба
Вікторія|Виктория|Віка
Соломія|Соломия|
Христина|Кристина|Христя
Дарина|Дарина|
Лариса|Лариса|Лара
Валентина|Валентина|Валя
Єлизавета|Елизавета|Ліза
Анастасія|Анастасия|Настя
Софія|София|Соня
Зінаїда|Зинаида|Зіна
Маргарита|Маргарита|Рита
Алла|Алла|
Злата|Злата|
Емілія|Эмилия|
Уляна|Ульяна|Уля
Яна|Яна|
Мирослава|Мирослава|Мира
Аліна|Алина|
Діана|Диана|`);

const compose = (stems: string, endings: string, turn: (uk: string) => Name): Name[] => {
  const all = new Map<string, Name>();
  const [first, last] = [stems.trim().split(/\s+/), endings.trim().split(/\s+/)];
  // endings go round the stems in another step than the stems: the frequent surnames are of all kinds
  for (let turnOf = 0; turnOf < last.length; turnOf++)
    first.forEach((stem, at) => {
      const word = capital(stem + (last[(at * 7 + turnOf) % last.length] ?? ""));
      if (!all.has(word)) all.set(word, turn(word));
    });
  return [...all.values()];
};

/** How a Russian clerk writes a Ukrainian surname. */
const russian = (uk: string): string => capital(swap(uk.toLowerCase(), [
  [/ський$/, "ский"], [/цький$/, "цкий"], [/([гкх])ий$/, "$1ий"], [/ий$/, "ый"], [/ськ/g, "ск"], [/йо/g, "ё"], [/ьо/g, "ё"], [/'/g, "ь"],
  [/ї/g, "и"], [/є/g, "е"], [/ґ/g, "г"], [/и(?!й$)/g, "ы"], [/і/g, "и"], [/([кгхжшчщц])ы/g, "$1и"],
]));
const UK_SURNAMES = compose(`
  шпак гайдам крамар колодяж вербиц дереж бугай кравц лепет кошел рогоз жабот борщ пироз дзвін ступ мельнич сірен кобил хорош довган кожуш пшен
  стрільч ліщин бурлак козач торб ярмол мушк варен затул грищ сагайд коц луц палій півтор ратуш галуш тютюн чабан хвиль січ бережн замул пелех
  вакул дубров шостак гирич скор байд прищеп нетреб маценк журб лихов сколоздр запорож перебийн чубар гнатиш свистун рибч яриш остапов щербан
  зубр кулик стець жданов вороб кирпо хмар дзюн лазур снігур ковтун роздоб смереч богуслав ревуч гуцал пилипен бистр`,
"енко ук ський ик ій ишин овець ак ченко ів ун цький чак ило ань", (uk) => ({ uk, ru: russian(uk) }));
const RU_SURNAMES = compose(`
  кудрявц лапш зимов стрельн ершов калашн огород вереща бессмертн рыжк хлебник лопат самар тулуп горшк путил мещеряк казанц шишк ряб барсук рогож
  зверь тягл мыльн плотн сапож чернышев сухарь дубинин глаз колосов рябин пахом устюж карташ степур лагут быч тархан оськ вязем`,
"ов ев ин ков кин ников ский ухин ашов ягин", (ru) => ({
  ru, uk: capital(swap(ru.toLowerCase(), [[/ский$/, "ський"], [/и/g, "і"], [/ы/g, "и"], [/([чшжщ])е/g, "$1е"], [/е/g, "е"], [/ё/g, "ьо"], [/э/g, "е"], [/([жшчщц])і/g, "$1и"]])),
}));

// ---- Crimean Tatars, Azerbaijanis, Turks: from their own Latin letters ----
const TURKIC_RU = letters("ə ğ ı ö ü ç ş c j x q y ya ye yu yo a b d e f g h i k l m n o p r s t u v z â ñ", "а г ы о у ч ш дж ж х г й я е ю ё а б д е ф г г и к л м н о п р с т у в з я н");
const TURKIC_UK = letters("ə ğ ı ö ü ç ş c j x q y ya ye yu yo i a b d e f g h k l m n o p r s t u v z â ñ", "а г и о у ч ш дж ж х г й я є ю йо і а б д е ф г г к л м н о п р с т у в з я н");
const TURKIC_ASCII = [letters("ə ğ ı ö ü ç ş c x q â ñ", "a gh i o u ch sh j kh g a n"), letters("ə ğ ı ö ü ç ş c x q â ñ", "e g i o u c s c x q a n")] as const;
const turkic = (own: string): Name => ({
  own: capital(own), uk: capital(spell(own, TURKIC_UK)), ru: capital(spell(own, TURKIC_RU)), latin: [capital(own), ...TURKIC_ASCII.map((table) => capital(spell(own, table)))],
});
const turkicAll = (words: string): Name[] => words.trim().split(/\s+/).map(turkic);
const AZ_MEN = turkicAll("elçin rəşad vüqar tural ceyhun orxan anar elvin pərviz zaur fərid samir ramil natiq azər tofiq vasif nicat emin rövşən kənan elnur mübariz xəyal ilqar şahin təbriz söhrab məhəmməd əli");
const AZ_WOMEN = turkicAll("aygün günel sevinc nərgiz lalə aytən könül ülviyyə xədicə fidan");
const AZ_SURNAMES = compose("ələkbər bağır cəfər dadaş fərhad hacı xəlil iskəndər qəhrəman kazım məmməd nəcəf novruz orucov pənah rüstəm səfər şirin teymur vəli yaqub zeynal əhməd süleyman qurban allahverdi bayram çingiz mirzə şükür", "ov oğlu zadə li", turkic);
const CRIMEAN_MEN = turkicAll("refat server asan üseyin enver lenur seyran edem ruslan aider dilâver nariman osman remzi şevket emir rustem ablâz memet eskender zekerya lütfi");
const CRIMEAN_WOMEN = turkicAll("elvira zarema lilâ safiye nadire ayşe gülnara fera mavile sabriye");
const CRIMEAN_SURNAMES = compose("ablâ asan bekir cemil çoban emirali ismail kurtsei memet mustafa osman seitablâ umer velil yakub zeitullâ ametşa dzeppar ibraim kadır murtaza nebi sali tohtar useyin hayır", "ev ov", turkic);
const TURKISH_MEN = turkicAll("mehmet mustafa hüseyin ibrahim yusuf murat emre burak oğuz hakan çağlar serkan tolga uğur volkan kemal cengiz ömer şükrü yiğit");
const TURKISH_WOMEN = turkicAll("ayşe fatma elif zeynep hatice özlem gülşen çiğdem");
const TURKISH_SURNAMES = turkicAll("yılmaz kaya demir çelik şahin yıldız yıldırım öztürk aydın özdemir arslan doğan kılıç aslan çetin kara koç kurt özkan şimşek polat korkmaz çakır erdoğan yavuz can acar şen aktaş güler yalçın güneş bozkurt keskin ünal turan gül özer ışık avcı sarı tekin taş köse yüksel gök demirci kahraman");

// ---- Romanians and Hungarians of Bukovina and Transcarpathia, Poles: own spelling, Ukrainian, Russian ----
const listed = (lines: string): Name[] => lines.trim().split("\n").map((line) => {
  const [own = "", uk = "", ru = ""] = line.split("|");
  return { own, uk, ru: ru === "" ? uk : ru, latin: [own, own.normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/g, "l").replace(/Ł/g, "L")] };
});
const ROMANIAN = {
  men: listed("Ion|Іон|Ион\nGheorghe|Георге|Георге\nVasile|Васіле|Василе\nȘtefan|Штефан|Штефан\nNicolae|Ніколає|Николае\nConstantin|Константин|Константин\nMihai|Міхай|Михай\nDumitru|Думітру|Думитру\nIlie|Іліє|Илие\nRadu|Раду\nCosmin|Космін|Космин\nFlorin|Флорін|Флорин\nGavril|Гаврил\nTudor|Тудор\nAurel|Аурел\nViorel|Віорел|Виорел"),
  women: listed("Ileana|Ілеана|Илеана\nDomnica|Домніка|Домника\nViorica|Віоріка|Виорика\nRodica|Родіка|Родика\nElena|Єлена|Елена"),
  surnames: listed("Popescu|Попеску\nMunteanu|Мунтяну\nCiobanu|Чобану\nRusu|Русу\nLupu|Лупу\nTăutu|Теуту|Тэуту\nBotezatu|Ботезату\nGrosu|Гросу\nUngureanu|Унгурян\nCazacu|Казаку\nBalan|Балан\nSauciuc|Саучук\nIftimi|Іфтімі|Ифтими\nMorari|Морарь\nȚurcanu|Цуркану\nPrisacaru|Присакару\nChiriac|Кіріяк|Кирияк\nBejenari|Беженарь\nVătămanu|Ватаману\nRotari|Ротарь\nDragan|Драган\nAndrieș|Андріеш|Андриеш\nMoldovan|Молдован\nPascari|Паскарь\nSăndulescu|Сендулеску\nBuga|Буга\nTodosan|Тодосан\nGorda|Горда\nȘerban|Шербан\nCroitor|Кройтор"),
};
const HUNGARIAN = {
  men: listed("István|Іштван|Иштван\nJános|Янош\nLászló|Ласло\nZoltán|Золтан\nGyula|Дюла\nSándor|Шандор\nMiklós|Міклош|Миклош\nBéla|Бейла|Бела\nTibor|Тібор|Тибор\nFerenc|Ференц\nAttila|Аттіла|Аттила\nJózsef|Йожеф\nGergely|Гергей\nBarnabás|Барнабаш\nCsaba|Чаба\nEndre|Ендре|Эндре"),
  women: listed("Erzsébet|Ержебет|Эржебет\nIlona|Ілона|Илона\nKatalin|Каталін|Каталин\nZsuzsanna|Жужанна\nÁgnes|Агнеш"),
  surnames: listed("Nagy|Надь\nKovács|Ковач\nTóth|Товт|Тот\nSzabó|Сабо\nHorváth|Горват|Хорват\nVarga|Варга\nKiss|Кіш|Киш\nMolnár|Молнар\nNémeth|Немет\nFarkas|Фаркаш\nBalogh|Балог\nLakatos|Лакатош\nMészáros|Месарош\nSimon|Шімон|Шимон\nFekete|Фекете\nSzűcs|Сюч\nKocsis|Кочіш|Кочиш\nOrosz|Орос\nJuhász|Югас|Юхас\nBíró|Біров|Биро\nKatona|Катона\nGál|Гал\nBodnár|Боднар\nSzilágyi|Сіладі|Силади\nGergely|Гергель\nTörök|Терек\nHalász|Галас|Халас\nVass|Ваш\nCsonka|Чонка\nPetrohai|Петрогай"),
};
const POLISH = {
  men: listed("Stanisław|Станіслав|Станислав\nKazimierz|Казимир\nZbigniew|Збігнєв|Збигнев\nJerzy|Єжи|Ежи\nWojciech|Войцех\nAndrzej|Анджей\nTadeusz|Тадеуш\nPiotr|Пйотр|Пётр\nGrzegorz|Гжегож\nMarek|Марек\nJan|Ян\nCzesław|Чеслав"),
  women: listed("Jadwiga|Ядвіга|Ядвига\nAgnieszka|Агнешка\nMałgorzata|Малгожата\nGrażyna|Гражина\nWanda|Ванда"),
  surnames: listed("Wiśniewski|Вишневський|Вишневский\nKowalczyk|Ковальчик\nZieliński|Зелінський|Зелинский\nSzymański|Шиманський|Шиманский\nWoźniak|Возняк\nJankowski|Янковський|Янковский\nMazurek|Мазурек\nKrawczyk|Кравчик\nPiotrowski|Пйотровський|Пётровский\nGrabowski|Грабовський|Грабовский\nPawłowski|Павловський|Павловский\nDudek|Дудек\nWieczorek|Вечорек\nJabłoński|Яблонський|Яблонский\nMajewski|Маєвський|Маевский\nStępień|Стемпень\nCzajkowski|Чайковський|Чайковский\nRutkowski|Рутковський|Рутковский\nSikora|Сікора|Сикора\nBłaszczyk|Блащик\nKrzyżanowski|Кшижановський|Кшижановский\nGołębiewski|Голембевський|Голембевский"),
};

// ---- Georgians and Armenians: from their own letters ----
const KA = "ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ";
const KA_LATIN = letters(KA, "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h");
const KA_RU = letters(KA, "а б г д е в з т и к л м н о п ж р с т у п к г к ш ч ц дз ц ч х дж х");
const KA_UK = letters(KA, "а б г д е в з т і к л м н о п ж р с т у п к г к ш ч ц дз ц ч х дж г");
const georgian = (own: string): Name => ({ own, uk: capital(spell(own, KA_UK)), ru: capital(spell(own, KA_RU)), latin: [capital(spell(own, KA_LATIN))] });
const georgians = (words: string): Name[] => words.trim().split(/\s+/).map(georgian);
const GEORGIAN_MEN = georgians("გიორგი დავით ლევან ნიკა ზურაბ თენგიზ ვახტანგ გურამ მერაბ ავთანდილ ირაკლი მამუკა შალვა ოთარ თემურ გელა ზაზა ბადრი ნოდარ კახა ამირან გოჩა ჯემალ რევაზ ვაჟა");
const GEORGIAN_WOMEN = georgians("ნინო თამარ ქეთევან მაია ნანა ეკა მანანა ლელა ხათუნა თეონა");
const GEORGIAN_SURNAMES = compose("ბერი ჯაფარი მელი კობა გელა ლომთა ხარა ციკლა ნოზა წერე ჩხე მამულა კვარა შენგე ღვინია ბოლქვა გოგი თოდუ ჭანტუ ჯანაში ხუცი მაისურა კაპანა სვანი ქავთარა ყიფი წიკლა ძიძი დვალი აბაში მჭედლი", "შვილი ძე ია ავა ური", georgian);
const HY = "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ու փ ք և օ ֆ";
const HY_LATIN = letters(HY, "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts u p k ev o f");
const HY_RU = letters(`${HY} յա հո հա`, "а б г д е з э ы т ж и л х ц к _ дз г ч м й н ш о ч п дж р с в т р ц у п к ев о ф я о а");
const HY_UK = letters(`${HY} յա`, "а б г д е з е и т ж і л х ц к г дз г ч м й н ш о ч п дж р с в т р ц у п к ев о ф я");
const armenian = (own: string): Name => ({ own: capital(own), uk: capital(spell(own, HY_UK)), ru: capital(spell(own, HY_RU)), latin: [capital(spell(own, HY_LATIN))] });
const armenians = (words: string): Name[] => words.trim().split(/\s+/).map(armenian);
const ARMENIAN_MEN = armenians("արմեն գագիկ վարդան տիգրան հայկ սուրեն արթուր կարեն աշոտ գևորգ հակոբ սարգիս մկրտիչ համլետ վահան ռուբեն նարեկ գարեգին հովհաննես արտակ սամվել դավիթ էդգար սերոժ");
const ARMENIAN_WOMEN = armenians("անահիտ գայանե լիլիթ նարինե սիրանուշ մարիամ հասմիկ ռուզաննա");
const ARMENIAN_SURNAMES = compose("սարգս պետրոս հարություն գրիգոր հակոբ ղազար խաչատր մարտիրոս մկրտչ դանիել ավետիս ստեփան պողոս գևորգ աբրահամ բաղդասար մելքոն օհան զաքար եղիազար քոչար շահինյ ասլան դավթ ղուկաս թովմաս", "յան յանց", armenian);

// ---- Arabs: from the romanisation of the Library of Congress, in which nearly every letter of the Arabic is to be seen ----
const AR_LETTERS = letters("th dh kh gh sh ʿ ʾ ḥ ṣ ḍ ṭ ẓ b t j d r z s f q k l m n h w y ā ī ū a i u ah-", "ث ذ خ غ ش ع ء ح ص ض ط ظ ب ت ج د ر ز س ف ق ك ل م ن ه و ي ا ي و _ _ _ ة");
const toArabic = (base: string): string => base.toLowerCase().split(" ").map((word) => {
  const [, article = "", rest = word] = /^(al-)?(.*)$/.exec(word) ?? [];
  const body = rest.replace(/(th|dh|kh|gh|sh|.)\1/g, "$1").replace(/ah$/, "ah-").replace(/^([aiu])/, "ا$1").replace(/^ā/, "آ");
  return (article ? "ال" : "") + spell(body, AR_LETTERS);
}).join(" ");
const plainMarks = (base: string): string => base.replace(/[ʿʾ]/g, "").normalize("NFD").replace(/[\u0323\u0304]/g, "").normalize("NFC");
const AR_RU = letters("th dh kh gh sh ya yā yu yū ʿ ʾ ḥ ṣ ḍ ṭ ẓ b t j d r z s f q k l m n h w y ā ī ū a i u", "с з х г ш я я ю ю _ _ х с д т з б т дж д р з с ф к к л м н х в й а и у а и у");
const SUN = /^al-(th|dh|sh|[tdrzsnṣḍṭẓl])/;
const arab = (base: string): Name => {
  const [hasArticle, bare] = [base.startsWith("al-"), base.replace(/^al-/, "")];
  const english = plainMarks(bare).toLowerCase();
  const word = capital(english);
  const long = capital(plainMarks(bare.replace(/ī(?=.)/g, "ee").replace(/ū/g, "oo").replace(/ī$/, "y").replace(/i(?=.$)/, "e").replace(/aw/g, "au")));
  const french = capital(swap(plainMarks(bare.replace(/ū|u/g, "ou")), [[/sh/g, "ch"], [/j/g, "dj"], [/w/g, "ou"], [/q/g, "k"]]));
  const sun = SUN.exec(base)?.[1] ?? "";
  const ru = capital(spell(bare, AR_RU).replace(/ий$|йй$/, "и"));
  const ruArticle = hasArticle ? (sun ? `а${spell(sun, AR_RU)}-` : "аль-") : "";
  const toUk = (text: string) => swap(text, [[/и/g, "і"], [/И/g, "І"], [/ы/g, "и"], [/э/g, "е"], [/Э/g, "Е"]]);
  return {
    own: toArabic(base), ru: capital(ruArticle) + ru, uk: toUk(capital(ruArticle) + ru),
    latin: hasArticle
      ? [`Al-${word}`, `Al ${word}`, `Al${english}`, `El-${word}`, word, `Al-${long}`, `Al${long.toLowerCase()}`, `El ${french}`]
      : [word, word, long, french],
  };
};
const arabs = (words: string): Name[] => words.trim().split(/\s+/).map((word) => arab(word.replaceAll("_", " ")));
const ARAB_MEN = arabs("muḥammad aḥmad ʿalī ḥusayn ḥasan khālid yāsir ʿumar ʿuthmān ibrāhīm yūsuf maḥmūd muṣṭafā ʿabd_al-raḥmān ṣāliḥ nāṣir fayṣal sālim walīd ṭāriq ziyād bassām ghassān riyāḍ ḥamzah bilāl jamāl rāmī hānī nabīl wisām ayman mājid qāsim jaʿfar ḥaydar murtaḍā mahdī ʿabd_al-karīm saʿīd");
const ARAB_WOMEN = arabs("fāṭimah zaynab maryam khadījah nūr hudā samīrah laylā salmā rānyah");
const ARAB_SURNAMES = arabs(`al-shammarī al-ḥarbī al-ʿutaybī al-qaḥṭānī al-zahrānī al-ghāmidī al-dūsarī darwīsh ḥaddād najjār khūrī al-asad al-ḥasan ʿawaḍ al-ṣāliḥ al-miṣrī
  al-shāmī al-baghdādī al-tikrītī al-jubūrī al-dulaymī al-ʿubaydī al-sāʿidī al-kaʿbī al-mālikī al-ḥakīm al-ṣadr barakāt manṣūr qabbānī ḥamdān shaʿbān ramaḍān
  salāmah khalīfah al-ḥūthī al-yamanī al-ṣanʿānī al-hamdānī al-aḥmar al-sharʿabī al-ʿamrī al-madanī al-qurashī al-anṣārī al-tamīmī al-kinānī al-khazrajī al-zubaydī
  al-shaybānī al-naqīb al-ḥalabī al-ḥimṣī al-ʿaqīlī zaydān ghānim fāḍil ʿabbūd jābir nuʿmān hilāl al-bayātī al-rubayʿī al-sāmarrāʾī al-ʿazzāwī al-nuʿaymī shāhīn ṭāhā
  al-maqdisī al-ghazālī sulaymān al-tūnisī qaddūr al-jazāʾirī al-ḥijāzī al-bakrī al-fārisī al-qāḍī al-najafī al-karbalāʾī al-mūsawī al-ḥusaynī al-khaṭīb`);

// ---- Jews: Hebrew letters|Latin spellings|Ukrainian|Russian ----
const hebrews = (lines: string): Name[] => lines.trim().split("\n").map((line) => {
  const [own = "", latin = "", uk = "", ru = ""] = line.split("|");
  return { own, latin: latin.split(","), uk, ru: ru === "" ? uk : ru };
});
const HEBREW = {
  men: hebrews("משה|Moshe|Моше\nדוד|David|Давид\nיוסף|Yosef,Josef|Йосеф|Йосеф\nיעקב|Yaakov,Jacob|Яаков\nאברהם|Avraham|Авраам\nיצחק|Yitzhak,Itzhak|Іцхак|Ицхак\nשמואל|Shmuel|Шмуель\nחיים|Haim,Chaim|Хаїм|Хаим\nאריה|Arie,Aryeh|Аріє|Арье\nאורי|Uri|Урі|Ури\nגלעד|Gilad|Гілад|Гилад\nעומר|Omer|Омер\nאיתן|Eitan|Ейтан|Эйтан\nנועם|Noam|Ноам\nעמית|Amit|Аміт|Амит\nאלון|Alon|Алон\nרון|Ron|Рон\nצבי|Zvi,Tzvi|Цві|Цви\nאהרון|Aharon|Агарон|Аарон\nבנימין|Binyamin|Біньямін|Биньямин\nאלחנן|Elhanan|Ельханан|Эльханан\nיהודה|Yehuda|Єгуда|Иегуда\nמנחם|Menachem,Menahem|Менахем\nשלמה|Shlomo|Шломо"),
  women: hebrews("שרה|Sara,Sarah|Сара|Сара\nרחל|Rachel,Rahel|Рахель\nנועה|Noa|Ноа\nתמר|Tamar|Тамар\nמיכל|Michal|Міхаль|Михаль\nיעל|Yael|Яель|Яэль\nחנה|Hana,Hannah|Хана\nרבקה|Rivka|Рівка|Ривка"),
  surnames: hebrews("כהן|Cohen,Kohen|Коген|Коэн\nלוי|Levi,Levy|Леві|Леви\nמזרחי|Mizrahi,Mizrachi|Мізрахі|Мизрахи\nפרץ|Peretz,Perez|Перец\nביטון|Biton,Bitton|Бітон|Битон\nדהן|Dahan|Дахан\nאברהמי|Avrahami|Аврагамі|Авраами\nפרידמן|Friedman,Fridman|Фрідман|Фридман\nכץ|Katz,Kats|Кац\nאזולאי|Azulay,Azoulay|Азулай\nשפירא|Shapira,Shapiro|Шапіра|Шапира\nגולדברג|Goldberg|Гольдберг\nרוזנברג|Rosenberg,Rozenberg|Розенберг\nקליין|Klein|Кляйн|Кляйн\nגרינברג|Grinberg,Greenberg|Грінберг|Гринберг\nויינשטיין|Weinstein,Vainshtein|Вайнштейн\nשוורץ|Schwartz,Shvarts|Шварц\nברקוביץ|Berkovich,Berkowitz|Беркович\nאוחיון|Ohayon|Охайон\nמלכה|Malka|Малка\nחדד|Hadad,Haddad|Хадад\nיוסף|Yosef|Йосеф\nגבאי|Gabay,Gabbai|Габай\nעמר|Amar|Амар\nאשכנזי|Ashkenazi|Ашкеназі|Ашкенази\nבן דוד|Ben David,Ben-David|Бен-Давид\nבר לב|Bar Lev,Bar-Lev|Бар-Лев\nהורוביץ|Horovitz,Hurvitz|Горовіц|Горовиц\nסגל|Segal|Сегал\nלנדאו|Landau|Ландау\nרבינוביץ|Rabinovich,Rabinowitz|Рабинович|Рабинович\nפלדמן|Feldman|Фельдман\nזילברמן|Zilberman,Silberman|Зільберман|Зильберман\nאליהו|Eliyahu|Еліягу|Элияху\nשרון|Sharon|Шарон\nברק|Barak|Барак\nצור|Tzur,Zur|Цур\nאדלר|Adler|Адлер\nשטרן|Stern,Shtern|Штерн\nויסמן|Weissman,Vaisman|Вайсман"),
};

// ---- Peoples of the Caucasus and Central Asia who write Cyrillic: uk|ru; after _ nothing of a surname stands ----
const EAST = {
  men: named("Магомед|Магомед\nШаміль|Шамиль\nРамзан|Рамзан\nІса|Иса\nМовсар|Мовсар\nХасан|Хасан\nБеслан|Беслан\nАзамат|Азамат\nРуслан|Руслан\nАслан|Аслан\nІльяс|Ильяс\nТимур|Тимур\nАлім|Алим\nБаїр|Баир\nДорджі|Дорджи\nАйдар|Айдар\nРавіль|Равиль\nРустам|Рустам\nБахтіяр|Бахтияр\nДжахонгір|Джахонгир\nЕлдос|Елдос\nЖолдас|Жолдас\nСанжар|Санжар\nФіруз|Фируз"),
  women: named("Мадіна|Мадина\nЗалина|Залина\nАйша|Айша\nГульнара|Гульнара\nЗухра|Зухра\nЛейла|Лейла"),
  surnames: compose("ахмад байсар гайрбек дада ельмурз закар ісма кадир лорс магомад мусаєв_ нурмагомед оздо раджаб салам темірбул умар хас цуц шахрув юсуп бектур нурбек дугар цидип гарма галім хаміт юлдаш рахмон тошпул ісмон кудай жумабек", "ов єв овець_ ханов улатов", (word) => {
    const uk = word.replace(/_.*$/, "");
    return { uk, ru: capital(swap(uk.toLowerCase(), [[/є/g, "е"], [/е(?=льм)/g, "э"], [/і/g, "и"]])) };
  }),
};

const people = (name: string, all: Pick<People, "men" | "women" | "surnames">, feminine: boolean, father: People["father"], own: People["letters"]): People => ({ name, ...all, feminine, father, letters: own });
export const PEOPLES: readonly People[] = [
  people("ukrainian", { men: SLAV_MEN, women: SLAV_WOMEN, surnames: UK_SURNAMES }, true, "patronymic", "cyrillic"),
  people("russian", { men: SLAV_MEN, women: SLAV_WOMEN, surnames: RU_SURNAMES }, true, "patronymic", "cyrillic"),
  people("east", EAST, true, "patronymic", "cyrillic"),
  people("crimean", { men: CRIMEAN_MEN, women: CRIMEAN_WOMEN, surnames: CRIMEAN_SURNAMES }, true, "patronymic", "latin"),
  people("azerbaijani", { men: AZ_MEN, women: AZ_WOMEN, surnames: AZ_SURNAMES }, true, "bare", "latin"),
  people("turkish", { men: TURKISH_MEN, women: TURKISH_WOMEN, surnames: TURKISH_SURNAMES }, false, "bare", "latin"),
  people("romanian", ROMANIAN, false, "bare", "latin"),
  people("hungarian", HUNGARIAN, false, "bare", "latin"),
  people("polish", POLISH, true, "bare", "latin"),
  people("georgian", { men: GEORGIAN_MEN, women: GEORGIAN_WOMEN, surnames: GEORGIAN_SURNAMES }, false, "bare", "georgian"),
  people("armenian", { men: ARMENIAN_MEN, women: ARMENIAN_WOMEN, surnames: ARMENIAN_SURNAMES }, false, "bare", "armenian"),
  people("arab", { men: ARAB_MEN, women: ARAB_WOMEN, surnames: ARAB_SURNAMES }, false, "bare", "arabic"),
  people("hebrew", HEBREW, false, "bare", "hebrew"),
];
