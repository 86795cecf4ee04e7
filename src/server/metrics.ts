// Numbers of the running desk in the text format of Prometheus (version 0.0.4). No person, no label but route and status.
import { monitorEventLoopDelay } from "node:perf_hooks";

const BUCKETS = [5, 10, 25, 50, 100, 200, 300, 500, 1_000, 5_000]; // milliseconds
type Series = { count: number; sumMs: number; readonly buckets: number[] };

export type Metrics = {
  readonly observe: (route: string, status: number, ms: number) => void;
  readonly count: (name: string, by?: number) => void;
  readonly print: (gauges: Readonly<Record<string, number>>) => string;
};

export function openMetrics(): Metrics {
  const requests = new Map<string, Series>();
  const counters = new Map<string, number>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    observe: (route, status, ms) => {
      const key = `route="${route}",status="${status}"`;
      const series = requests.get(key) ?? { count: 0, sumMs: 0, buckets: BUCKETS.map(() => 0) };
      requests.set(key, series);
      series.count++;
      series.sumMs += ms;
      BUCKETS.forEach((limit, i) => {
        if (ms <= limit) series.buckets[i] = (series.buckets[i] ?? 0) + 1;
      });
    },
    count: (name, by = 1) => void counters.set(name, (counters.get(name) ?? 0) + by),
    print: (gauges) => [
      "# TYPE allforall_request_milliseconds histogram",
      ...[...requests].flatMap(([key, { count, sumMs, buckets }]) => [
        ...BUCKETS.map((limit, i) => `allforall_request_milliseconds_bucket{${key},le="${limit}"} ${buckets[i] ?? 0}`),
        `allforall_request_milliseconds_bucket{${key},le="+Inf"} ${count}`, `allforall_request_milliseconds_sum{${key}} ${sumMs.toFixed(1)}`, `allforall_request_milliseconds_count{${key}} ${count}`,
      ]),
      "# TYPE allforall_cpu_seconds_total counter", `allforall_cpu_seconds_total ${(process.cpuUsage().user + process.cpuUsage().system) / 1e6}`,
      ...[...counters].sort().flatMap(([name, value]) => [`# TYPE allforall_${name} counter`, `allforall_${name} ${value}`]),
      ...Object.entries({ ...gauges, event_loop_delay_p99_milliseconds: delay.percentile(99) / 1e6, resident_bytes: process.memoryUsage.rss() }).flatMap(([name, value]) => [`# TYPE allforall_${name} gauge`, `allforall_${name} ${value}`]), "",
    ].join("\n"),
  };
}
