import 'reflect-metadata';
import { API_KEY_FORM, API_KEY_WEAK, isStrongApiKey } from '@gatehouse/privacy';
import {
  listening,
  port,
  runProcess,
  setting,
  SUSPENSION_SETTINGS,
  textLike,
  wholeNumber,
} from '@gatehouse/process';
import { serveCmsApi } from './cms-api/serve-cms-api.js';
import { projectPatiently } from './process/project-patiently.js';
import { DEFAULT_UNCONFIRMED_HOURS, ProjectorTrust } from './stores/trust.js';

const YEAR_IN_HOURS = 8_760;

const settings = {
  port: setting({
    variable: 'GATEHOUSE_PORT',
    help: 'port of the CMS API, 0 for a free one (default: 4080)',
    schema: port(4080),
  }),
  apiKey: setting({
    variable: 'GATEHOUSE_CMS_API_KEY',
    help: 'the Bearer key of the CMS API, at least 32 characters',
    schema: textLike(
      API_KEY_FORM,
      'Give in GATEHOUSE_CMS_API_KEY_FILE a file that holds the key: at least 32 characters without white space.',
    ).refine(isStrongApiKey, { error: API_KEY_WEAK }),
    isSecret: true,
  }),
  ...SUSPENSION_SETTINGS,
  unconfirmedHours: setting({
    variable: 'GATEHOUSE_UNCONFIRMED_HOURS',
    help: 'so many hours after the lists were last held against the event store, nothing is served (default: 24)',
    schema: wholeNumber(YEAR_IN_HOURS, DEFAULT_UNCONFIRMED_HOURS, 1),
  }),
};

/** This service as a process of its own. Gives the exit code. */
export const main = (argv: string[]): Promise<number> =>
  runProcess(
    {
      name: 'cms-projector',
      says: 'keeps the read models up to the ledgers, and serves them to the CMS.',
      healthPort: 4095,
      usesReadModels: true,
      // The CMS goes on reading while the others are away.
      readyOn: ['read-models'],
      startsUnchecked: true,
      settings,
      start: async (host, values, check) => {
        const { apiKey, port, host: address, unlistedDays, unreadDays } = values;
        const limits = { unlistedDays, unreadDays };
        const trust = new ProjectorTrust(values.unconfirmedHours);
        // First: a port that is not free is better known before the work than after it.
        const api = await listening('GATEHOUSE_PORT', () =>
          serveCmsApi(host, { apiKey, port, host: address, limits, trust }),
        );
        host.logger.info({ address: api.address }, 'Serving the CMS API.');
        const projector = await projectPatiently(host, trust, check).catch(async (error: unknown) => {
          await api.stop();
          throw error;
        });
        return {
          stop: async () => {
            await api.stop();
            await projector.stop();
          },
        };
      },
    },
    argv,
  );
