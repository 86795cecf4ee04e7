// Whether a cell says that a person has been released, exchanged or returned, in the languages of the lists. What says that somebody was
// not released says nothing.
const RELEASED = /(?:^|[^\p{L}])(?:звільнен\p{L}*|обмінян\p{L}*|повернут\p{L}*|освобожд[её]н\p{L}*|обменян\p{L}*|возвращ[её]н\p{L}*|released|exchanged|repatriated|serbest bırakıl\p{L}*|takas edil\p{L}*|أفرج|أطلق سراحه)/iu;
const NEGATED = /(?:^|[^\p{L}])(?:не|not|değil|لم)\s+(?:\p{L}+\s+)?(?:звільн|обмін|поверн|освоб|обмен|возвр|released|exchanged|repatr)/iu;

export const saysReleased = (text: string): boolean => RELEASED.test(text) && !NEGATED.test(text);
