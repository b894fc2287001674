#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { launch } from '../../workspace/launch.mjs';

await launch(fileURLToPath(new URL('../dist/main.js', import.meta.url)));
// What killed installations wait for would keep this process for minutes; each of theirs would have died with them.
process.exit();
