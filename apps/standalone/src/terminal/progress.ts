import type { RunObserver, RunPhase } from '@gatehouse/service';
import { printable, say } from '@gatehouse/terminal';
import type { SingleBar } from 'cli-progress';
import { MultiBar } from 'cli-progress';

/** Shows how far the schools have come. */
export interface Progress extends RunObserver {
  /** Nothing is shown any more. */
  stop: () => void;
}

interface School {
  name: string;
  phase: RunPhase;
  sent: number;
  decided: number;
  bar?: SingleBar;
}

/** Bars on a terminal, plain lines elsewhere; always on standard error. */
export function startProgress(): Progress {
  return process.stderr.isTTY ? bars() : lines();
}

function bars(): Progress {
  const multi = new MultiBar({
    format: '{name} {bar} {value}/{total} records {phase}',
    hideCursor: true,
    stream: process.stderr,
    fps: 10,
  });
  return following({
    changed: (school) => {
      school.bar ??= multi.create(0, 0, { name: school.name.padEnd(28).slice(0, 28), phase: '' });
      school.bar.setTotal(school.sent);
      school.bar.update(school.decided, { phase: school.phase });
    },
    stop: () => multi.stop(),
  });
}

/** Plain lines come at changes of phase, and whenever so many more records were decided. */
const EVERY = 1000;

function lines(): Progress {
  const said = new Map<string, number>();
  return following({
    changed: ({ name, phase, decided }, what) => {
      const isDue = what === 'phase' || decided - (said.get(name) ?? 0) >= EVERY;
      if (!isDue) return;
      said.set(name, decided);
      say(`${name}: ${phase}, ${decided} records decided\n`);
    },
    stop: () => undefined,
  });
}

function following(show: {
  changed(school: School, what: 'phase' | 'sent' | 'decided'): void;
  stop: () => void;
}): Progress {
  const schools = new Map<string, School>();
  let isStopped = false;
  const change = (id: string, what: 'sent' | 'decided', count: number) => {
    const school = schools.get(id);
    if (!school || isStopped) return;
    school[what] += count;
    show.changed(school, what);
  };
  return {
    onPhase: ({ id, name }, phase) => {
      if (isStopped) return;
      const school = schools.get(id) ?? { name: printable(name), phase, sent: 0, decided: 0 };
      school.phase = phase;
      schools.set(id, school);
      show.changed(school, 'phase');
    },
    onSent: (id, count) => change(id, 'sent', count),
    onDecided: (id, count) => change(id, 'decided', count),
    stop: () => {
      isStopped = true;
      show.stop();
    },
  };
}
