/** What V8 writes into a `.cpuprofile` file, as far as it is read here. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  /** Microseconds between each sample and the one before it. */
  timeDeltas: number[];
}

export interface SelfTime {
  /** Function, file and line. */
  place: string;
  milliseconds: number;
  /** Of all the time in which something ran. */
  share: number;
}

const IDLE = new Set(['(idle)', '(program)', '(root)']);

/** The functions in which most time was spent, without what they called. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile, most: number): SelfTime[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const spent = new Map<string, number>();
  samples.forEach((id, i) => {
    const place = places.get(id) ?? '(unknown)';
    if (!IDLE.has(place)) spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[i] ?? 0));
  });
  const total = [...spent.values()].reduce((sum, time) => sum + time, 0);
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([place, time]) => ({ place, milliseconds: time / 1e3, share: time / total }));
}

function placeOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName || '(anonymous)';
  if (url === '') return name;
  const file = url
    .replace(/^file:\/\//, '')
    .split('/')
    .slice(-4)
    .join('/');
  return `${name} ${file}:${lineNumber + 1}`;
}
