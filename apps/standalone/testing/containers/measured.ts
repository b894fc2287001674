import { docker } from '@gatehouse/containers';
import type { ServiceName } from '../../src/testing/service-process.js';
import { SERVICES } from '../../src/testing/service-process.js';
import type { Containers } from './containers.js';

/** What a service's image and container take. */
export interface Measured {
  service: ServiceName;
  /** The whole image, in MB; the layers of the base image are the same for all. */
  imageMb: number;
  /** When its container was started for the last time. */
  startedAt: string;
  /** From then to being ready, in seconds. */
  startsInS: number;
  /** Resident memory now, in MiB. */
  memoryMib: number;
}

export async function measured({ composed }: Containers): Promise<Measured[]> {
  const each = SERVICES.map(async (service): Promise<Measured> => {
    const { Image, State } = await composed.inspect(service);
    const size = await docker('image', 'inspect', '--format', '{{.Size}}', Image);
    const stats = await composed.docker('stats', service, '--no-stream', '--format', '{{.MemUsage}}');
    const [amount = '', unit] = /^([\d.]+)(\w+)/.exec(stats)?.slice(1) ?? [];
    if (unit !== 'MiB') throw new Error(`docker stats told the memory in another unit: ${stats}`);
    return {
      service,
      imageMb: Math.round(Number(size) / 1e6),
      startedAt: State.StartedAt,
      startsInS: (startedAt(await composed.logs(service)) - Date.parse(State.StartedAt)) / 1000,
      memoryMib: Math.round(Number(amount)),
    };
  });
  return Promise.all(each);
}

/** When the service said for the last time that it has started, in milliseconds of the epoch. */
function startedAt(log: string): number {
  const lines = log.split('\n').filter((line) => line.includes('"msg":"Started."'));
  return (JSON.parse(lines.at(-1) ?? '{"time":NaN}') as { time: number }).time;
}

/**
 * The measures as lines of a table.
 *
 * @param first after all were started at once. @param last after each was killed and started again: its Kafka groups
 * wait until the session of the killed one is over.
 */
export function measuredTable(first: readonly Measured[], last: readonly Measured[]): string {
  const cells = last.map(({ service, imageMb, startedAt, startsInS, memoryMib }, n) => [
    service,
    `${imageMb} MB`,
    `${first[n]?.startsInS.toFixed(1)} s`,
    startedAt === first[n]?.startedAt ? 'not killed' : `${startsInS.toFixed(1)} s`,
    `${memoryMib} MiB`,
  ]);
  const lines = [['service', 'image', 'starts in', 'after a kill', 'memory'], ...cells];
  return lines
    .map(([name = '', ...rest]) => `${name.padEnd(18)}${rest.map((cell) => cell.padStart(14)).join('')}\n`)
    .join('');
}
