// A process that stops half a second after it was asked to, also when stopping holds up its thread first, or never.
import { clearInterval, setInterval, setTimeout } from 'node:timers';
import { onStopSignal } from '@gatehouse/terminal';

const [stops] = process.argv.slice(2);
const forever = setInterval(() => undefined, 1_000);
onStopSignal(() => {
  process.stdout.write('asked\n');
  if (stops === 'stops held up') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  if (stops !== 'never stops') setTimeout(() => clearInterval(forever), 500);
});
process.stdout.write('started\n');
