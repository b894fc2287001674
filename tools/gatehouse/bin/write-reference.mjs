#!/usr/bin/env node
// Writes docs/reference/command-line.md from the commands' own help.
import { writeFileSync } from 'node:fs';
import { build } from '../../workspace/build.mjs';

await build();
const { commandLineReference } = await import('../dist/reference/command-line-reference.js');
writeFileSync(new URL('../../../docs/reference/command-line.md', import.meta.url), commandLineReference());
