#!/usr/bin/env node
// One side of an adapter's benchmark, in a process of its own. It builds nothing: `bench` has.
import { main } from '../dist/contenders/main.js';

process.exitCode = await main(process.argv.slice(2));
