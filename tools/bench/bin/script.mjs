#!/usr/bin/env node
// The plain script that the pipeline is measured against, in a process of its own. It builds nothing: `bench` has.
import { main } from '../dist/script/main.js';

process.exitCode = await main(process.argv.slice(2));
