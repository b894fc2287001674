import { describe, expect, it } from '@jest/globals';
import { inPlace } from './in-place.js';

const COMMAND = 'npx gatehouse hold show --school A1 --kind student';

describe('a printed command', () => {
  it('is as it is where no data directory was given', () => {
    expect(inPlace(COMMAND, undefined)).toBe(COMMAND);
  });

  it('names the data directory, wherever it stands in a text, and once', () => {
    const placed = 'npx gatehouse hold show --data-dir /srv/gate --school A1 --kind student';
    expect(inPlace(`or ${COMMAND}\nand ${COMMAND}\n`, '/srv/gate')).toBe(`or ${placed}\nand ${placed}\n`);
    expect(inPlace(placed, '/srv/gate')).toBe(placed);
  });

  it('can be pasted, whatever the name of the directory', () => {
    expect(inPlace(COMMAND, "my school's $data")).toContain("--data-dir 'my school'\\''s $data' --school");
  });
});
