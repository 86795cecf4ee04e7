import { expect, test } from "vitest";
import { hex, fromHex, utf8 } from "../basis/bytes.ts";
import { consistencyProof, EMPTY_TREE, extend, inclusionProof, isConsistent, leafHash, rootFromInclusion, rootOf } from "./merkle.ts";
import { slowRoot } from "./merkle.slow.ts";

const leaves = (n: number): Uint8Array[] => Array.from({ length: n }, (_, i) => utf8(`leaf ${i}`));
const tree = (of: readonly Uint8Array[]) => of.reduce((grown, leaf) => extend(grown, leafHash(leaf)), EMPTY_TREE);
const nodes = (of: readonly Uint8Array[]) => (level: number, index: number): Uint8Array =>
  slowRoot(of.slice(index * 2 ** level, (index + 1) * 2 ** level));

// certificate-transparency-go, the eight leaves and roots used by every RFC 6962 implementation
const CT = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(fromHex);
const CT_ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("the eight published roots of RFC 6962 implementations are reproduced", () => {
  CT_ROOTS.forEach((root, i) => expect(hex(rootOf(tree(CT.slice(0, i + 1))))).toBe(root));
});

test("roots of sizes 0 to 70 equal the tree built as RFC 6962 writes it", () => {
  for (let n = 0; n <= 70; n++) expect(hex(rootOf(tree(leaves(n))))).toBe(hex(slowRoot(leaves(n))));
});

test("every leaf of sizes 1 to 34 has an audit path that leads to the root, and to no other from another place", () => {
  for (let n = 1; n <= 34; n++)
    for (let i = 0; i < n; i++) {
      const all = leaves(n);
      const proof = inclusionProof(i, n, nodes(all));
      const root = hex(slowRoot(all));
      const of = (leaf: number, index: number, size: number, path = proof) =>
        hex(rootFromInclusion(leafHash(utf8(`leaf ${leaf}`)), index, size, path) ?? new Uint8Array(0));
      expect(of(i, i, n)).toBe(root);
      expect(of(i + 1, i, n)).not.toBe(root);
      if (n > 1) expect(of(i, (i + 1) % n, n)).not.toBe(root);
      expect(of(i, i, n, [...proof, leafHash(utf8("more"))])).not.toBe(root);
    }
});

test("every pair of sizes up to 34 is consistent with its proof, and not with a changed root or a cut proof", () => {
  for (let n = 1; n <= 34; n++)
    for (let m = 0; m <= n; m++) {
      const [all, old] = [leaves(n), leaves(m)];
      const proof = consistencyProof(m, n, nodes(all));
      expect(isConsistent(m, slowRoot(old), n, slowRoot(all), proof)).toBe(true);
      expect(isConsistent(m, leafHash(utf8("forged")), n, slowRoot(all), proof)).toBe(false);
      if (m > 0) expect(isConsistent(m, slowRoot(old), n, leafHash(utf8("forged")), proof)).toBe(false);
      if (proof.length > 0) expect(isConsistent(m, slowRoot(old), n, slowRoot(all), proof.slice(1))).toBe(false);
    }
});
