// A service on embedded engines, or another bus, that publishes when it is told `publish`, dies when it is told `die`, is asked to stop when it is told
// `terminate`, and takes until it is told `stop` to stop.
import { runProcess } from '@gatehouse/process';

process.on('disconnect', () => process.exit());

const [folder, port, bus = `file:${folder}/bus.db`] = process.argv.slice(2);
const told = (word) =>
  new Promise((resolve) => process.on('message', (message) => message === word && resolve()));
const stop = told('stop');
Object.assign(process.env, {
  GATEHOUSE_EVENT_STORE: `file:${folder}/events.db`,
  GATEHOUSE_MESSAGE_BUS: bus,
  GATEHOUSE_KEY_STORE: `file:${folder}/keys.db`,
  GATEHOUSE_MASTER_KEY: 'abcd'.repeat(16),
  GATEHOUSE_HEALTH_PORT: port,
  GATEHOUSE_DEAD_LETTERS_FULL: '2',
  GATEHOUSE_INSECURE: 'true',
  GATEHOUSE_LOG: 'silent',
});
void told('terminate').then(() => process.kill(process.pid, 'SIGTERM'));
const start = async (host) => {
  void told('die').then(() => host.onFatal('a service', new TypeError('SECRET')));
  process.on('message', async (message) => {
    if (message !== 'publish') return;
    const published = host.engines.bus.publish('records', [{ key: 'A1', value: 1 }]);
    process.send(
      await published.then(
        () => 'taken',
        (error) => error.code,
      ),
    );
  });
  process.send('started');
  return { stop: () => stop };
};
const service = {
  name: 'a service',
  says: '',
  healthPort: 0,
  deadLetters: ['records.dead-letters'],
  settings: {},
  start,
};
process.exitCode = await runProcess(service, []);
process.disconnect();
