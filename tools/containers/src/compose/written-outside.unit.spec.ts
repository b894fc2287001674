import { describe, expect, it } from '@jest/globals';
import type { Container } from './composed.js';
import { writtenOutside } from './written-outside.js';

const container = {
  Mounts: [{ Destination: '/run/secrets/master-key', RW: false }],
  HostConfig: { Tmpfs: { '/data': '' } },
} as unknown as Container;
const written = (...lines: string[]) => writtenOutside(`${lines.join('\n')}\n`, container);

describe('what a container has written outside its volumes', () => {
  it('is nothing where Docker only made places for mounts and for its first process', () => {
    const secret = ['C /run', 'A /run/secrets', 'A /run/secrets/master-key'];
    expect(written(...secret, 'A /data', 'C /usr', 'C /usr/sbin', 'A /usr/sbin/docker-init')).toEqual([]);
  });

  it.each(['A /data-of-others', 'A /run/secrets/other', 'C /etc/passwd', 'D /usr/bin/node', 'A /tmp/x'])(
    'is %s',
    (line) => expect(written('C /usr', line)).toEqual([line]),
  );
});
