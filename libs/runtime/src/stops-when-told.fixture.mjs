// A service on embedded engines that dies when it is told `die`, and takes until it is told `stop` to stop.
import { runProcess } from '@gatehouse/runtime';

process.on('disconnect', () => process.exit());

const [folder, port] = process.argv.slice(2);
const told = (word) =>
  new Promise((resolve) => process.on('message', (message) => message === word && resolve()));
const stop = told('stop');
Object.assign(process.env, {
  GATEHOUSE_EVENT_STORE: `file:${folder}/events.db`,
  GATEHOUSE_MESSAGE_BUS: `file:${folder}/bus.db`,
  GATEHOUSE_KEY_STORE: `file:${folder}/keys.db`,
  GATEHOUSE_MASTER_KEY: 'ab'.repeat(32),
  GATEHOUSE_HEALTH_PORT: port,
  GATEHOUSE_DEAD_LETTERS_FULL: '2',
  GATEHOUSE_LOG: 'silent',
});
const start = async (host) => {
  void told('die').then(() => host.onFatal('a service', new TypeError('SECRET')));
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
