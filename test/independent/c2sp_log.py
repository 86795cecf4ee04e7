"""Checks DIR/record/log against DIR/record/policy from the C2SP texts alone (tlog-checkpoint, tlog-tiles, tlog-cosignature,
tlog-policy), sharing no line with our own verifier. Needs Python 3 with the package `cryptography`.
Usage: python3 test/independent/c2sp_log.py DIR/record
"""
import base64, hashlib, os, re, struct, sys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

root = sys.argv[1]
read = lambda path: open(os.path.join(root, path), "rb").read()
fail = lambda why: (print("refused: " + why), sys.exit(1))


def vkey(text):
    name, key_id, data = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)", text).groups()
    raw = base64.b64decode(data, validate=True)
    if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != key_id:
        fail("key id of " + name)
    return name, raw[0], raw[1:], bytes.fromhex(key_id)


log = None; witnesses = {}; groups = {}; quorum = None
for line in read("policy").decode().split("\n"):
    words = line.split()
    if not words or words[0].startswith("#"): continue
    if words[0] == "log": log = vkey(words[1])
    elif words[0] == "witness": witnesses[words[1]] = vkey(words[2])
    elif words[0] == "group": groups[words[1]] = (words[2], words[3:])
    elif words[0] == "quorum": quorum = words[1]

note = read("log/checkpoint").decode()
body, signatures = note.split("\n\n", 1)
body += "\n"
origin, size, root_hash = body.split("\n")[:3]
size = int(size)
if origin != log[0] or body.count("\n") != 3: fail("origin or extension lines")
cosigned = set(); signed = False
for line in signatures.splitlines():
    name, data = re.fullmatch("\u2014 (\\S+) (\\S+)", line).groups()
    raw = base64.b64decode(data, validate=True)
    try:
        if (name, raw[:4]) == (log[0], log[3]):
            Ed25519PublicKey.from_public_bytes(log[2]).verify(raw[4:], body.encode()); signed = True
        for code, (wname, kind, key, key_id) in witnesses.items():
            if (name, raw[:4]) == (wname, key_id):
                time = struct.unpack(">Q", raw[4:12])[0]
                Ed25519PublicKey.from_public_bytes(key).verify(raw[12:], b"cosignature/v1\ntime %d\n" % time + body.encode()); cosigned.add(code)
    except InvalidSignature:
        fail("a signature of a known key fails: " + name)
def meets(name):
    if name not in groups: return name in cosigned
    need, members = groups[name]
    have = sum(meets(one) for one in members)
    return have >= (len(members) if need == "all" else 1 if need == "any" else int(need))
if not signed or not meets(quorum): fail("quorum")

leaf = lambda data: hashlib.sha256(b"\x00" + data).digest()
node = lambda a, b: hashlib.sha256(b"\x01" + a + b).digest()
def tile_name(n):
    groups3 = []
    while True:
        groups3.insert(0, "%03d" % (n % 1000)); n //= 1000
        if n == 0: break
    return "/".join(["x" + one for one in groups3[:-1]] + groups3[-1:])
def mth(hashes):
    if len(hashes) == 1: return hashes[0]
    k = 1
    while k * 2 < len(hashes): k *= 2
    return node(mth(hashes[:k]), mth(hashes[k:]))
def rows(level, count):
    for n in range((count + 255) // 256):
        width = min(256, count - n * 256)
        suffix = "" if width == 256 else ".p/%d" % width
        yield n, width, tile_name(n) + suffix
hashes = []
for n, width, path in rows(0, size):
    data = read("log/tile/entries/" + path); at = 0
    for _ in range(width):
        length = struct.unpack(">H", data[at:at + 2])[0]; hashes.append(leaf(data[at + 2:at + 2 + length])); at += 2 + length
    if at != len(data): fail("entry bundle " + path)
level, row, tiles = 0, hashes, 0
while row:
    for n, width, path in rows(level, len(row)):
        if read("log/tile/%d/%s" % (level, path)) != b"".join(row[n * 256:n * 256 + width]): fail("tile %d/%s" % (level, path))
        tiles += 1
    row = [mth(row[i:i + 256]) for i in range(0, len(row) // 256 * 256, 256)]; level += 1
top = mth(hashes) if hashes else hashlib.sha256(b"").digest()
if base64.b64encode(top).decode() != root_hash: fail("root")
print("accepted: %d entries, %d tiles, cosigned by %s" % (size, tiles, " and ".join(sorted(cosigned))))
