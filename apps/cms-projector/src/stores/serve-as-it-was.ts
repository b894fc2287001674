import type { ServiceHost } from '@gatehouse/service';
import { CONFIRMED } from '../collections.js';
import type { ProjectorTrust } from './trust.js';

/** While the event store is away at the start, the lists are shown as they were confirmed last, by whichever process. */
export async function serveAsItWas(
  { engines, logger }: Pick<ServiceHost, 'engines' | 'logger'>,
  trust: ProjectorTrust,
): Promise<void> {
  if (!trust.isStarting) return;
  const known = await engines.readModels.checkpoint(CONFIRMED);
  // Nobody ever held these read models against an event store: nothing is shown before somebody has.
  if (known === null) return;
  trust.confirm(new Date(known));
  const fields = { service: 'cms-projector', asOf: known, hours: trust.unconfirmedHours };
  logger.warn(
    fields,
    'The event store is away: the lists are served as they were, for so many hours at most.',
  );
}
