import type { Settings } from './setting.js';

const TEXT = `
A variable with a * may hold a secret: instead of it, <variable>_FILE may name a file that holds its text.

Exit codes:
  0  stopped as asked, by SIGTERM or SIGINT      2  wrong usage
  1  ended by a fatal error                      3  wrong configuration
`;

const EXAMPLE = (name: string) => `
Example, on one machine:
  $ export GATEHOUSE_EVENT_STORE=file:/srv/gatehouse/events.db GATEHOUSE_MESSAGE_BUS=file:/srv/gatehouse/bus.db
  $ export GATEHOUSE_KEY_STORE=file:/srv/gatehouse/keys.db GATEHOUSE_READ_MODELS=file:/srv/gatehouse/read-models.db
  $ export GATEHOUSE_MASTER_KEY_FILE=/srv/gatehouse/master.key
  $ node apps/${name}/bin/${name}.mjs

Example, on engines:
  GATEHOUSE_EVENT_STORE=esdb://name:password@events.internal:2113
  GATEHOUSE_KEY_STORE=mongodb://name:password@keys.internal/keys?tls=true
  GATEHOUSE_MESSAGE_BUS=kafka://name:password@one.internal:9093,two.internal:9093
`;

/** What `--help` prints. */
export function helpText(name: string, says: string, settings: Settings): string {
  const named = Object.values(settings).map(({ variable, help, isSecret }) => ({
    variable: `${variable}${isSecret ? ' *' : ''}`,
    help,
  }));
  const width = Math.max(...named.map(({ variable }) => variable.length)) + 2;
  const variables = named.map(({ variable, help }) => `  ${variable.padEnd(width)}${help}`);
  return `${name}: ${says}\n\nIt is configured by the environment:\n${variables.join('\n')}\n${TEXT}${EXAMPLE(name)}`;
}
