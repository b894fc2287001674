// A program that does nothing until it fails. Its argument says how it is stopped: `nothing` to stop, `in order`, `never`
// ending, or `failing` to stop.
import { clearInterval, setImmediate, setInterval } from 'node:timers';
import { endOnUnforeseen, errorClass, say } from '@gatehouse/terminal';

const keepsRunning = setInterval(() => undefined, 1_000);
const stop = {
  nothing: undefined,
  'in order': (error) => {
    say(`Stopping: ${errorClass(error)}\n`);
    setImmediate(() => {
      say('Stopped.\n');
      clearInterval(keepsRunning);
    });
  },
  never: () => say('Stopping.\n'),
  failing: () => {
    throw new Error('Zyxwvut');
  },
}[process.argv[2]];
endOnUnforeseen({ stopWithinMs: 200 }).stopBy(stop);
