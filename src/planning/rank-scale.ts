// Scales of equal value between ranks, as once agreed. A scale is data of the terms, never our judgement of a person; wounded and sick stand in none
// (GC III art. 109(1): “regardless of number or rank”).

export type RankScale = { readonly id: string; readonly source: string; readonly weights: ReadonlyMap<string, number> };

/** The cartel of 22 July 1862 (Dix–Hill), 28 ranks of army, navy and merchant vessels; the values sum to 358. A private or seaman is the unit. */
export const DIX_HILL_1862: RankScale = {
  id: "dix-hill-1862",
  source: "Cartel for the general exchange of prisoners of war, Haxall's Landing, 22 July 1862 (Southern Historical Society Papers 1; Official Records II/IV 266)",
  weights: new Map([
    ["general-in-chief", 60], ["admiral", 60], ["flag-officer", 40], ["major-general", 40], ["commodore", 20], ["brigadier-general", 20], ["navy captain", 15], ["colonel", 15],
    ["lieutenant-colonel", 10], ["commander", 10], ["lieutenant-commander", 8], ["major", 8], ["navy lieutenant", 6], ["master", 6], ["army captain", 6], ["masters-mate", 4],
    ["army lieutenant", 4], ["ensign", 4], ["midshipman", 3], ["warrant officer", 3], ["merchant master", 3], ["privateer commander", 3], ["second captain", 2], ["mate", 2],
    ["petty officer", 2], ["non-commissioned officer", 2], ["private", 1], ["seaman", 1],
  ]),
};

const SCALES: readonly RankScale[] = [DIX_HILL_1862];

/** The scale of that id, or undefined. */
export const rankScale = (id: unknown): RankScale | undefined => SCALES.find((scale) => scale.id === id);
