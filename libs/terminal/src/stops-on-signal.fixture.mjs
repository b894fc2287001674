// A process that stops half a second after it was asked to, or never.
import { clearInterval, setInterval, setTimeout } from 'node:timers';
import { onStopSignal } from '@gatehouse/terminal';

const [stops] = process.argv.slice(2);
const forever = setInterval(() => undefined, 1_000);
onStopSignal(() => {
  process.stdout.write('asked\n');
  if (stops === 'stops') setTimeout(() => clearInterval(forever), 500);
});
process.stdout.write('started\n');
