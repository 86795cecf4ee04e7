// Names of markers: one canonical name, the spellings of kits and programs beside it; class, and linked pairs.

export type MarkerClass = "autosomal" | "X" | "Y" | "sex";

/** Spellings seen in kits, Familias, CODIS and published tables; compared without case, spaces, dashes and underscores. */
const ALIASES: Readonly<Record<string, string>> = {
  THO1: "TH01", TP0X: "TPOX", VWA31: "VWA", HUMVWA: "VWA", HUMTH01: "TH01", HUMTPOX: "TPOX", HUMFGA: "FGA", FIBRA: "FGA", CSF: "CSF1PO",
  PENTAD: "PENTA_D", PENTAE: "PENTA_E", PENTAC: "PENTA_C", PENTB: "PENTA_B", AMELOGENIN: "AMEL", AMELX: "AMEL", AM: "AMEL", AMELXY: "AMEL",
  ACTBP2: "SE33", YINDEL: "Yindel", YGATAH4: "YGATAH4", GATAH4: "YGATAH4",
};

/** Canonical name: upper case, aliases settled; `Penta D` is `PENTA_D`, `vWA` is `VWA`. */
export function canonicalMarker(text: string): string {
  const bare = text.trim().toUpperCase().replace(/[\s_-]/g, "");
  return ALIASES[bare] ?? bare;
}

export function markerClass(marker: string): MarkerClass {
  if (marker === "AMEL" || marker === "Yindel") return "sex";
  if (/^(DYS|DYF|YGATA|Y\d)/.test(marker)) return "Y";
  return /^(DXS|HPRTB$|X\d)/.test(marker) ? "X" : "autosomal";
}

/** Pairs on one chromosome close enough that their product is not one of independents (vWA–D12S391, 6.3 Mb; D5S818–CSF1PO, weak). */
export const LINKED: readonly (readonly [string, string])[] = [["VWA", "D12S391"], ["D5S818", "CSF1PO"], ["D21S11", "PENTA_D"], ["D2S441", "TPOX"]];

/** Linked pairs both of which are in `markers`; the caller warns, the policy drops one of the first pair. */
export const linkedAmong = (markers: readonly string[]): readonly (readonly [string, string])[] =>
  LINKED.filter(([a, b]) => markers.includes(a) && markers.includes(b));
