#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { launch } from '../../workspace/launch.mjs';

await launch(fileURLToPath(new URL('../dist/main.js', import.meta.url)));
