// Signatures and payloads that are sound each by itself and do not belong together, sent by an officer who may act: refused by name,
// nothing recorded, and the sound act is taken afterwards, once.
import { expect, test } from "vitest";
import { base64, fromBase64 } from "../../src/basis/bytes.ts";
import type { Acknowledgement, Pending, PendingAct } from "../../src/desk/api-types.ts";
import { pae, parseEnvelope, PAYLOAD_TYPE, printEnvelope } from "../../src/record/envelope.ts";
import { seat, serveCartel, type Signed } from "../served-desk.ts";
import { withFolder } from "../walked-desk.ts";

const say = (id: string): Record<string, unknown> => ({ id, kind: "statement", actor: "officer", parties: ["US"], content: id, standing: "stated-own" });
const leafOf = ({ request }: Signed): ReturnType<typeof parseEnvelope> => parseEnvelope(fromBase64(request.envelope));

test("a signature of another act, a payload of another act, one signature twice: refused, and the act itself is taken once", () =>
  withFolder(async (folder) => {
    const { door, wire } = await serveCartel(folder);
    const size = (): number => door.room.desk.heads.length;
    try {
      const us = await seat(wire, "US", "delegation");
      const other = await seat(wire, "US", "delegation", await door.room.officers.invite(door.room.desk.pack, "US", "delegation", "2999-01-01T00:00:00.000Z"));
      const [one, two] = [await us.sign("statement.recorded", say("S-ONE")), await us.sign("statement.recorded", say("S-TWO"))];
      const foreign = await other.sign("statement.recorded", say("S-OTHER"));
      const before = size();
      const [a, b, c] = [leafOf(one), leafOf(two), leafOf(foreign)];
      const sent = (envelope: Uint8Array, sealed: string): Promise<{ status: number; code: string }> => us.status("POST", "/api/acts", { envelope: base64(envelope), sealed });
      const cases: readonly (readonly [string, Uint8Array, string])[] = [
        ["the signature of another act of the same key", printEnvelope(a.payload, b.signatures), one.request.sealed],
        ["the signature of another officer", printEnvelope(a.payload, c.signatures), one.request.sealed],
        ["another officer's signature under the own key's name", printEnvelope(a.payload, [{ keyid: a.signatures[0]?.keyid ?? "", sig: c.signatures[0]?.sig ?? new Uint8Array(64) }]), one.request.sealed],
        ["one signature twice", printEnvelope(a.payload, [...a.signatures, ...a.signatures]), one.request.sealed],
        ["a second signature where one is asked for, of another officer over other bytes", printEnvelope(a.payload, [...a.signatures, ...c.signatures]), one.request.sealed],
        ["no signature", printEnvelope(a.payload, []), one.request.sealed],
        ["the ciphertext of another act", printEnvelope(a.payload, a.signatures), two.request.sealed],
        ["a ciphertext with a byte more", printEnvelope(a.payload, a.signatures), base64(new Uint8Array([...fromBase64(one.request.sealed), 0]))],
        ["the payload of another act under its own signature", printEnvelope(b.payload, a.signatures), two.request.sealed],
      ];
      for (const [what, envelope, sealed] of cases) {
        const { status, code } = await sent(envelope, sealed);
        expect([status >= 400 && status < 500, code !== "", size()], `${what}: ${status} ${code}`).toEqual([true, true, before]);
      }
      const { index } = await us.ask<Acknowledgement>("POST", "/api/acts", one.request);
      expect((await us.ask<Acknowledgement>("POST", "/api/acts", one.request)).index).toBe(index);
      expect((await us.status("POST", "/api/acts", two.request)).code, "the number was taken").toMatch(/^CHAIN_/);
      expect(size()).toBe(before + 1);
    } finally {
      await door.close();
    }
  }));

test("the second signature is another officer's over these very bytes, and over no others", () =>
  withFolder(async (folder) => {
    const { door, wire } = await serveCartel(folder);
    const size = (): number => door.room.desk.heads.length;
    try {
      const invite = (): Promise<string> => door.room.officers.invite(door.room.desk.pack, "US", "delegation", "2999-01-01T00:00:00.000Z");
      const [first, second] = [await seat(wire, "US", "delegation"), await seat(wire, "US", "delegation", await invite())];
      const text = "Agreement “Trial”, made at Table on 2 June 2030.\n";
      const waiting = (await first.record("text.signed", { agreement: "TRIAL", text })) as Pending;
      expect(waiting.state).toBe("waiting");
      const { pending } = await second.get<{ pending: readonly PendingAct[] }>("/api/acts/pending");
      const act = pending.find((one) => one.act === waiting.act) ?? expect.fail("what waits");
      const before = size();
      const path = `/api/acts/pending/${act.act}/signature`;
      const signed = (bytes: Uint8Array): { sig: string } => ({ sig: base64(second.signer.sign(bytes)) });
      const over = pae(PAYLOAD_TYPE, fromBase64(act.payload));
      const others: readonly (readonly [string, { sig: string }])[] = [
        ["over the payload without its type", signed(fromBase64(act.payload))], ["over another type", signed(pae("application/json", fromBase64(act.payload)))], ["over one byte more", signed(new Uint8Array([...over, 0]))],
        ["the first officer's own, once more", { sig: base64(first.signer.sign(over)) }], ["of no key", { sig: base64(new Uint8Array(64)) }], ["no signature", { sig: "" }],
      ];
      for (const [what, body] of others) {
        const { status, code } = await second.status("POST", path, body);
        expect([status >= 400 && status < 500, size()], `${what}: ${status} ${code}`).toEqual([true, before]);
      }
      expect((await first.status("POST", path, { sig: base64(first.signer.sign(over)) })).code).toBe("SECOND_SELF");
      expect((await second.second(act)).index).toBe(before);
      await second.status("POST", path, signed(over)); // once more, when it stands
      expect(size()).toBe(before + 1);
    } finally {
      await door.close();
    }
  }));
