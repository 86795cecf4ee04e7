// Run: node --import tsx bench/postgres.ts. Durable appends per second on a PostgreSQL server of our own by number of
// clients, with the ratio to bare commits of one connection (insert of the same bytes), and of two desks at once.
import { Client } from "pg";
import { createDatabase, openDatabase, type DatabaseStore } from "../src/store/postgres/open-database.ts";
import { startPostgres } from "../test/postgres-server.ts";

const LEAF = new Uint8Array(260);
const seconds = (from: number): number => (performance.now() - from) / 1000;
const cpuMs = (from: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
};

async function bareCommits(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("create table if not exists bare (bytes bytea)");
  const start = performance.now();
  for (let i = 0; i < 300; i++) await client.query({ name: "bare", text: "insert into bare values ($1)", values: [Buffer.from(LEAF)] });
  const rate = 300 / seconds(start);
  await client.end();
  return rate;
}

async function appends(stores: readonly DatabaseStore[], clients: number): Promise<{ rate: number; cpuMs: number; p99: number }> {
  const each = clients === 1 ? 300 : clients === 10 ? 100 : clients === 100 ? 50 : 20;
  const waits: number[] = [];
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    const store = stores[client % stores.length];
    for (let i = 0; i < each; i++) {
      const asked = performance.now();
      await store?.record.append(LEAF);
      waits.push(performance.now() - asked);
    }
  }));
  const rate = (clients * each) / seconds(start);
  return { rate, cpuMs: cpuMs(cpu) / (clients * each), p99: waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0 };
}

const server = await startPostgres();
try {
  for (const desks of [1, 2])
    for (const clients of [1, 10, 100, 1000]) {
      if (clients < desks) continue;
      const url = await server.newDatabase();
      await createDatabase(url, new Map());
      const stores = await Promise.all(Array.from({ length: desks }, () => openDatabase(url)));
      const before = await bareCommits(url);
      const own = await appends(stores, clients);
      const bare = (before + (await bareCommits(url))) / 2;
      console.log(`${desks} ${desks === 1 ? "desk, " : "desks,"} ${String(clients).padStart(4)} clients: ${Math.round(own.rate)}/s durable, p99 ${own.p99.toFixed(1)} ms, ${own.cpuMs.toFixed(2)} CPU-ms each; ${(own.rate / bare).toFixed(2)} times bare commits (${Math.round(bare)}/s)`);
      for (const { record } of stores) await record.close();
    }
} finally {
  await server.stop();
}
